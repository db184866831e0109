import type { Tab } from '../browsers/browser.ts';
import { answered, connect, openCompanion } from '../e2e/steps.ts';
import type { WorldBlock } from '../world/model.ts';
import type { World } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { listed, median, round } from './figure.ts';
import type { Figure } from './figure.ts';
import { onStage } from './stage.ts';

const EDITS = 8;
const MOST = 0.15;
const WITHIN_MS = 120_000;

/**
 * What a second summary of a long page costs after one of its forty sections was edited, against the first one: all
 * input tokens that the simulated Claude charged, read from and written to its cache included. Eight sections all over
 * the page are edited one after the other, a paragraph each, and the page is summarized anew after each edit.
 */
export async function benchEditCost(): Promise<readonly Figure[]> {
  return onStage(async ({ browser, world }) => {
    await connect(browser);
    const tab = await openCompanion(browser, PAGES.engineeringHandbook);
    const first = await charged(world, tab, 'Summarize');
    const paragraphs = oneOfEachSection(world);
    const again: number[] = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      const block = paragraphs[Math.floor(((edit + 0.5) * paragraphs.length) / EDITS)];
      if (block === undefined) throw new Error('The page has too few sections.');
      const words = block.text.map(({ text }) => text).join('');
      world.notion.editBlock(block.id, `${words} Since November the owner also writes down who checked it, and when.`);
      again.push(await charged(world, tab, 'Retry'));
    }
    const shares = again.map((tokens) => tokens / first);
    const figure = (name: string, value: number): Figure => ({
      name,
      value: round(value * first),
      unit: 'input tokens',
      peer: 'the first summary',
      peerValue: first,
      ratio: round(value),
      bar: `ratio <= ${MOST}`,
      holds: value <= MOST,
      runs: shares.length,
      note: `shares in % ${listed(shares.map((share) => 100 * share))}; tokens ${listed(again)}`,
    });
    return [figure('main.edit-cost', median(shares)), figure('main.edit-cost-worst', Math.max(...shares))];
  });
}

/** After the last request: longer than the world ever takes between two of one summary. */
const QUIET_MS = 2_000;

/** Presses a button that makes a summary, waits for its end, and gives the input tokens it took. */
async function charged(world: World, tab: Tab, button: string): Promise<number> {
  world.claude.clear();
  await (await tab.find('button', button, { within: 'companion' })).click();
  let [asked, since] = [0, performance.now()];
  const ended = async (): Promise<boolean> => {
    const now = world.claude.messages().length;
    if (now !== asked) [asked, since] = [now, performance.now()];
    if (asked === 0 || performance.now() - since < QUIET_MS) return false;
    return (await tab.findAll('button', 'Stop', { within: 'companion' })).length === 0;
  };
  await tab.waitFor('the end of the summary', ended, { timeoutMs: WITHIN_MS });
  await answered(tab);
  const counts = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'];
  return world.claude
    .messages()
    .flatMap(({ usage }) => counts.map((name) => Number(usage?.[name] ?? 0)))
    .reduce((sum, tokens) => sum + tokens, 0);
}

/** The first paragraph under each heading of the second level. */
function oneOfEachSection(world: World): readonly WorldBlock[] {
  const blocks = world.notion.page(PAGES.engineeringHandbook)?.blocks ?? [];
  let open = false;
  return blocks.filter(({ type }) => {
    const taken = open && type === 'paragraph';
    open = type === 'heading_2' || (open && !taken);
    return taken;
  });
}
