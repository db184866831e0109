import type { Message } from '../../../lib/chat/conversation.ts';
import type { Answer } from '../../../lib/jobs/answer.ts';
import type { Job } from '../../../lib/jobs/job.ts';
import { createClient } from '../../../lib/messages/client.ts';
import type { Ask, MessageName, Reply } from '../../../lib/messages/protocol.ts';
import type { WireReply } from '../../../lib/messages/router.ts';
import type { Tab } from '../../browsers/browser.ts';
import { PAGES } from '../../world/workspace/ids.ts';
import type { Hands } from './person.ts';

/** What stands in the extension's own database. */
export interface Rows {
  readonly jobs: readonly Job[];
  readonly answers: readonly Answer[];
  readonly messages: readonly Message[];
  readonly drafts: readonly { readonly key: string; readonly text: string }[];
}

/** A page of the extension: from here its background is asked by message, as every surface does, and its rows are read. */
export interface ExtensionPage {
  /** `undefined` where the background died over it: nothing was promised then. */
  ask<Name extends MessageName>(name: Name, ask: Ask<Name>): Promise<{ readonly reply: Reply<Name> } | undefined>;
  rows(): Promise<Rows>;
  /** Rows that are new or not what they were the last time. */
  changes(): Promise<Pick<Rows, 'jobs' | 'answers'>>;
  /** Everything that a person said, was told, or has under way, and what was found out about the services. */
  forgetAll(): Promise<void>;
  /** As if hours had gone by since an outage. */
  forgetServices(): Promise<void>;
}

/** Longer than anything that a message waits for. */
const ANSWERED_MS = 30_000;

export function openExtensionPage(tab: Tab): ExtensionPage {
  const client = createClient(async (message) => {
    const told = String(await tab.evaluate(SEND, JSON.stringify(message), ANSWERED_MS));
    return JSON.parse(told) as WireReply;
  });
  const read = async <Value>(source: string): Promise<Value> => JSON.parse(String(await tab.evaluate(source))) as Value;
  return {
    async ask(name, ask) {
      try {
        return { reply: await client(name, ask) };
      } catch (error) {
        if (error instanceof Error && error.message === 'worker-restarted') return undefined;
        throw error;
      }
    },
    rows: () => read(ALL),
    changes: () => read(CHANGES),
    async forgetAll() {
      await tab.evaluate(CLEAR, [...SERVICES, ...SAID]);
    },
    async forgetServices() {
      await tab.evaluate(CLEAR, SERVICES);
    },
  };
}

/** What its surfaces ask of the background, by message. */
export function handsOn({ ask }: ExtensionPage): Hands {
  const to = (model: string | undefined) => (model === undefined ? {} : { model });
  const told = async <Name extends MessageName>(name: Name, words: Ask<Name>): Promise<Reply<Name> | undefined> =>
    (await ask(name, words))?.reply;
  return {
    start: (input) => told('job.start', input),
    send: (message) => told('chat.send', message),
    stop: (id) => told('job.stop', id),
    pause: (id) => told('job.pause', id),
    resume: (id) => told('job.resume', id),
    edit: (id, question) => told('queue.edit', { id, question }),
    runNow: (id) => told('queue.run', id),
    retry: (id, model) => told('job.retry', { id, ...to(model) }),
    again: (messageId, model) => told('chat.regenerate', { messageId, ...to(model) }),
    proceed: ({ id }, model) => told('job.proceed', { id, ...to(model) }),
  };
}

/** Small pages of the sample workspace that a schedule asks about. */
export const ASKED_PAGES = [
  { id: PAGES.travel, title: 'Travel' },
  { id: PAGES.expenses, title: 'Expenses' },
  { id: PAGES.security, title: 'Security' },
] as const;

const SERVICES = ['breakers', 'services', 'incidents', 'days', 'looks'];
const SAID = ['jobs', 'steps', 'answers', 'drafts', 'conversations', 'messages'];

/** A reply that is lost with the background is told as every surface tells it; nothing here is sent twice. */
const SEND = `async (message, ms) => {
  const lost = { ok: false, failure: { code: 'worker-restarted' } };
  const late = new Promise((resolve) => setTimeout(resolve, ms, { ok: false, failure: { code: 'bug' } }));
  const sent = chrome.runtime.sendMessage(JSON.parse(message)).then((reply) => reply ?? lost, () => lost);
  return JSON.stringify(await Promise.race([sent, late]));
}`;

const OPENED = `
  self.chaosWords ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('words');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const words = await self.chaosWords;
  const all = (rows, store) => new Promise((resolve, reject) => {
    const request = rows.objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });`;

const ALL = `async () => {${OPENED}
  const stores = ['jobs', 'answers', 'messages', 'drafts'];
  const rows = words.transaction(stores, 'readonly');
  const found = await Promise.all(stores.map(async (store) => [store, await all(rows, store)]));
  return JSON.stringify(Object.fromEntries(found));
}`;

const CHANGES = `async () => {${OPENED}
  const seen = (self.chaosSeen ??= new Map());
  const rows = words.transaction(['jobs', 'answers'], 'readonly');
  const changed = (found) => found.filter((row) => {
    const now = JSON.stringify(row);
    const before = seen.get(row.id);
    seen.set(row.id, now);
    return now !== before;
  });
  const [jobs, answers] = await Promise.all([all(rows, 'jobs'), all(rows, 'answers')]);
  return JSON.stringify({ jobs: changed(jobs), answers: changed(answers) });
}`;

const CLEAR = `async (stores) => {${OPENED}
  const change = words.transaction(stores, 'readwrite');
  for (const store of stores) change.objectStore(store).clear();
  await new Promise((resolve, reject) => {
    change.oncomplete = resolve;
    change.onerror = () => reject(change.error);
  });
}`;
