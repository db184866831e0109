import type { FailureCode } from '../base/failure.ts';
import type { ApprovalId, BlockId, ConnectionId, JobId, OutboxId, PageId } from '../base/ids.ts';
import type { ActionId } from '../jobs/answer.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { ToolName } from '../settings/tool-choice.ts';

/** What an entry can tell of, by its kind: closed lists, so that no text of a page or of a prompt has a place to stand in. */
export const ACTS = {
  /** Asked of Notion, or taken from the screen. */
  read: [
    'page',
    'content',
    'block',
    'blocks',
    'relation',
    'database',
    'columns',
    'schema',
    'rows',
    'query',
    'list',
    'place',
    'titles',
    'who',
    'values',
    'created',
    'comments',
    'screen',
  ],
  /** One attempt of one model: an answer, a count of tokens, the list of models, a test of a key, a batch of requests. */
  model: ['answer', 'count', 'models', 'batch'],
  /** A call that a model made in a conversation; its name stands in `tool`. */
  tool: ['call'],
  /** What a person, or leave given once for many writes, has decided. */
  approval: ['write', 'tool', 'standing', 'revoked'],
  /** Requests that change something in Notion, and how a whole change ended. */
  write: ['create', 'append', 'values', 'text', 'comment', 'delete', 'trash', 'change'],
  undo: ['change'],
  /** What a rule of the person or of their admin has decided; `rule` names it. */
  policy: ['class', 'route', 'redaction', 'budget', 'managed', 'exclusion', 'setting'],
  /** An action that ended without a result. */
  failure: ['action'],
  /** Something that left the extension as a file. */
  export: ['log', 'csv', 'chat', 'backup', 'everything'],
  /** What went to one host and came from it since the last such entry, whoever asked. */
  traffic: ['host'],
  /** Of the log itself: its front was cut off, or entries could not be kept. */
  log: ['cut', 'gap'],
} as const;

export type ActivityKind = keyof typeof ACTS;

export const OUTCOMES = ['done', 'failed', 'refused', 'stopped', 'unsure'] as const;
export type ActivityOutcome = (typeof OUTCOMES)[number];

/** What may be told of an act beside its kind: ids, short codes and numbers, each only where it is known. */
export interface ActivityFacts {
  readonly outcome: ActivityOutcome;
  readonly code?: FailureCode;
  /** Notion's id of what it was about: a page, database or data source, or a block of a page. */
  readonly page?: PageId | BlockId | string;
  /** Of what was read, sent or approved, as a hash. */
  readonly fingerprint?: string;
  readonly connection?: ConnectionId;
  readonly action?: ActionId;
  readonly tool?: ToolName;
  readonly provider?: ProviderId;
  /** As the service names it. */
  readonly model?: string;
  /** For example `api.notion.com`; a port where it is not the usual one. */
  readonly host?: string;
  readonly tokensIn?: number;
  readonly tokensOut?: number;
  /** Millionths of a US dollar by the price table; absent where there is no price. */
  readonly microUsd?: number;
  readonly requests?: number;
  /** Requests without an answer of the host's own, or with a refusal. */
  readonly failures?: number;
  readonly bytesOut?: number;
  readonly bytesIn?: number;
  readonly ms?: number;
  /** Name of a rule, such as `approved-models`. */
  readonly rule?: string;
  readonly count?: number;
  /** Our own id of what it belongs to. */
  readonly of?: JobId | OutboxId | ApprovalId;
  /** Of a log's own entries: up to which number, and the hash of that one. */
  readonly upTo?: number;
  readonly upToHash?: string;
}

/** One act as the log keeps it. */
export type ActivityEntry = {
  readonly [Kind in ActivityKind]: ActivityFacts & {
    /** Milliseconds since the epoch, when it ended. */
    readonly at: number;
    readonly kind: Kind;
    readonly what: (typeof ACTS)[Kind][number];
  };
}[ActivityKind];

/** As it is told: without a time it is now. */
export type ActivityNews = ActivityEntry extends infer Entry
  ? Entry extends ActivityEntry
    ? Omit<Entry, 'at'> & { readonly at?: number }
    : never
  : never;

/** Takes an act in. Never fails, and nobody waits for it: it is on the disk about a second later, a decision at once. */
export type RecordActivity = (news: ActivityNews) => void;
