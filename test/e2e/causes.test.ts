import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../browsers/browser.ts';
import { restore, tryFault } from '../chaos/causes.ts';
import { expectedEndings } from '../chaos/expected-causes.ts';
import { openSurfaces } from '../chaos/run-causes.ts';
import type { Surface } from '../chaos/surfaces.ts';
import { inBrowsers, inChromium } from './harness.ts';
import { connect } from './steps.ts';

/** One fault a hop: the network, authentication, the provider, the model, and an answer cut in its middle. */
const ONE_OF_EACH = ['dns', 'key-invalid-401', 'bad-gateway-html', 'overloaded-http-529', 'clean-cut'] as const;

const IN_BOTH = ['captive-portal', 'overloaded-mid-stream'] as const;

inChromium((stage) => {
  let browser: Browser;
  let surfaces: readonly Surface[];
  beforeAll(async () => {
    // The sync that begins with the connection shares its budget with hundreds of reads; running out is another cause.
    stage.world().budget.perMinute = 100_000;
    browser = await stage.launch();
    await connect(browser);
    surfaces = await openSurfaces(browser);
  });

  it.each(ONE_OF_EACH)(
    'tells %s in the page, the popup and the side panel, loses nothing and goes on',
    async (name) => {
      expect(await troubles(browser, stage.world(), surfaces, name)).toEqual([]);
      expect(await browser.errors()).toEqual([]);
    },
  );
});

inBrowsers(['firefox'], (stage) => {
  let browser: Browser;
  let surfaces: readonly Surface[];
  beforeAll(async () => {
    // The sync that begins with the connection shares its budget with hundreds of reads; running out is another cause.
    stage.world().budget.perMinute = 100_000;
    browser = await stage.launch();
    await connect(browser);
    surfaces = await openSurfaces(browser);
  });
  afterAll(() => restore(stage.world()));

  it.each(IN_BOTH)('tells %s in the page, the popup and the side panel, loses nothing and goes on', async (name) => {
    expect(await troubles(browser, stage.world(), surfaces, name)).toEqual([]);
    expect(await browser.errors()).toEqual([]);
  });
});

async function troubles(
  browser: Browser,
  world: Parameters<typeof tryFault>[1],
  surfaces: readonly Surface[],
  name: string,
): Promise<readonly string[]> {
  const ending = expectedEndings().get(name);
  if (ending === undefined) throw new Error(`No meaning for ${name}`);
  const verdicts = await tryFault(browser, world, surfaces, name, ending);
  return verdicts.flatMap(({ surface, wrong }) => wrong.map((words) => `${surface}: ${words}`));
}
