import type { AnswerStore, RecentAnswers } from '../../jobs/stores.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createAnswerStore(words: WordsDatabase, guard: Guard = guardStorage): AnswerStore & RecentAnswers {
  return {
    get: (id) => guard(() => words.answers.get(id)),
    put: (answer) =>
      guard(async () => {
        await words.answers.put(answer);
      }),
    finished: (questionKey) =>
      guard(async () => {
        const same = await words.answers.where('questionKey').equals(questionKey).toArray();
        return same
          .filter((answer) => answer.state === 'done' && answer.provenance.answeredBy !== undefined)
          .toSorted((one, other) => other.updatedAt - one.updatedAt);
      }),
    recent: (limit, pageId) =>
      guard(() =>
        words.answers
          .orderBy('updatedAt')
          .reverse()
          .filter((answer) => answer.state === 'done' && (pageId === undefined || answer.pageId === pageId))
          .limit(limit)
          .toArray(),
      ),
  };
}
