import type { Tab } from '../browsers/browser.ts';
import { mirroredIds, visibleIds } from '../e2e/mirror-steps.ts';
import { connectClaude } from '../e2e/steps.ts';
import type { Workspace } from '../world/model.ts';
import type { World } from '../world/start.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';
import { onStage } from './stage.ts';

const PAGES = 300;
const TOKEN = 'ntn_acme_full';
const WITHIN_MS = 300_000;
/** Share of Notion's budget that a first sync uses while it runs. */
const LEAST_SHARE = 0.9;

/** Asks the background as a surface does, and counts the results whose text is on this device. */
const COUNT_HITS = `async (query) => {
  const reply = await chrome.runtime.sendMessage({ name: 'search.run', ask: { query, depth: 'first' } });
  return reply?.ok ? reply.value.hits.filter(({ from, readAt }) => from === 'mirror' && readAt !== undefined).length : 0;
}`;

/**
 * One first sync of 300 pages by the shipped build in Chromium, in real time: from the press of "Save" under the token
 * until everything is mirrored. It is held to the time that as many requests take when they use Notion's 180 a minute
 * to the last.
 */
export async function benchSyncBrowser(): Promise<readonly Figure[]> {
  const workspace = generateWorkspace({ pages: PAGES, name: 'Acme' });
  return onStage(
    async ({ browser, world }) => {
      const options = await connectClaude(browser);
      const watcher = await browser.openExtensionPage('options.html');
      world.requests.clear();
      await saveToken(options);
      const seen = await watch(watcher, world, commonWord(workspace));
      return [figureOf(seen, world)];
    },
    { workspaces: [workspace] },
  );
}

async function saveToken(options: Tab): Promise<void> {
  const group = await options.find('group', 'Notion: new workspace');
  await (await group.find('textbox', 'Notion token')).type(TOKEN);
  await (await group.find('button', 'Save')).click();
}

interface Seen {
  readonly firstHitMs: number;
  readonly wholeMs: number;
  /** How many different values the bar "Sync" was seen to have. */
  readonly steps: number;
}

async function watch(page: Tab, world: World, word: string): Promise<Seen> {
  const begun = performance.now();
  const wanted = visibleIds(world, TOKEN);
  const values = new Set<string>();
  let firstHitMs: number | undefined;
  const wholeMs = await page.waitFor(
    'the whole mirror',
    async () => {
      if (firstHitMs === undefined && Number(await page.evaluate(COUNT_HITS, word)) > 0)
        firstHitMs = performance.now() - begun;
      for (const bar of await page.findAll('progressbar', 'Sync')) {
        const value = await bar.attribute('value').catch(() => null);
        if (value !== null) values.add(value);
      }
      const here = await mirroredIds(page);
      return wanted.every((id) => here.has(id)) && performance.now() - begun;
    },
    { timeoutMs: WITHIN_MS },
  );
  return { firstHitMs: firstHitMs ?? Number.NaN, wholeMs, steps: values.size };
}

/** A word that stands in many pages, so that the first of them is found by it. */
function commonWord({ pages }: Workspace): string {
  const counts = new Map<string, number>();
  for (const { blocks } of pages) {
    const text = blocks.flatMap((block) => block.text.map((run) => run.text)).join(' ');
    for (const word of new Set(text.toLowerCase().match(/[a-z]{5,}/gu))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}

function figureOf({ firstHitMs, wholeMs, steps }: Seen, { requests, budget }: World): Figure {
  const made = requests.all({ host: 'api.notion.com' });
  const refused = made.filter(({ status }) => status === 429).length;
  const seconds = wholeMs / 1000;
  const bound = (made.length / budget.perMinute) * 60;
  const share = bound / seconds;
  return {
    name: 'search.sync-browser',
    value: round(seconds),
    unit: 's',
    peer: 'as many requests at the 180 a minute that Notion allows',
    peerValue: round(bound),
    ratio: round(seconds / bound),
    bar: `peerValue / value >= ${LEAST_SHARE}, no 429, progress shown`,
    holds: share >= LEAST_SHARE && refused === 0 && steps > 1,
    runs: 1,
    note: `${PAGES} pages and rows, ${made.length} requests, ${refused} refused with 429; first search with a result from a mirrored page after ${round(firstHitMs / 1000)} s; the bar showed ${steps} values`,
  };
}
