import type { FindOptions, Node, Tab } from '../browsers/browser.ts';
import { openCompanion } from '../e2e/steps.ts';
import { NAMED_FAULTS } from '../world/named-faults.ts';
import type { World } from '../world/start.ts';
import type { Show } from './show.ts';

/** Long work on two busy cores may take this long, in milliseconds. */
const PATIENCE: FindOptions = { timeoutMs: 60_000 };

/** Opens the companion on a page of the sample workspace for the length of `work`. */
export async function onPage(show: Show, pageId: string, work: (tab: Tab) => Promise<void>): Promise<void> {
  await inTab(show, await openCompanion(show.browser, pageId), work);
}

/** Opens a page of the extension for the length of `work`. */
export async function onExtensionPage(show: Show, path: string, work: (tab: Tab) => Promise<void>): Promise<void> {
  await inTab(show, await show.browser.openExtensionPage(path), work);
}

/** Opens the popup or the side panel beside the tab of a Notion page. */
export async function beside(
  show: Show,
  surface: 'popup' | 'sidepanel',
  pageId: string,
  work: (tab: Tab) => Promise<void>,
): Promise<void> {
  await onPage(show, pageId, async (page) => {
    await onExtensionPage(show, `${surface}.html?tab=${await page.extensionTabId()}`, work);
  });
}

async function inTab(show: Show, tab: Tab, work: (tab: Tab) => Promise<void>): Promise<void> {
  try {
    await work(tab);
  } catch (error) {
    await show.keepEvidence(tab);
    throw error;
  }
  await tab.close();
}

export async function press(place: Tab | Node, name: string): Promise<void> {
  await (await place.find('button', name, PATIENCE)).click();
}

/** Types into the search of the companion. Notion has a button of the same name. */
export async function searchFor(tab: Tab, words: string): Promise<void> {
  if ((await tab.findAll('searchbox', 'Search Notion')).length === 0) {
    await (await tab.find('button', 'Search', { within: 'companion' })).click();
  }
  await (await tab.find('searchbox', 'Search Notion')).fill(words);
}

/** Waits until the result stands still and holds `expected`, and gives its region. */
export async function settled(tab: Tab, expected: RegExp): Promise<Node> {
  const region = await tab.find('region', 'Result', PATIENCE);
  await region.waitText(expected, PATIENCE);
  await region.waitGone('button', 'Stop', PATIENCE);
  await region.waitText(expected, PATIENCE);
  return region;
}

/** The newest reply in the side panel, once it stands still and holds `expected`. */
export async function replied(tab: Tab, expected: RegExp): Promise<Node> {
  const reply = await tab.waitFor(
    `a reply that says ${expected.source}`,
    async () => {
      const last = (await tab.findAll('article', 'Claude')).at(-1);
      if (last === undefined || (await last.findAll('button', 'Stop')).length > 0) return undefined;
      return expected.test(await last.text()) ? last : undefined;
    },
    PATIENCE,
  );
  return reply;
}

/** What a screen reader finds must match; the message shows what was found instead. */
export function insist(text: string, expected: RegExp): void {
  if (!expected.test(text)) throw new Error(`Expected ${expected.source}, found: ${text.replaceAll(/\s+/gu, ' ')}`);
}

/** Claude at the pace of a person's reading, for as long as `work` lasts: long enough to see it think and write. */
export async function slowly(world: World, work: () => Promise<void>): Promise<void> {
  const { firstTokenMs, tokenDelayMs } = world.claudeSettings;
  Object.assign(world.claudeSettings, { firstTokenMs: 2500, tokenDelayMs: 60 });
  try {
    await work();
  } finally {
    Object.assign(world.claudeSettings, { firstTokenMs, tokenDelayMs });
  }
}

/** Puts a fault of the catalogue into the world. */
export function inflict(world: World, name: string): void {
  const fault = NAMED_FAULTS[name];
  if (!fault) throw new Error(`No fault is named ${name}.`);
  world.faults.add(fault.rule);
}
