import type { ConnectionId } from '../../../lib/base/ids.ts';
import type { Answer } from '../../../lib/jobs/answer.ts';
import type { Connections } from '../../../lib/messages/desk.ts';
import type { OutboxEntry } from '../../../lib/outbox/entry.ts';
import type { Tab } from '../../browsers/browser.ts';
import { openExtensionPage } from '../continuity/extension-page.ts';
import type { ExtensionPage } from '../continuity/extension-page.ts';

/** How far an entry is, without what it holds. */
export type Glimpse = Pick<OutboxEntry, 'id' | 'state' | 'failure'>;

/** A page of the extension, where writes are proposed, looked at and approved. */
export interface OutboxPage {
  readonly ask: ExtensionPage['ask'];
  connections(): Promise<ReadonlyMap<string, ConnectionId>>;
  /** As tools and tables propose: stored, and waiting for the person. */
  propose(entries: readonly OutboxEntry[]): Promise<void>;
  /** As an action leaves it: what is published from by message. */
  keepAnswer(answer: Answer): Promise<void>;
  glimpse(): Promise<readonly Glimpse[]>;
  entries(): Promise<readonly OutboxEntry[]>;
}

export function openOutboxPage(tab: Tab): OutboxPage {
  const { ask } = openExtensionPage(tab);
  const read = async <Value>(source: string): Promise<Value> => JSON.parse(String(await tab.evaluate(source))) as Value;
  return {
    ask,
    async connections() {
      const { notion } = await read<Connections>(CONNECTIONS);
      return new Map(notion.map(({ workspace, id }) => [workspace, id]));
    },
    propose: async (entries) => void (await tab.evaluate(PUT, 'outbox', JSON.stringify(entries))),
    keepAnswer: async (answer) => void (await tab.evaluate(PUT, 'answers', JSON.stringify([answer]))),
    glimpse: () => read(GLIMPSE),
    entries: () => read(ALL),
  };
}

const OPENED = `
  self.chaosWords ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('words');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const words = await self.chaosWords;
  const got = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });`;

const CONNECTIONS = `async () => {${OPENED}
  const row = await got(words.transaction('meta').objectStore('meta').get('connections'));
  return JSON.stringify(row?.value ?? { notion: [] });
}`;

const PUT = `async (store, rows) => {${OPENED}
  const change = words.transaction(store, 'readwrite');
  for (const row of JSON.parse(rows)) change.objectStore(store).put(row);
  await new Promise((resolve, reject) => {
    change.oncomplete = resolve;
    change.onerror = () => reject(change.error);
  });
}`;

const GLIMPSE = `async () => {${OPENED}
  const all = await got(words.transaction('outbox').objectStore('outbox').getAll());
  return JSON.stringify(all.map(({ id, state, failure }) => ({ id, state, failure })));
}`;

const ALL = `async () => {${OPENED}
  return JSON.stringify(await got(words.transaction('outbox').objectStore('outbox').getAll()));
}`;
