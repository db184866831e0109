import type { StepStore } from '../../jobs/stores.ts';
import { guardStorage } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createStepStore(words: WordsDatabase): StepStore {
  return {
    get: (key) => guardStorage(() => words.steps.get(key)),
    put: (step) =>
      guardStorage(async () => {
        await words.steps.put(step);
      }),
  };
}
