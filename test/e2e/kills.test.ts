import { expect, it } from 'vitest';
import { connectForGood } from '../chaos/ground.ts';
import { type Kill, runKill, type Scene } from '../chaos/kills.ts';
import { removeTemporaryProfile, temporaryProfile } from '../browsers/process.ts';
import { inChromium } from './harness.ts';
import { NOTION_TOKEN } from './steps.ts';

/** One death of each kind, at moments that lie within the answer; `npm run chaos -- kills` tries forty more. */
const KILLS: readonly Kill[] = [
  { victim: 'worker', work: 'side panel', seed: 1001 },
  { victim: 'worker', work: 'long page', seed: 1002 },
  { victim: 'browser', work: 'companion', seed: 1003 },
];

inChromium((stage) => {
  it.each(KILLS)('loses nothing when the $victim dies over the $work', async (kill) => {
    const profile = temporaryProfile();
    try {
      const scene: Scene = {
        world: stage.world(),
        browser: await stage.launch({ profile }),
        async relaunch() {
          await this.browser.kill();
          this.browser = await stage.launch({ profile });
        },
      };
      await (await connectForGood(scene.browser, NOTION_TOKEN)).close();
      const { wrong } = await runKill(scene, kill);
      expect(wrong).toEqual([]);
      expect(await scene.browser.errors()).toEqual([]);
      await scene.browser.kill();
    } finally {
      removeTemporaryProfile(profile);
    }
  });
});
