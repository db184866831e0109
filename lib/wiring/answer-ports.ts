import { readTab } from '../adapters/browser/companion-tab.ts';
import { tabShowing } from '../adapters/browser/tabs.ts';
import type { ActionId, Answer } from '../jobs/answer.ts';
import type { Action } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import { scopeKey } from '../gaps/gap-check.ts';
import { checkGaps } from '../flows/check-gaps.ts';
import type { GapPorts } from '../flows/check-gaps.ts';
import { createGate } from '../flows/gate.ts';
import type { GatePorts } from '../flows/gate.ts';
import { historyBefore } from '../flows/chat.ts';
import { landCitations } from '../flows/land-citations.ts';
import { createRetries } from '../flows/retries.ts';
import { readPage, readRelated } from '../flows/read-page.ts';
import type { ReadPorts } from '../flows/read-page.ts';
import type { AnswerPorts } from '../flows/answer-ports.ts';
import type { ActivityKeeper } from '../flows/keep-activity.ts';
import { logScreen } from '../flows/log-calls.ts';
import type { HealthKeeper } from '../flows/keep-health.ts';
import type { PageTarget } from '../jobs/job.ts';
import { parseScreenPage } from '../mirror/parse-screen-page.ts';
import type { ScreenPage } from '../mirror/page.ts';
import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import type { ChatStore } from '../chat/chat-store.ts';
import type { BudgetHere } from './budget.ts';
import type { createModelPorts } from './model-ports.ts';
import type { createNotionConnections } from './notion-connections.ts';

type Base = Pick<
  AnswerPorts,
  'clock' | 'chance' | 'log' | 'jobs' | 'answers' | 'steps' | 'pages' | 'search' | 'action' | 'breakers'
> & {
  readonly models: Pick<ReturnType<typeof createModelPorts>, 'routes' | 'factsOf'>;
  readonly budget: Pick<BudgetHere, 'model' | 'near'>;
  readonly chats: ChatStore;
  readonly meta: MetaStore;
  readonly health: Pick<HealthKeeper, 'observe' | 'explain' | 'isSaidDown'>;
  readonly activity: Pick<ActivityKeeper, 'record'>;
  readonly notion: ReturnType<typeof createNotionConnections>;
  readonly mayKeep: NonNullable<ReadPorts['mayKeep']>;
  readonly isLeftOut: NonNullable<ReadPorts['isLeftOut']>;
  readonly placeOf: GatePorts['placeOf'];
  readonly computeRun?: NonNullable<AnswerPorts['computeRun']>;
  readonly gaps?: GapPorts;
  readonly tools?: NonNullable<AnswerPorts['tools']>;
  /** An earlier answer as a model is told it. */
  told?(answer: Answer): Promise<Answer>;
};

/** Looking for gaps over the mirror. */
const gapPortsOf = (gaps: GapPorts): Pick<AnswerPorts, 'checkGaps' | 'keptGaps'> => ({
  checkGaps: (scope, signal, tell) => checkGaps(gaps, scope, signal, tell),
  keptGaps: (scope) => gaps.kept(scopeKey(scope)),
});

/** How pages are read: through the workspaces that are connected, else from the tab that shows them. */
export function readPortsOf({
  clock,
  pages,
  notion,
  mayKeep,
  isLeftOut,
  activity,
}: Pick<Base, 'clock' | 'pages' | 'notion' | 'mayKeep' | 'isLeftOut' | 'activity'>): ReadPorts {
  return {
    clock,
    pages,
    mayKeep,
    isLeftOut,
    connections: notion.connections,
    screenOf: (target) => async (signal) =>
      logScreen(activity.record, target.pageId, () => readScreenOf(target), signal),
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
  const gate = createGate({ settings: base.meta.settings, model: base.budget.model, placeOf: base.placeOf });
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
    model: gate.model,
    judge: gate.judge,
    near: base.budget.near,
    routes: base.models.routes,
    factsOf: base.models.factsOf,
    breakers: base.breakers,
    retries: createRetries(),
    settings: base.meta.settings,
    listedModels: base.meta.models,
    readPage: (target, signal) => readPage(read, target, signal),
    readRelated: (id, beside, signal) => readRelated(read, id, beside, signal),
    ...(base.gaps === undefined ? {} : gapPortsOf(base.gaps)),
    ...(base.computeRun === undefined ? {} : { computeRun: base.computeRun }),
    history: async ({ conversationId, messageId }) => {
      if (conversationId === undefined || messageId === undefined) return [];
      const answerOf = async (jobId: Parameters<typeof base.jobs.get>[0]) => {
        const job = await base.jobs.get(jobId);
        const answer = job?.answerId === undefined ? undefined : await base.answers.get(job.answerId);
        return answer === undefined || base.told === undefined ? answer : base.told(answer);
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
    ...(base.tools === undefined ? {} : { tools: base.tools }),
    record: base.activity.record,
    observe: base.health.observe,
    explain: base.health.explain,
    isSaidDown: base.health.isSaidDown,
  };
}
