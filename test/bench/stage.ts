import { launchChromium } from '../browsers/chromium.ts';
import type { ChromiumBrowser, ChromiumOptions } from '../browsers/chromium.ts';
import { startWorld } from '../world/start.ts';
import type { World, WorldOptions } from '../world/start.ts';
import { shippedBuild } from './build.ts';

export interface Stage {
  readonly world: World;
  readonly browser: ChromiumBrowser;
}

/** Runs a benchmark in Chromium with the shipped build against a world of its own, and ends both afterwards. */
export async function onStage<Result>(
  play: (stage: Stage) => Promise<Result>,
  worldOptions: WorldOptions = {},
  browserOptions: Partial<ChromiumOptions> = {},
): Promise<Result> {
  const world = await startWorld(worldOptions);
  try {
    const browser = await launchChromium({
      extension: shippedBuild(),
      hostResolverRules: world.hostResolverRules,
      ...browserOptions,
    });
    try {
      return await play({ world, browser });
    } finally {
      await browser.close();
    }
  } finally {
    await world.close();
  }
}
