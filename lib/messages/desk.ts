import type { FailureFacts } from '../base/failure.ts';
import type { OptionsPlace } from '../base/options-place.ts';
import type { ServiceKey } from '../activity/call.ts';
import type { StatusWord } from '../activity/status-report.ts';
import type { ConnectionId, ConversationId, JobId, MessageId, OutboxId, PageId } from '../base/ids.ts';
import type { Conversation, Message } from '../chat/conversation.ts';
import type { Citation } from '../jobs/answer.ts';
import type { JobView } from '../jobs/job-view.ts';
import type { JobInput, PageTarget } from '../jobs/job.ts';
import type { ModelFacts } from '../models/answer-event.ts';
import type { Classed } from '../policy/class-of.ts';
import type { Redacted } from '../policy/redaction/redacted.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { KeyMode, Settings } from '../settings/settings.ts';
import type { DataDesk } from './data-desk.ts';
import type { ActivityDesk } from './activity-desk.ts';
import type { HealthDesk } from './health-desk.ts';
import type { DrillDesk, DrillWatch } from './drill-desk.ts';
import type { InventoryDesk } from './inventory.ts';
import type { OutboxDesk, PublishDesk } from './outbox-desk.ts';
import type { QueueDesk } from './queue-desk.ts';
import type { ClassDesk } from './class-desk.ts';
import type { ChatShelf, PromptShelf } from './chat-shelf.ts';
import type { CopyDesk } from './reader-desk.ts';
import type { ProviderDesk } from './provider-desk.ts';
import type { SearchDesk } from './search-desk.ts';
import type { SpendingDesk } from './spending-desk.ts';
import type { SyncDesk } from './sync-desk.ts';
import type { ToolDesk } from './tool-desk.ts';

export type Unwatch = () => void;

/** Where a surface stands: the page in front of the person, and what is connected. */
export interface Here {
  readonly target?: PageTarget;
  /** Whether a model can be asked: Claude, or another provider where Claude has no key. */
  readonly claude: 'connected' | 'locked' | 'missing';
  readonly notion: 'connected' | 'locked' | 'missing';
}

/** Exactly what will be sent, before it is. */
export interface PromptPreview {
  readonly model: string;
  readonly parts: readonly { readonly label: string; readonly text: string }[];
  /** Counted by the service where it could be asked, else estimated. */
  readonly inputTokens: number;
  readonly counted: boolean;
  readonly maxOutputTokens: number;
  /** US dollars: for the input alone, and with the longest possible answer. */
  readonly costUsd?: { readonly least: number; readonly most: number };
  readonly requests: number;
  /** The class of what would be sent, and why it is so. */
  readonly classed: Classed;
  /** What would be replaced, or sent as it stands. */
  readonly redacted?: Redacted;
  /** Why it may not be sent to the asked model, or to any. */
  readonly held?: FailureFacts;
}

/** One service as its own calls have shown it, ready to be told. */
export interface HealthLine {
  readonly service: 'claude' | 'notion' | 'other';
  /** What it tells of. */
  readonly of?: ServiceKey | `provider:${ProviderId}`;
  /** For example `Claude Sonnet 5.5` or `Notion: Fernway`. */
  readonly name: string;
  /** `shaky`: it answers, but fails more often than usual. `unknown`: not asked, or not for long. */
  readonly state: 'fine' | 'slow' | 'shaky' | 'trouble' | 'unknown';
  readonly since?: number;
  readonly failure?: FailureFacts;
  /** How many of the last calls failed, and when the last call ended. */
  readonly evidence?: { readonly failed: number; readonly of: number; readonly lastAt: number };
  /** How long answers take to begin, in ms, and how long they usually do. */
  readonly pace?: { readonly latelyMs: number; readonly usualMs: number };
  /** What works now in its place, as a sentence. */
  readonly works?: string;
  /** It is left alone until then. */
  readonly until?: number;
  readonly status?: StatusWord;
}

export interface TestResult {
  readonly ok: boolean;
  /** One sentence for a person. */
  readonly words: string;
  readonly failure?: FailureFacts;
}

export interface NotionConnection {
  readonly id: ConnectionId;
  readonly workspace: string;
  readonly locked: boolean;
  /** Last four characters of the token. */
  readonly ending: string;
}

export interface Connections {
  readonly claude: {
    readonly state: 'connected' | 'locked' | 'missing';
    readonly ending?: string;
    readonly mode?: KeyMode;
  };
  readonly notion: readonly NotionConnection[];
  /** By name those whose key is to be entered again: it rested until the browser closed, or they came back with a backup. */
  readonly needsKey?: readonly string[];
  /** A provider that the person added can be asked. */
  readonly others?: true;
  readonly mode: KeyMode;
  /** How keys may be kept, where the organization says. */
  readonly modes?: readonly KeyMode[];
  readonly locked: boolean;
}

