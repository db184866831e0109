import { expect, it } from 'vitest';
import { fewPages } from './few-pages.ts';
import { inChromium } from './harness.ts';
import { mirroredIds, untilMirrored } from './mirror-steps.ts';
import { connectClaude, connectNotion, NOTION_TOKEN } from './steps.ts';

/** So many contents are here when the worker dies. */
const HERE_AT_DEATH = 12;
/** Contents that were on their way then may be asked for again. */
const ON_THEIR_WAY = 6;

inChromium(
  (stage) => {
    it('goes on by itself when the worker dies in the middle of the first sync, and reads nothing twice', async () => {
      const browser = await stage.launch();
      const world = stage.world();
      world.faults.add({ host: 'api.notion.com', path: '/markdown', action: 'slow-headers', delayMs: 250 });
      const options = await connectClaude(browser);
      await connectNotion(options);
      await options.waitFor('some contents', async () => (await mirroredIds(options)).size >= HERE_AT_DEATH);
      await browser.killBackground();
      const kept = (await mirroredIds(options)).size;
      expect(kept).toBeGreaterThanOrEqual(HERE_AT_DEATH);
      world.faults.clear();
      // Nobody comes by: an alarm alone wakes it.
      await untilMirrored(options, world, NOTION_TOKEN);
      const requests = world.requests.all({ host: 'api.notion.com' });
      const read = requests.map(({ path }) => path).filter((path) => path.includes('/markdown'));
      const again = read.length - new Set(read).size;
      console.log(`${kept} contents were here at its death; ${read.length} were read in all, ${again} of them again`);
      expect(kept).toBeLessThan(read.length - ON_THEIR_WAY);
      expect(again).toBeLessThanOrEqual(ON_THEIR_WAY);
      expect(requests.filter(({ status }) => status === 429)).toEqual([]);
    });
  },
  { workspaces: fewPages() },
);
