import { asConversationId } from '../../../lib/base/ids.ts';
import type { ConversationId } from '../../../lib/base/ids.ts';
import type { ChatStore } from '../../../lib/chat/chat-store.ts';
import type { Message } from '../../../lib/chat/conversation.ts';
import type { Answer } from '../../../lib/jobs/answer.ts';
import type { Job } from '../../../lib/jobs/job.ts';
import type { AnswerStore, JobStore, StepStore } from '../../../lib/jobs/stores.ts';
import type { PageStore } from '../../../lib/mirror/page-store.ts';
import type { BreakerStore } from '../../../lib/resilience/breaker-store.ts';
import { createMemoryBreakers } from '../../fixtures/memory-breakers.ts';
import { createMemoryStores } from '../../fixtures/memory-stores.ts';

/** What rests on the disk and outlives every worker. */
export interface Disk {
  readonly jobs: JobStore;
  readonly answers: AnswerStore;
  readonly steps: StepStore;
  readonly pages: PageStore;
  readonly chats: ChatStore;
  /** Breakers as one life of the worker opens them. */
  breakers(): BreakerStore;
  allJobs(): Promise<readonly Job[]>;
  allAnswers(): Promise<readonly Answer[]>;
  allMessages(): Promise<readonly Message[]>;
  close(): Promise<void>;
}

export function diskInMemory(): Disk {
  const stores = createMemoryStores();
  const breakers = createMemoryBreakers();
  const said = new Set<ConversationId>();
  return {
    ...stores,
    chats: {
      ...stores.chats,
      async add(conversation, messages, job) {
        await stores.chats.add(conversation, messages, job);
        said.add(asConversationId(conversation.id));
      },
    },
    breakers: () => breakers,
    allJobs: async () => [...stores.jobs.rows.values()],
    allAnswers: async () => [...stores.answers.rows.values()],
    allMessages: async () => (await Promise.all([...said].map((id) => stores.chats.messages(id)))).flat(),
    close: async () => {},
  };
}
