import {
  asAnswerId,
  asConnectionId,
  asConversationId,
  asJobId,
  asMessageId,
  parseBlockId,
  parsePageId,
} from '../base/ids.ts';
import { OPTIONS_PLACES } from '../base/options-place.ts';
import type { FillColumn } from '../autofill/fill-column.ts';
import type { ApprovalId, ConversationId, JobId, MessageId, OutboxId } from '../base/ids.ts';
import type { ModelFacts } from '../models/answer-event.ts';
import type { Here, PromptPreview, TestResult } from './desk.ts';
import type { KeptSearches, Reranked, SearchAnswer, SearchChoices } from './search-desk.ts';
import type { CopyOffer } from './reader-desk.ts';
import { READER_SHAPES } from './reader-messages.ts';
import { particulars } from './action-messages.ts';
import { ACTIVITY_SHAPES } from './activity-messages.ts';
import type { ActivityState } from './activity-desk.ts';
import { CHAT_SHAPES, MOST_MENTIONED } from './chat-messages.ts';
import { CLASS_SHAPES } from './class-messages.ts';
import { OUTBOX_SHAPES } from './outbox-messages.ts';
import { BUDGET_SHAPE, PRICES_SHAPE } from './budget-messages.ts';
import { DATA_SHAPES, RETENTION_SHAPE } from './data-messages.ts';
import { QUEUE_SHAPES } from './queue-messages.ts';
import { FILL_SHAPES } from './fill-messages.ts';
import { DRILL_SHAPES } from './drill-messages.ts';
import type { BuiltInLook, ProviderTest } from './provider-desk.ts';
import { PROVIDER_SHAPES } from './provider-messages.ts';
import { REPORT_SHAPES } from './report-messages.ts';
import type { SentRow, SourceChoice } from './report-desk.ts';
import { SCHEDULE_SHAPES } from './schedule-messages.ts';
import { SYNC_SHAPES } from './sync-messages.ts';
import { TOOL_CHOICES, TOOL_SHAPES } from './tool-messages.ts';
import { SEARCH_SHAPES, searchFilters } from './search-messages.ts';
import { asAnyProvider } from '../settings/provider.ts';
import { amount, either, flag, listOf, nothing, oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';
import type { Shape } from '../base/shape.ts';

/** Who asks, as the browser stamped it: our own pages, or our script inside Notion's page. */
export type Caller = 'page' | 'content';

const ID = 64;
const ADDRESS = 4_000;
const TITLE = 4_000;
/** A question or message; Claude's own limit is far above, a person's patience below. */
const QUESTION = 200_000;
const SHORT = 400;

const jobId = parsed(ID, asJobId);
const conversationId = parsed(ID, asConversationId);
const messageId = parsed(ID, asMessageId);
const pageId = parsed(ID, parsePageId);

const target = record({ pageId, title: text(TITLE), url: text(ADDRESS) }, { tabId: wholeNumber });

const MOST_PAGES = 200;

const scope = either(
  record({ kind: oneOf('everywhere') }, { filters: searchFilters }),
  record({ kind: oneOf('pages'), ids: listOf(pageId, MOST_PAGES) }, {}),
);

const jobInput = record(
  {
    action: oneOf(
      'summarize',
      'brief',
      'tasks',
      'wiki',
      'document',
      'write',
      'report',
      'gaps',
      'ask',
      'chat',
      'compact',
    ),
    length: oneOf('short', 'medium', 'long'),
  },
  {
    target,
    question: text(QUESTION),
    scope,
    follows: parsed(ID, asAnswerId),
    language: text(SHORT),
    model: text(SHORT),
    fresh: flag,
    continues: parsed(ID, asAnswerId),
    particulars,
    conversationId,
    messageId,
    pages: listOf(target, MOST_MENTIONED),
    temporary: flag,
    urgent: flag,
  },
);

/** More models than anybody puts into an order. */
const MOST_FALLBACKS = 50;

const keyMode = oneOf('session', 'passphrase', 'clear');

const settingsChange = record(
  {},
  {
    model: text(SHORT),
    provider: parsed(SHORT, asAnyProvider),
    fallbacks: listOf(text(SHORT), MOST_FALLBACKS),
    builtIn: flag,
    language: text(SHORT),
    length: oneOf('short', 'medium', 'long'),
    tasksDatabase: record({ id: pageId, title: text(TITLE) }, {}),
    keyMode,
    announce: oneOf('all', 'end', 'off'),
    firstRunDone: flag,
    rerun: flag,
    notify: flag,
    writes: flag,
    tools: TOOL_CHOICES,
    standInUsd: amount,
    retention: RETENTION_SHAPE,
    budget: BUDGET_SHAPE,
    prices: PRICES_SHAPE,
    waitHours: wholeNumber,
    activityDays: wholeNumber,
  },
);

/** What every message carries, read from outside before anybody acts on it. */
export const SHAPES = {
  'job.start': jobInput,
  'job.stop': jobId,
  'job.pause': jobId,
  'job.resume': jobId,
  'job.retry': record({ id: jobId }, { model: text(SHORT), urgent: flag }),
  'job.proceed': record({ id: jobId }, { model: text(SHORT) }),
  'job.preview': jobInput,
  ...SEARCH_SHAPES,
  ...READER_SHAPES,
  ...SYNC_SHAPES,
  ...CLASS_SHAPES,
  ...PROVIDER_SHAPES,
  ...DRILL_SHAPES,
  ...DATA_SHAPES,
  ...FILL_SHAPES,
  ...QUEUE_SHAPES,
  ...REPORT_SHAPES,
  ...SCHEDULE_SHAPES,
  ...OUTBOX_SHAPES,
  'models.list': nothing,
  'here.read': record({}, { tabId: wholeNumber }),
  'citation.open': record(
    { pageId, quote: text(QUESTION), url: text(ADDRESS), start: wholeNumber, end: wholeNumber },
    { blockId: parsed(ID, parseBlockId), tabId: wholeNumber },
  ),
  'address.open': record({ url: text(ADDRESS) }, {}),
  'options.open': either(nothing, oneOf(...OPTIONS_PLACES)),
  'panel.open': nothing,
  'panel.inject': nothing,
  'draft.read': record({ key: text(SHORT) }, {}),
  'draft.keep': record({ key: text(SHORT), text: text(QUESTION) }, {}),
  ...CHAT_SHAPES,
  ...TOOL_SHAPES,
  ...ACTIVITY_SHAPES,
  'claude.save': record({ key: text(SHORT), mode: keyMode }, { passphrase: text(SHORT) }),
  'claude.test': nothing,
  'claude.forget': nothing,
  'notion.save': record(
    { token: text(SHORT), mode: keyMode },
    { passphrase: text(SHORT), replaces: parsed(ID, asConnectionId) },
  ),
  'notion.test': parsed(ID, asConnectionId),
  'notion.forget': parsed(ID, asConnectionId),
  'vault.unlock': record({ passphrase: text(SHORT) }, {}),
  'vault.lock': nothing,
  'cache.clear': nothing,
  'settings.change': settingsChange,
} as const satisfies Record<string, Shape<unknown>>;

export type MessageName = keyof typeof SHAPES;
export type Ask<Name extends MessageName> = (typeof SHAPES)[Name] extends Shape<infer Value> ? Value : never;

interface Answers {
  'activity.state': ActivityState;
  'job.start': JobId;
  'job.retry': JobId;
  'job.proceed': JobId;
  'job.preview': PromptPreview;
  'publish.propose': OutboxId;
  'approval.allow': ApprovalId;
  'queue.edit': boolean;
  'report.sources': readonly SourceChoice[];
  'report.sample': readonly SentRow[];
  'report.save': string;
  'report.run': JobId;
  'report.write': JobId;
  'fill.columns': readonly FillColumn[];
  'fill.start': string;
  'fill.keep': string;
  'fill.propose': number;
  'queue.export': string;
  'search.run': SearchAnswer;
  'search.rerank': Reranked;
  'search.choices': SearchChoices;
  'search.kept': KeptSearches;
  'search.save': KeptSearches;
  'search.forget': KeptSearches;
  'search.clear-recent': KeptSearches;
  'search.keep-recent': KeptSearches;
  'reader.offer': CopyOffer | undefined;
  'models.list': readonly ModelFacts[];
  'here.read': Here;
  'draft.read': string;
  'chat.send': { readonly conversationId: ConversationId; readonly messageId: MessageId; readonly jobId: JobId };
  'chat.regenerate': JobId;
  'chat.compact': JobId | undefined;
  'chat.publish': OutboxId;
  'provider.test': ProviderTest;
  'provider.save': TestResult;
  'built-in.look': BuiltInLook;
  'claude.save': TestResult;
  'claude.test': TestResult;
  'notion.save': TestResult;
  'notion.test': TestResult;
  'vault.unlock': TestResult;
}
export type Reply<Name extends MessageName> = Name extends keyof Answers ? Answers[Name] : void;

/** Notion's own scripts can reach a content script, so it gets the short list: nothing that touches keys, chats or settings. */
const CONTENT: ReadonlySet<MessageName> = new Set<MessageName>([
  'job.start',
  'job.stop',
  'job.pause',
  'job.resume',
  'job.retry',
  'job.proceed',
  'job.preview',
  'search.run',
  'search.rerank',
  'search.choices',
  'search.kept',
  'search.save',
  'hit.open',
  'reader.open',
  'reader.offer',
  'kit.pin',
  'kit.unpin',
  'models.list',
  'here.read',
  'citation.open',
  'address.open',
  'options.open',
  'panel.open',
  'panel.inject',
  'draft.read',
  'draft.keep',
  'drill.end',
  'publish.propose',
]);

export const mayAsk = (caller: Caller, name: MessageName): boolean => caller === 'page' || CONTENT.has(name);

const noChat = ({ action }: Ask<'job.start'>): boolean =>
  action !== 'chat' && action !== 'compact' && action !== 'report' && action !== 'gaps';

/** What the short list leaves out of its messages: turns of a chat, reports and checks, and writing into drafts of other surfaces. */
export const CONTENT_LIMITS: { readonly [Name in MessageName]?: (ask: Ask<Name>) => boolean } = {
  'job.start': noChat,
  'job.preview': noChat,
  'draft.keep': ({ key }) => key.startsWith('ask:'),
};

export const MESSAGE_NAMES = Object.keys(SHAPES) as readonly MessageName[];

export const isMessageName = (name: unknown): name is MessageName =>
  typeof name === 'string' && Object.hasOwn(SHAPES, name);
