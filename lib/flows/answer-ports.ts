import type { GapCheck, GapScope } from '../gaps/gap-check.ts';
import type { Action, HistoryTurn } from '../actions/action.ts';
import type { Observe } from '../activity/call.ts';
import type { RecordActivity } from '../activity/entry.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import type { ActionId, Answer } from '../jobs/answer.ts';
import type { JobInput, PageTarget, Progress } from '../jobs/job.ts';
import type { AnswerStore, JobStore, StepStore } from '../jobs/stores.ts';
import type { SearchSource } from '../fulltext/search-source.ts';
import type { PageStore } from '../mirror/page-store.ts';
import type { Page } from '../mirror/page.ts';
import type { ModelFacts, ModelPort } from '../models/answer-event.ts';
import type { Route } from '../models/route.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';
import type { Contents } from '../policy/class-of.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import type { ToolPorts } from './chat-tools-ports.ts';
import type { Gate } from './gate.ts';
import type { Errand } from './log-models.ts';
import type { ComputedRun } from './report-run.ts';
import type { Bill } from './keep-spending.ts';
import type { Retries } from './retries.ts';

/** Everything that answering needs from outside. Wiring puts the real ones in, tests put stateful fakes in. */
export interface AnswerPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /**
   * The way to a provider's models for these words, and who is billed; where they may not be sent there, its calls say so.
   * @param errand what the log is told of beside the call itself
   */
  model(provider: ProviderId, contents: Contents, bill: Bill, errand?: Errand): ModelPort;
  /** Why the cheapest model should go first, as a clause; nothing while the budget has plenty. Absent where none is kept. */
  near?(bill: Bill): Promise<string | undefined>;
  /** Who can answer, the asked one first: what settings and the device allow now, whatever it is about. */
  routes(asked: Route): Promise<readonly Route[]>;
  /** Which of them may be sent these words now. */
  judge: Gate['judge'];
  /** What a model can do, as far as it is known of this provider's. */
  factsOf(route: Route): Promise<ModelFacts>;
  readonly breakers: BreakerStore;
  /** Shared by everything that this life of the worker asks. */
  readonly retries: Retries;
  readonly jobs: JobStore;
  readonly answers: AnswerStore;
  readonly steps: StepStore;
  readonly pages: PageStore;
  /** Where questions asked of many pages are searched. */
  readonly search: SearchSource;
  action(id: ActionId): Action;
  settings(): Promise<Settings>;
  /** Models as the service listed them last; empty when it never did. */
  listedModels(): Promise<readonly ModelFacts[]>;
  /** The page in front of the person, whole. Throws a `Failure` when it can be had neither from Notion nor from the screen. */
  readPage(target: PageTarget, signal: AbortSignal): Promise<Page>;
  /** A page that another one leads to; `undefined` when it cannot be read. */
  readRelated(id: PageId, beside: Page, signal: AbortSignal): Promise<Page | undefined>;
  /** Reads the rows of a report's run and computes its figures; absent where no reports are made. */
  computeRun?(id: string, signal: AbortSignal, tell: (progress: Progress) => void): Promise<ComputedRun>;
  /** Looks a part of the mirror through for what it lacks; absent where no mirror is. */
  checkGaps?(scope: GapScope, signal: AbortSignal, tell: (done: number, total: number) => void): Promise<GapCheck>;
  /** What the last check of this part came to. */
  keptGaps?(scope: GapScope): Promise<GapCheck | undefined>;
  /** Earlier turns of the conversation before this message, oldest first. */
  history(input: JobInput): Promise<readonly HistoryTurn[]>;
  /** Gives an answer's citations the ids of their blocks, where Notion tells them. Never fails. */
  resolveCitations(answer: Answer, pages: readonly Page[], signal: AbortSignal): Promise<Answer>;
  /** What a model may call in a conversation; absent where nothing may be called. */
  readonly tools?: ToolPorts;
  /** Takes in what the activity log is told. */
  readonly record?: RecordActivity;
  /** Told of every real call to a model. */
  readonly observe: Observe;
  /** The failure as it is to be understood beside what else is known: a key is not blamed for an incident. */
  explain(failure: FailureFacts): Promise<FailureFacts>;
  /** Its status page told of trouble lately: one failure is enough to leave it alone. */
  isSaidDown?(route: Route): boolean;
}
