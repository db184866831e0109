import { readTab } from '../adapters/browser/companion-tab.ts';
import { tabShowing } from '../adapters/browser/tabs.ts';
import type { ActionId } from '../jobs/answer.ts';
import type { Action } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import { historyBefore } from '../flows/chat.ts';
import { landCitations } from '../flows/land-citations.ts';
import { readPage, readRelated } from '../flows/read-page.ts';
import type { ReadPorts } from '../flows/read-page.ts';
import type { AnswerPorts } from '../flows/answer-ports.ts';
import type { PageTarget } from '../jobs/job.ts';
import { parseScreenPage } from '../mirror/parse-screen-page.ts';
import type { ScreenPage } from '../mirror/page.ts';
import type { ModelPort } from '../models/answer-event.ts';
import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import type { ChatStore } from '../chat/chat-store.ts';
import { letRun } from './let-run.ts';
import type { createNotionConnections } from './notion-connections.ts';

type Base = Pick<
  AnswerPorts,
  'clock' | 'chance' | 'log' | 'jobs' | 'answers' | 'steps' | 'pages' | 'search' | 'action' | 'breakers'
> & {
  readonly claude: ModelPort;
  readonly chats: ChatStore;
  readonly meta: MetaStore;
  readonly notion: ReturnType<typeof createNotionConnections>;
  readonly mayKeep: NonNullable<ReadPorts['mayKeep']>;
};

/** How pages are read: through the workspaces that are connected, else from the tab that shows them. */
export function readPortsOf({
  clock,
  pages,
  notion,
  mayKeep,
}: Pick<Base, 'clock' | 'pages' | 'notion' | 'mayKeep'>): ReadPorts {
  return {
    clock,
    pages,
    mayKeep,
    connections: notion.connections,
    screenOf: (target) => async () => readScreenOf(target),
  };
}

async function readScreenOf(target: PageTarget): Promise<ScreenPage> {
  const tabId = await tabShowing(target.pageId, target.tabId);
  if (tabId === undefined) throw new Failure('page-unreadable');
  const screen = parseScreenPage(await readTab(tabId));
  if (screen === undefined) throw new Failure('page-unreadable');
  return screen;
}

/** What answering needs, over the real stores, services and tabs. */
export function answerPortsOf(base: Base): AnswerPorts {
  const read = readPortsOf(base);
  return {
    clock: base.clock,
    chance: base.chance,
    log: base.log,
    jobs: base.jobs,
    answers: base.answers,
    steps: base.steps,
    pages: base.pages,
    search: base.search,
    action: (id: ActionId): Action => base.action(id),
    model: () => base.claude,
    routes: async (asked) => [asked],
    breakers: base.breakers,
    settings: base.meta.settings,
    listedModels: base.meta.models,
    readPage: (target, signal) => readPage(read, target, signal),
    readRelated: (id, beside, signal) => readRelated(read, id, beside, signal),
    history: async ({ conversationId, messageId }) => {
      if (conversationId === undefined || messageId === undefined) return [];
      const answerOf = async (jobId: Parameters<typeof base.jobs.get>[0]) => {
        const job = await base.jobs.get(jobId);
        return job?.answerId === undefined ? undefined : base.answers.get(job.answerId);
      };
      return historyBefore(base, answerOf, conversationId, messageId);
    },
    resolveCitations: (answer, pages, signal) =>
      landCitations(
        async ({ connection }) => (await base.notion.connections()).find(({ id }) => id === connection)?.reader,
        answer,
        pages,
        signal,
      ),
    observe({ service, name, failure }) {
      letRun(base.meta.noteHealth(service, { service: 'claude', name }, failure), base.log, 'health');
    },
    explain: async (failure) => failure,
  };
}
