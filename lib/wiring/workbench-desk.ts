import { systemClock } from '../adapters/browser/system.ts';
import { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { createGapsDesk } from './gaps-desk.ts';
import { createPageDesk } from './page-desk.ts';

/** The desk of the workbench: what every page of ours has, and what only the workbench works with. */
export function createWorkbenchDesk() {
  const desk = createPageDesk();
  // A store that does not open is told of by the page's own watches.
  const silent = (): void => undefined;
  return { ...desk, ...createGapsDesk(new WordsDatabase(), new MirrorDatabase(), systemClock, silent) };
}
