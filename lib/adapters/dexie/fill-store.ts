import type { FillStore } from '../../autofill/fill-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createFillStore(words: WordsDatabase, guard: Guard = guardStorage): FillStore {
  return {
    addRun: (run) =>
      guard(async () => {
        await words.fillRuns.add(run);
      }),
    run: (id) => guard(() => words.fillRuns.get(id)),
    changeRun: (id, change) =>
      guard(() =>
        words.transaction('rw', words.fillRuns, async () => {
          const before = await words.fillRuns.get(id);
          const after = before === undefined ? undefined : change(before);
          if (after !== undefined) await words.fillRuns.put(after);
          return after ?? before;
        }),
      ),
    unfinished: () => guard(() => words.fillRuns.where('state').anyOf('running', 'waiting', 'paused').toArray()),
    addRows: (rows) =>
      guard(async () => {
        await words.fillRows.bulkPut([...rows]);
      }),
    rows: (run) => guard(() => words.fillRows.where('run').equals(run).sortBy('at')),
    kept: (id) => guard(() => words.keptFills.get(id)),
    changeKept: (id, change) =>
      guard(() =>
        words.transaction('rw', words.keptFills, async () => {
          const after = change(await words.keptFills.get(id));
          if (after === undefined) await words.keptFills.delete(id);
          else await words.keptFills.put(after);
        }),
      ),
    forget: (run) =>
      guard(() =>
        words.transaction('rw', words.fillRuns, words.fillRows, async () => {
          await words.fillRows.where('run').equals(run).delete();
          await words.fillRuns.delete(run);
        }),
      ),
    changeRow: (id, change) =>
      guard(() =>
        words.transaction('rw', words.fillRows, async () => {
          const before = await words.fillRows.get(id);
          const after = before === undefined ? undefined : change(before);
          if (after !== undefined) await words.fillRows.put(after);
          return after ?? before;
        }),
      ),
  };
}
