import { systemClock } from '../adapters/browser/system.ts';
import { createFillViews } from '../adapters/dexie/fill-views.ts';
import { createReportViews } from '../adapters/dexie/report-views.ts';
import { createScheduleViews } from '../adapters/dexie/schedule-views.ts';
import { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { createClient } from '../messages/client.ts';
import { carryByMessage } from './carry.ts';
import { createFillAsk } from './fill-ask.ts';
import { createGapsDesk } from './gaps-desk.ts';
import { createPageDesk } from './page-desk.ts';
import { createReportAsk, createScheduleAsk } from './report-ask.ts';

/** The desk of the workbench: what every page of ours has, and what only the workbench works with. */
export function createWorkbenchDesk() {
  const words = new WordsDatabase();
  const mirror = new MirrorDatabase();
  // A store that does not open is told of by the page's own watches.
  const silent = (): void => undefined;
  const ask = createClient(carryByMessage);
  return {
    ...createPageDesk(),
    ...createGapsDesk(words, mirror, systemClock, silent),
    ...createFillViews(words, mirror, silent),
    ...createFillAsk(ask),
    ...createReportViews(words, silent),
    ...createReportAsk(ask),
    ...createScheduleViews(words, silent),
    ...createScheduleAsk(ask),
  };
}
