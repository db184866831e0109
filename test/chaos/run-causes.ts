import type { Browser } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import { NOTION_TOKEN, openCompanion } from '../e2e/steps.ts';
import { restore, tryFault, type Verdict } from './causes.ts';
import { expectedEndings, SLOW } from './expected-causes.ts';
import { connectForGood, prepareGround } from './ground.ts';
import { companionSurface, popupSurface, sidePanelSurface, type Surface, SURFACE_PAGES } from './surfaces.ts';

/** The three surfaces, each with a page of its own. */
export async function openSurfaces(browser: Browser): Promise<readonly Surface[]> {
  const companion = await companionSurface(browser, SURFACE_PAGES[0]);
  const beside = await openCompanion(browser, SURFACE_PAGES[1]);
  return [companion, await popupSurface(browser, beside), await sidePanelSurface(browser, beside)];
}

/**
 * Puts every failure that the facts know into the world, one by one, at every surface of the shipped build.
 * Prints a table of cause × surface. Returns how many cells were wrong.
 */
export async function runCauses(only: RegExp | undefined, extension?: string): Promise<number> {
  const ground = await prepareGround({}, extension);
  const verdicts: Verdict[] = [];
  try {
    // Hundreds of reads in a few minutes: the budget itself is one of the faults, and only there.
    ground.world.budget.perMinute = 100_000;
    const browser = await ground.launch();
    await (await connectForGood(browser, NOTION_TOKEN)).close();
    const surfaces = await openSurfaces(browser);
    const chosen = [...expectedEndings()].filter(([name]) => only?.test(name) ?? true);
    for (const [name, ending] of chosen.toSorted(([one], [other]) => Number(SLOW.has(one)) - Number(SLOW.has(other)))) {
      const began = performance.now();
      const found = await tryFault(browser, ground.world, surfaces, name, ending);
      verdicts.push(...found);
      printRow(name, ending.kind === 'answer' ? 'no failure' : ending.code, found, performance.now() - began);
      if (ending.kind === 'screen') await forgetPauses(browser);
    }
    const errors = await browser.errors();
    if (errors.length > 0) verdicts.push({ fault: 'all', surface: 'errors', wrong: errors });
    for (const error of errors) console.log(`unexpected error: ${error}`);
  } finally {
    restore(ground.world);
    await ground.close();
  }
  const wrong = verdicts.filter((verdict) => verdict.wrong.length > 0).length;
  console.log(`causes: ${verdicts.length - wrong} of ${verdicts.length} cells are right`);
  return wrong;
}

const FORGET = `chrome.storage.session.get(null).then((all) =>
  chrome.storage.session.remove(Object.keys(all).filter((key) => key.startsWith('pace.'))))`;

/** What Notion asked for outlives the background, as it should; the next fault begins without it. */
async function forgetPauses(browser: ChromiumBrowser): Promise<void> {
  await browser.killBackground();
  await (await browser.worker()).evaluate(FORGET);
}

function printRow(name: string, cause: string, found: readonly Verdict[], ms: number): void {
  const cells = found.map(({ surface, wrong }) => `${surface} ${wrong.length === 0 ? 'ok' : 'WRONG'}`.padEnd(17));
  console.log(`${name.padEnd(30)} ${cause.padEnd(24)} ${cells.join(' ')} ${(ms / 1000).toFixed(1)} s`);
  for (const { surface, wrong } of found) for (const words of wrong) console.log(`    ${surface}: ${words}`);
}
