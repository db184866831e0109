import type { Drill, DrillReport, DrillStore } from '../../messages/drill-desk.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

const MOST_REPORTS = 10;

/** The drill that is on, and what earlier ones showed. */
export function createDrillStore(words: WordsDatabase, guard: Guard = guardStorage): DrillStore {
  return {
    read: () => guard(() => drillIn(words)),
    keep: (value) =>
      guard(async () => {
        await words.meta.put({ key: 'drill', value });
      }),
    forget: () => guard(() => words.meta.delete('drill')),
    report: (report) =>
      guard(() =>
        words.transaction('rw', words.meta, async () => {
          const others = (await reportsIn(words)).filter(({ startedAt }) => startedAt !== report.startedAt);
          await words.meta.put({ key: 'drill-reports', value: [report, ...others].slice(0, MOST_REPORTS) });
        }),
      ),
  };
}

export async function drillIn(words: WordsDatabase): Promise<Drill | undefined> {
  const row = await words.meta.get('drill');
  return row?.key === 'drill' ? row.value : undefined;
}

/** The newest first. */
export async function reportsIn(words: WordsDatabase): Promise<readonly DrillReport[]> {
  const row = await words.meta.get('drill-reports');
  return row?.key === 'drill-reports' ? row.value : [];
}
