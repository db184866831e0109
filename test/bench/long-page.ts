import { answered, connect, openCompanion } from '../e2e/steps.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';
import { onStage } from './stage.ts';

const WITHIN_MS = 300_000;

/**
 * What a first summary of a page past 20,000 blocks takes: seconds with the world's models at 30 ms to the first token,
 * and requests to Notion beside the budget that Notion gives a connection a minute. It informs; no bar is set.
 */
export async function benchLongPage(): Promise<readonly Figure[]> {
  return onStage(async ({ browser, world }) => {
    await connect(browser);
    const tab = await openCompanion(browser, PAGES.fieldLog);
    world.claude.clear();
    world.requests.clear();
    const begun = performance.now();
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    await answered(tab, WITHIN_MS);
    const seconds = (performance.now() - begun) / 1000;
    const asked = world.claude.messages().length;
    const read = world.requests.all({ host: 'api.notion.com' }).length;
    const common = { bar: 'none', holds: true, runs: 1 };
    return [
      {
        name: 'main.long-page-seconds',
        value: round(seconds),
        unit: 's',
        ...common,
        peer: 'requests to Claude for it',
        peerValue: asked,
        ratio: round(seconds / asked),
        note: 'ratio is seconds a request; three go at once',
      },
      {
        name: 'main.long-page-notion-requests',
        value: read,
        unit: 'requests',
        ...common,
        peer: "a connection's budget a minute",
        peerValue: world.budget.perMinute,
        ratio: round(read / world.budget.perMinute),
        note: '',
      },
    ];
  });
}
