import { asAnswerId, asConnectionId, asOutboxId, parsePageId } from '../../lib/base/ids.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import type { Operation } from '../../lib/outbox/operation.ts';
import type { Browser, Node, Tab } from '../browsers/browser.ts';
import type { WorldBlock } from '../world/model.ts';
import type { World } from '../world/start.ts';
import { storedRows } from './own-databases.ts';
import { pageAddress } from './steps.ts';

/** What a proposal from Notion's page is approved in: Chrome's side panel, in Firefox the small window that opened. */
export async function openApproval(browser: Browser, about: Tab): Promise<Tab> {
  if (browser.kind === 'firefox') return await browser.waitForTab(/approve\.html/);
  // A driver of browsers does not see into the panel beside the page; the same document stands in a tab.
  return await browser.openExtensionPage(`sidepanel.html?tab=${await about.extensionTabId()}`);
}

/** The card of a change by its name. */
export const cardOf = async (tab: Tab, name: string | RegExp): Promise<Node> => await tab.find('article', name);

const textOf = (block: WorldBlock): string => block.text.map(({ text }) => text).join('');

/** What our own containers hold in a page of the world, each with its line of who wrote it first. */
export function writtenInto(
  world: World,
  page: string,
): readonly { readonly byline: string; readonly words: string }[] {
  const all = (blocks: readonly WorldBlock[]): string =>
    blocks.map((block) => `${textOf(block)}\n${all(block.children)}`).join('');
  return (world.notion.page(page)?.blocks ?? [])
    .filter((block) => block.type === 'callout' && textOf(block).includes('by Understudy'))
    .map((block) => ({ byline: textOf(block), words: all(block.children) }));
}

const ADD_ENTRY = `async (entry) => {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('words');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction('outbox', 'readwrite');
  transaction.objectStore('outbox').add(entry);
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  database.close();
}`;

/** Lays a proposal into the outbox's rows, as a tool of a conversation would have. `tab` shows a page of ours. */
export async function layProposal(
  tab: Tab,
  page: string,
  title: string,
  operation: Operation,
  base: Pick<NonNullable<OutboxEntry['base']>, 'values' | 'markdown'>,
): Promise<void> {
  const target = parsePageId(page);
  if (target === undefined) throw new Error('no page id');
  const connections = (await storedRows(tab, 'words', 'meta')).find(isConnections);
  const connection = connections?.value.notion[0]?.id;
  if (connection === undefined) throw new Error('no workspace is connected');
  const now = Date.now();
  const entry: OutboxEntry = {
    id: asOutboxId(`laid ${now}`),
    connection: asConnectionId(connection),
    target,
    targetTitle: title,
    targetUrl: pageAddress(page),
    operation,
    origin: { label: 'Chat', answerId: asAnswerId('none'), sources: [], addresses: [] },
    state: 'proposed',
    base: { readAt: now, fingerprint: 'as it was', ...base },
    createdAt: now,
    updatedAt: now,
  };
  await tab.evaluate(ADD_ENTRY, JSON.parse(JSON.stringify(entry)));
  await tab.reload();
}

interface ConnectionsRow {
  readonly key: 'connections';
  readonly value: { readonly notion: readonly { readonly id: string }[] };
}

const isConnections = (row: unknown): row is ConnectionsRow =>
  typeof row === 'object' && row !== null && 'key' in row && row.key === 'connections';
