import type { Tab } from '../browsers/browser.ts';
import { NOTION_TOKEN, openCompanion } from '../e2e/steps.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { connectForGood, oneLine, prepareGround } from './ground.ts';

/** What one action gave in one outage. */
interface Cell {
  readonly outage: string;
  readonly action: string;
  readonly got: string;
  readonly took: string;
}

/** A drill tries every action; the slowest of them wait out the whole ladder. */
const DRILL_MS = 8 * 60_000;

/**
 * Every action in every outage that the shipped build can rehearse, played by its own drill: what the person gets, and
 * in how long. Prints the table. Returns how many cells are empty, or say no more than that something failed.
 */
export async function runMatrix(extension?: string): Promise<number> {
  const ground = await prepareGround({}, extension);
  const cells: Cell[] = [];
  try {
    ground.world.budget.perMinute = 100_000;
    const browser = await ground.launch();
    const options = await connectForGood(browser, NOTION_TOKEN);
    // A page that was read and a chat that was held before: what stands on the device is part of what the person gets.
    const read = await openCompanion(browser, PAGES.travel);
    await (await read.find('button', 'Summarize', { within: 'companion' })).click();
    await (await read.find('region', 'Result')).find('note', /^Answered by/u, { timeoutMs: 60_000 });
    const panel = await browser.openExtensionPage(`sidepanel.html?tab=${await read.extensionTabId()}`);
    await (await panel.find('textbox', 'Message')).fill('Who pays for the hotel of a guest?');
    await (await panel.find('button', 'Send')).click();
    await panel.find('note', /^Answered by/u, { timeoutMs: 60_000 });
    await options.activate();
    for (const outage of await outagesOf(options)) {
      const found = await rehearse(options, outage);
      cells.push(...found);
      for (const { action, got, took } of found)
        console.log(`${outage.padEnd(44)} ${action.padEnd(24)} ${took.padStart(8)}  ${got}`);
    }
  } finally {
    await ground.close();
  }
  const empty = cells.filter(({ got, took }) => took === '' || /^(?:error|failed|nothing)?\.?$/iu.test(got));
  for (const { outage, action, got } of empty) console.log(`WRONG ${outage}, ${action}: “${got}”`);
  console.log(`matrix: ${cells.length - empty.length} of ${cells.length} cells say what the person gets`);
  return cells.length === 0 ? 1 : empty.length;
}

async function outagesOf(options: Tab): Promise<readonly string[]> {
  const select = await options.find('combobox', 'Outage');
  const labels = await select.call('function () { return [...this.options].map((one) => one.label); }');
  return Array.isArray(labels) ? labels.map(String) : [];
}

async function rehearse(options: Tab, outage: string): Promise<readonly Cell[]> {
  const before = await reportsOf(options);
  await (await options.find('combobox', 'Outage')).select(outage);
  await (await options.find('switch', 'Drill')).click();
  await options.find('region', 'Drill is on');
  const cells = await options.waitFor(
    `the report of “${outage}”`,
    async () => ((await reportsOf(options)) > before ? await readReport(options, outage) : undefined),
    { timeoutMs: DRILL_MS },
  );
  await (await options.find('button', 'End drill')).click();
  await options.waitGone('region', 'Drill is on');
  return cells;
}

const reportsOf = async (options: Tab): Promise<number> =>
  Number(await options.evaluate("() => document.querySelectorAll('details.drill-report').length"));

/** The newest report's rows: its first cell, what was got with its cause, and how long it took. */
async function readReport(options: Tab, outage: string): Promise<readonly Cell[] | undefined> {
  const rows: unknown = await options.evaluate(`() =>
    [...(document.querySelector('details.drill-report')?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.children].map((cell) => cell.innerText),
    )`);
  if (!Array.isArray(rows) || rows.length === 0) return undefined;
  return rows.map((row: unknown) => {
    const [action = '', got = '', took = ''] = Array.isArray(row) ? row.map((cell) => oneLine(String(cell))) : [];
    return { outage, action, got, took };
  });
}