/** What any surface can see and ask for. In pages it is made of live rows and messages, in Notion's page of one port. */
export interface Desk extends SearchDesk, CopyDesk, DrillWatch, PublishDesk {
  watchHere(show: (here: Here) => void): Unwatch;
  /** In our own pages alone. */
  readonly queue?: QueueDesk;
  /** In our own pages alone. */
  readonly watchSpending?: SpendingDesk['watchSpending'];
  /** In our own pages alone. */
  readonly watchOutbox?: OutboxDesk['watchOutbox'];
  watchJob(id: JobId, show: (view: JobView | undefined) => void): Unwatch;
  /** The newest job for a page, whichever surface asked for it. */
  watchLatest(pageId: PageId, show: (view: JobView | undefined) => void): Unwatch;
  watchHealth(show: (lines: readonly HealthLine[]) => void): Unwatch;
  watchSettings(show: (settings: Settings) => void): Unwatch;
  start(input: JobInput): Promise<JobId>;
  stop(id: JobId): Promise<void>;
  pause(id: JobId): Promise<void>;
  resume(id: JobId): Promise<void>;
  /** Asks again, with another model where one is named, as urgent where the person says so. A new job. */
  retry(id: JobId, model?: string, urgent?: boolean): Promise<JobId>;
  /** Goes on from the partial answer, with another model where one is named. A new job. */
  proceed(id: JobId, model?: string): Promise<JobId>;
  preview(input: JobInput): Promise<PromptPreview>;
  models(): Promise<readonly ModelFacts[]>;
  /** Opens the page at the cited block and marks it. */
  openCitation(citation: Citation): Promise<void>;
  openPage(url: string): Promise<void>;
  openOptions(place?: OptionsPlace): Promise<void>;
  openPanel(): Promise<void>;
  /** The full tab for reports, schedules and other long work. In our own pages alone. */
  openWorkbench?(): Promise<void>;
  /** Asks for the hosts that the browser keeps from us; true when they were given. Call it in the press itself. */
  grantAccess(): Promise<boolean>;
  /** Says of what class a place is. In our own pages alone. */
  readonly classes?: ClassDesk;
  readDraft(key: string): Promise<string>;
  keepDraft(key: string, text: string): Promise<void>;
}

/** The side panel's further reach. */
export interface ChatDesk extends Desk, OutboxDesk {
  /** Calls of a reply that wait for the person. */
  readonly tools?: ToolDesk;
  watchOutbox: OutboxDesk['watchOutbox'];
  readonly queue: QueueDesk;
  readonly shelf: ChatShelf;
  readonly prompts: PromptShelf;
  watchConversations(search: string, show: (list: readonly Conversation[]) => void): Unwatch;
  watchMessages(
    id: ConversationId,
    show: (messages: readonly Message[], views: ReadonlyMap<JobId, JobView>) => void,
  ): Unwatch;
  /** Stores the message and starts its answer. Without a conversation a new one begins. With `parentId` absent it follows the tip. */
  send(message: {
    readonly conversationId?: ConversationId;
    readonly parentId?: MessageId | 'root';
    readonly text: string;
    readonly target?: PageTarget;
    /** Exactly the pages that go with it, the one that it is about first. */
    readonly pages?: readonly PageTarget[];
    readonly model?: string;
    /** For a new conversation: kept only while it is open. */
    readonly temporary?: boolean;
  }): Promise<{ readonly conversationId: ConversationId; readonly messageId: MessageId; readonly jobId: JobId }>;
  /** Answers the same message again, on another model where one is named. */
  regenerate(messageId: MessageId, model?: string): Promise<JobId>;
  /** Has a model put the earlier turns of the shown branch into few words; nothing where there are too few. */
  compact(conversationId: ConversationId, model?: string): Promise<JobId | undefined>;
  /** Proposes a conversation as a page in Notion, under the page that it is about. */
  publishChat(conversationId: ConversationId): Promise<OutboxId>;
  /** Shows another branch. */
  choose(conversationId: ConversationId, tip: MessageId): Promise<void>;
  forget(conversationId: ConversationId): Promise<void>;
}

/** The options page's further reach. Keys go in and never come out. */
export interface OptionsDesk
  extends Desk, ActivityDesk, OutboxDesk, SyncDesk, ProviderDesk, HealthDesk, DrillDesk, InventoryDesk {
  watchOutbox: OutboxDesk['watchOutbox'];
  readonly queue: QueueDesk;
  /** In the options alone, which are the only ones to do such long work. */
  readonly data?: DataDesk;
  readonly classes: ClassDesk;
  watchConnections(show: (connections: Connections) => void): Unwatch;
  saveClaude(key: string, mode: KeyMode, passphrase?: string): Promise<TestResult>;
  testClaude(): Promise<TestResult>;
  saveNotion(token: string, mode: KeyMode, passphrase?: string, replaces?: ConnectionId): Promise<TestResult>;
  testNotion(id: ConnectionId): Promise<TestResult>;
  forgetClaude(): Promise<void>;
  forgetNotion(id: ConnectionId): Promise<void>;
  unlock(passphrase: string): Promise<TestResult>;
  lock(): Promise<void>;
  changeSettings(change: Partial<Settings>): Promise<void>;
  storage(): Promise<{ readonly usedBytes: number; readonly pages: number; readonly answers: number }>;
  clearCache(): Promise<void>;
}
