import { join } from 'node:path';
import { mayAsk, SHAPES } from '../../../lib/messages/protocol.ts';
import type { MessageName } from '../../../lib/messages/protocol.ts';
import type { Json, Tab } from '../../browsers/browser.ts';
import { launchChromium } from '../../browsers/chromium.ts';
import type { ChromiumBrowser } from '../../browsers/chromium.ts';
import { chromiumExtensionId } from '../../browsers/extension-id.ts';
import { messagesNamed } from '../../e2e/every-message.ts';
import { fewPages } from '../../e2e/few-pages.ts';
import { untilMirrored } from '../../e2e/mirror-steps.ts';
import { storedText } from '../../e2e/own-databases.ts';
import { inOwnScript, SEND_EACH } from '../../e2e/own-scripts.ts';
import { connect, NOTION_TOKEN, pageAddress } from '../../e2e/steps.ts';
import { startWorld } from '../../world/start.ts';
import { PAGES } from '../../world/workspace/ids.ts';
import type { Tally } from './tally.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const ATTACKER = join(ROOT, 'test/fixtures/attacker-extension');
const NAMES = Object.keys(SHAPES) as MessageName[];
const ALL = messagesNamed(NAMES);
/** What the sync notes of its own doings, which go on meanwhile. */
const SYNCS_OWN: ReadonlySet<string> = new Set(['mirror/meta', 'words/days', 'words/services']);

/** Sends each message well-formed, with megabytes in it, and with lists ten thousand deep. */
const SEND_ALSO_ODD = `async (messages) => {
  const say = async (message) => (await chrome.runtime.sendMessage(message)) ?? null;
  // What is too deep for the browser itself to send cannot be said by anybody.
  const send = async (message) => await say(message).catch(() => null);
  const huge = 'x'.repeat(3_000_000);
  const deep = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
  const replies = [];
  for (const { name, ask } of messages)
    for (const body of [ask, { ask, huge }, deep]) replies.push(await send({ name, ask: body }));
  return replies;
}`;

/** By the page's own ways: events and messages with the names and bodies of the protocol. */
const SAY_IN_PAGE = `async (messages) => {
  const hosts = [...document.body.children];
  for (const message of messages) {
    window.postMessage(message, '*');
    for (const target of [window, document, ...hosts]) target.dispatchEvent(new CustomEvent(message.name, { detail: message }));
    new BroadcastChannel('companion').postMessage(message);
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  return typeof globalThis.chrome?.runtime?.sendMessage === 'undefined';
}`;

interface Attempt {
  readonly sender: string;
  readonly tried: number;
  /** What was answered as if it had been allowed. */
  readonly taken: readonly string[];
}

/** Every message of the protocol from everybody who must not say it, in the shipped build. */
export async function trySenders(extension = join(ROOT, '.output/chrome-mv3')): Promise<readonly Tally[]> {
  const world = await startWorld({ workspaces: fewPages() });
  world.budget.perMinute = 100_000;
  try {
    const both = `${extension},${ATTACKER}`;
    const browser = await launchChromium({
      extension,
      hostResolverRules: world.hostResolverRules,
      args: [`--disable-extensions-except=${both}`, `--load-extension=${both}`],
    });
    try {
      await connect(browser);
      const options = await browser.openExtensionPage('options.html');
      await untilMirrored(options, world, NOTION_TOKEN);
      await options.waitFor('the sync to rest', async () => (await options.findAll('button', 'Sync now')).length === 1);
      const tab = await browser.open(pageAddress(PAGES.travel));
      await tab.find('button', 'Understudy');
      const kept = async (): Promise<ReadonlyMap<string, string>> => {
        const stored = JSON.parse(await storedText(options)) as Readonly<
          Record<string, Readonly<Record<string, unknown>>>
        >;
        return new Map([
          ...Object.entries(stored).flatMap(([database, stores]) =>
            Object.entries(stores).map(([name, rows]) => [`${database}/${name}`, JSON.stringify(rows)] as const),
          ),
          ['requests to models', String(world.claude.messages().length)],
          ['writes to Notion', String(world.notion.written.all().length)],
        ]);
      };
      const before = await kept();
      const attempts = await attackAll(browser, tab);
      const after = await kept();
      const errors = await browser.errors();
      return [
        {
          name: 'trust.attacks-senders',
          what: 'commands accepted from who must not give them, things changed, errors',
          tried: attempts.reduce((sum, { tried }) => sum + tried, 0),
          least: NAMES.length * 4,
          succeeded: [
            ...attempts.flatMap(({ sender, taken }) => taken.map((one) => `${sender}: ${one}`)),
            ...[...after]
              .filter(([name, rows]) => before.get(name) !== rows && !SYNCS_OWN.has(name))
              .map(([name]) => `changed: ${name}`),
            ...errors,
          ],
          note: attempts.map(({ sender, tried }) => `${sender} ${tried}`).join(', '),
        },
      ];
    } finally {
      await browser.close();
    }
  } finally {
    await world.close();
  }
}

async function attackAll(browser: ChromiumBrowser, tab: Tab): Promise<readonly Attempt[]> {
  const json = JSON.parse(JSON.stringify(ALL)) as Json;
  const accepted = (replies: readonly unknown[], names: readonly string[]): readonly string[] =>
    replies.flatMap((reply, at) => {
      const text = JSON.stringify(reply);
      return text === 'null' || /"?refused"?/u.test(text) || text === '{"silence":true}'
        ? []
        : [`${names[at % names.length]} → ${text.slice(0, 80)}`];
    });
  const names = ALL.map(({ name }) => name);

  const worker = await tab.waitFor('the other extension', async () =>
    browser.context.serviceWorkers().find((one) => one.url().includes(chromiumExtensionId(ATTACKER))),
  );
  const fromOther: readonly unknown[] = await worker.evaluate(
    `attack(${JSON.stringify(browser.extensionId)}, ${JSON.stringify(ALL)})`,
  );
  const fromTheirs = (await tab.evaluate(
    `(detail) => new Promise((resolve) => {
      document.addEventListener('attacked', (event) => resolve(JSON.parse(event.detail)), { once: true });
      document.dispatchEvent(new CustomEvent('attack', { detail }));
    })`,
    { victim: browser.extensionId, messages: json },
  )) as readonly unknown[];

  const forbidden = messagesNamed(NAMES.filter((name) => !mayAsk('content', name)));
  const forbiddenNames = forbidden.flatMap(({ name }) => [name, `${name} with megabytes`, `${name} too deep`]);
  const fromOurs = (await inOwnScript(browser, tab, SEND_ALSO_ODD, forbidden)) as readonly unknown[];
  await tab.evaluate('() => void document.body.append(document.createElement("iframe"))');
  const fromFrame = (await inOwnScript(browser, tab, SEND_EACH, ALL, 'inner')) as readonly unknown[];
  await tab.evaluate('() => document.querySelector("iframe").remove()');
  const noApi = await tab.evaluate(SAY_IN_PAGE, json);
  return [
    { sender: 'another extension', tried: fromOther.length, taken: accepted(fromOther, [...names, 'port']) },
    {
      sender: 'its script in Notion’s page',
      tried: fromTheirs.length,
      taken: accepted(fromTheirs, [...names, 'port']),
    },
    { sender: 'our script in Notion’s page', tried: fromOurs.length, taken: accepted(fromOurs, forbiddenNames) },
    { sender: 'a frame in Notion’s page', tried: fromFrame.length, taken: accepted(fromFrame, names) },
    {
      sender: 'Notion’s page itself',
      tried: ALL.length * 4,
      taken: noApi === true ? [] : ['the page has a way to us'],
    },
  ];
}
