import { NOTION_TOKEN } from '../../e2e/steps.ts';
import { checkHistory } from '../check-history.ts';
import { connectForGood, prepareGround } from '../ground.ts';
import { watchDoor } from './door.ts';
import { planAfternoon } from './plan.ts';
import { playInBrowser } from './play-in-browser.ts';
import type { Stage } from './play-in-browser.ts';
import { shorten } from './shorten.ts';
import type { Tried } from './try-afternoon.ts';

/** Afternoons in the shipped build, one after the other in one browser; after one that broke off in the next browser. */
export interface BrowserAfternoons {
  tryAfternoon(seed: number): Promise<Tried>;
  close(): Promise<void>;
}

/** An answer lasts a second or two, so that most deeds meet it under way. */
const PACE = { firstTokenMs: 150, tokenDelayMs: 12 };

/** @param extension folder of the build; the shipped one when left out */
export function openBrowserAfternoons(extension?: string): BrowserAfternoons {
  let opened: (Stage & { close(): Promise<void> }) | undefined;
  const close = async (): Promise<void> => {
    await opened?.close();
    opened = undefined;
  };
  return {
    close,
    async tryAfternoon(seed) {
      try {
        opened ??= await openStage(extension);
        const history = await playInBrowser(shorten(planAfternoon(seed)), opened);
        return { seed, wrong: checkHistory(history), history };
      } catch (error) {
        await close();
        return { seed, wrong: [`the afternoon itself broke: ${String(error).slice(0, 1500)}`] };
      }
    },
  };
}

async function openStage(extension: string | undefined): Promise<Stage & { close(): Promise<void> }> {
  const door = watchDoor();
  const ground = await prepareGround({ ...PACE, arrived: door.arrived }, extension);
  try {
    // Hundreds of reads in a few minutes: the budget of Notion is no part of these afternoons.
    ground.world.budget.perMinute = 100_000;
    const browser = await ground.launch();
    const tab = await connectForGood(browser, NOTION_TOKEN);
    return { world: ground.world, door, browser, tab, close: ground.close };
  } catch (error) {
    await ground.close();
    throw error;
  }
}
