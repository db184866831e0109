import type { StepStore } from '../../jobs/stores.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createStepStore(words: WordsDatabase, guard: Guard = guardStorage): StepStore {
  return {
    get: (key) => guard(() => words.steps.get(key)),
    put: (step) =>
      guard(async () => {
        await words.steps.put(step);
      }),
  };
}
