import { NOTION_TOKEN } from '../e2e/steps.ts';
import { connectForGood, prepareGround } from './ground.ts';
import { type Kill, type KillResult, planKills, runKill, type Scene } from './kills.ts';

/** Errors that the browser itself reports of a death, not of the product. */
export const OF_DEATH =
  /message (?:port|channel) closed|Extension context invalidated|Could not establish connection/iu;

/** Kills at the moments that the seeds name. Prints a line a death. Returns the results. */
export async function runKills(kills: readonly Kill[], extension?: string): Promise<readonly KillResult[]> {
  const ground = await prepareGround({}, extension);
  const results: KillResult[] = [];
  const errors: string[] = [];
  try {
    const scene: Scene = {
      world: ground.world,
      browser: await ground.launch(),
      async relaunch() {
        errors.push(...(await this.browser.errors()));
        await this.browser.kill();
        this.browser = await ground.launch();
      },
    };
    await (await connectForGood(scene.browser, NOTION_TOKEN)).close();
    for (const kill of kills) {
      const began = performance.now();
      const result = await runKill(scene, kill).catch((error: unknown): KillResult => ({
        kill,
        told: 'broke off',
        wrong: [String(error).slice(0, 1500)],
      }));
      results.push(result);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const verdict = result.wrong.length === 0 ? 'ok   ' : 'WRONG';
      console.log(`${verdict} ${kill.victim} ${kill.work}, seed ${kill.seed}: ${result.told}, ${seconds} s`);
      for (const words of result.wrong) console.log(`    ${words}`);
    }
    errors.push(...(await scene.browser.errors()));
  } finally {
    await ground.close();
  }
  for (const error of errors.filter((words) => !OF_DEATH.test(words))) {
    console.log(`unexpected error: ${error}`);
    throw new Error(`The extension reported an error: ${error}`);
  }
  return results;
}

/** Thirty deaths of the background and ten of the browser, or as many as asked for in the same proportion. */
export async function runManyKills(seed: number, count: number, extension?: string): Promise<number> {
  const workers = Math.ceil(count * 0.75);
  const kills = [...planKills('worker', workers, seed), ...planKills('browser', count - workers, seed + 500)];
  const results = await runKills(kills, extension);
  const wrong = results.filter((result) => result.wrong.length > 0).length;
  console.log(`kills: ${results.length - wrong} of ${results.length} lost nothing`);
  return wrong;
}
