import type { FailureFacts } from '../../base/failure.ts';
import type { DrillDesk, DrillWatch } from '../../messages/drill-desk.ts';
import { drillIn, reportsIn } from './drill-store.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

export type DrillViews = Pick<DrillWatch, 'watchDrill'> & Pick<DrillDesk, 'watchDrillReports'>;

/** The drill and its reports, watched where they lie. */
export function createDrillViews(
  words: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): DrillViews {
  return {
    watchDrill: (show) => watchQuery(() => drillIn(words), show, onTrouble),
    watchDrillReports: (show) => watchQuery(() => reportsIn(words), show, onTrouble),
  };
}
