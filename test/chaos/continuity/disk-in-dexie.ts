import 'fake-indexeddb/auto';
import { createAnswerStore } from '../../../lib/adapters/dexie/answer-store.ts';
import { createBreakerStore } from '../../../lib/adapters/dexie/breaker-store.ts';
import { createChatStore } from '../../../lib/adapters/dexie/chat-store.ts';
import { createJobStore } from '../../../lib/adapters/dexie/job-store.ts';
import { createStepStore } from '../../../lib/adapters/dexie/step-store.ts';
import { WordsDatabase } from '../../../lib/adapters/dexie/words-database.ts';
import { createMemoryStores } from '../../fixtures/memory-stores.ts';
import type { Disk } from './disk.ts';

/** The same disk over Dexie itself; pages belong to the mirror's database, which no schedule here breaks. */
export function diskInDexie(name: string): Disk {
  const words = new WordsDatabase(name);
  return {
    jobs: createJobStore(words),
    answers: createAnswerStore(words),
    steps: createStepStore(words),
    chats: createChatStore(words),
    pages: createMemoryStores().pages,
    breakers: () => createBreakerStore(words),
    allJobs: () => words.jobs.toArray(),
    allAnswers: () => words.answers.toArray(),
    allMessages: () => words.messages.toArray(),
    close: () => words.delete(),
  };
}
