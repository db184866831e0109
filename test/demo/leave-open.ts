import { setTimeout } from 'node:timers/promises';
import type { Browser } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import type { FirefoxBrowser } from '../browsers/firefox.ts';
import { NOTION_TOKEN, pageAddress } from '../e2e/steps.ts';
import { CLAUDE_KEY, type World } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';

/** Claude at the pace of the real one, in milliseconds. */
const PACE = { firstTokenMs: 600, tokenDelayMs: 25 };

/** Leaves the window to the person until they press Ctrl+C or close it. */
export async function leaveOpen(browser: ChromiumBrowser | FirefoxBrowser, world: World): Promise<void> {
  world.faults.clear();
  Object.assign(world.claudeSettings, PACE);
  const address = pageAddress(PAGES.launchPlan);
  // A tab of the driver keeps the size and theme that pictures need; this one follows the window.
  if (browser.kind === 'chromium') await (await browser.context.newPage()).goto(address);
  else await browser.open(address);
  console.log(handout(world));
  const leaving = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leaving.abort());
  while (!leaving.signal.aborted && (await isThere(browser))) await setTimeout(500);
}

async function isThere(browser: Browser): Promise<boolean> {
  try {
    await browser.backgroundRunning();
    return true;
  } catch {
    return false; // the person closed the browser
  }
}

function handout({ controlPort, notion }: World): string {
  const control = `http://127.0.0.1:${controlPort}/control`;
  const tokens = [...notion.connections()].map(({ token }) => token).filter((token) => token !== NOTION_TOKEN);
  return `
The window stays open until Ctrl+C. Things to try on any page of the workspace:
  the round button at the bottom right, or Alt+Shift+U    the companion in the page
  Alt+Shift+S                                             a summary at once
  the button in the browser's toolbar                     the popup; from there the side panel
  "un" and a word in the address bar                      search

The world is simulated on this machine, and you can break it:
  curl -d '{"name":"overloaded-http-529"}' ${control}/faults        Claude is overloaded
  curl -d '{"name":"dns"}' ${control}/faults                        Claude cannot be reached
  curl -d '{"name":"notion-unavailable-503"}' ${control}/faults     Notion's API is down
  curl -d '{"firstTokenMs":5000}' ${control}/speed                  Claude thinks longer
  curl -X DELETE ${control}/faults                                   all is well again
  curl ${control}/faults                                             every fault by name

Claude key ${CLAUDE_KEY}, Notion token ${NOTION_TOKEN} (more: ${tokens.join(', ')})`;
}
