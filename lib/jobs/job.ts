import type { FailureFacts } from '../base/failure.ts';
import type { AnswerId, ConversationId, JobId, MessageId, PageId } from '../base/ids.ts';
import type { GapScope } from '../gaps/gap-check.ts';
import type { SearchFilters } from '../fulltext/text-query.ts';
import type { Redacted } from '../policy/redaction/redacted.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { AnswerLength } from '../settings/settings.ts';
import type { ActionId, TrailStep } from './answer.ts';

/** The page that an action works on, as the surface knew it when the person asked. */
export interface PageTarget {
  readonly pageId: PageId;
  readonly title: string;
  readonly url: string;
  /** The tab that shows it: read from there when the API cannot. */
  readonly tabId?: number;
}

/** Which pages a question is asked of, where it is not the one in front of the person. */
export type AskScope =
  | { readonly kind: 'everywhere'; readonly filters?: SearchFilters }
  | { readonly kind: 'pages'; readonly ids: readonly PageId[] };

/** What some actions need to know besides. */
export type Particulars =
  | {
      readonly of: 'write';
      readonly how: 'rewrite' | 'translate' | 'continue' | 'fix';
      /** The words of the page that it is about, as they stand there. */
      readonly selection: string;
      /** For `translate`: BCP 47 tag. */
      readonly into?: string;
      /** For `rewrite`: what the person wants of it. */
      readonly wish?: string;
    }
  /** A page whose form the document takes; the target is the row it is made from. */
  | { readonly of: 'document'; readonly template: PageId }
  /** Pages worked on beside the target, for example further meeting notes. */
  | { readonly of: 'wiki' | 'tasks'; readonly pages: readonly PageId[] }
  /** A report as it was defined when it was started, kept in its own row. */
  | { readonly of: 'report'; readonly report: string; readonly slot?: number }
  /** What a part of the copy of Notion lacks; a check made after it was asked for is its result. */
  | { readonly of: 'gaps'; readonly scope: GapScope; readonly askedAt: number };

/** What a person asked for. Stored whole, so that the job can be run again after any death. */
export interface JobInput {
  readonly action: ActionId;
  readonly target?: PageTarget;
  readonly question?: string;
  /** For `ask`: the pages that are searched for the answer, in place of `target`. */
  readonly scope?: AskScope;
  /** For `ask` with a scope: the answer that this question follows. What it cited is shown again. */
  readonly follows?: AnswerId;
  /** BCP 47 tag of the answer, or `page` for the page's own; absent means the one in the settings. */
  readonly language?: string;
  readonly length: AnswerLength;
  /** The model asked for; absent means the one in the settings; `none` means without a model. */
  readonly model?: string;
  /** Who is asked for it; absent means the one in the settings. */
  readonly provider?: ProviderId;
  /** Ask anew, even where the same question has a good answer over unchanged pages. */
  readonly fresh?: boolean;
  /** What the privacy settings would hold back goes with placeholders: the person said so. */
  readonly placeholders?: true;
  /** The interrupted answer to go on from. */
  readonly continues?: AnswerId;
  readonly particulars?: Particulars;
  /** For a chat turn: pages that go along with the target as further sources. */
  readonly pages?: readonly PageTarget[];
  /** The person needs it now: it may use the part of a budget that is kept for that. */
  readonly urgent?: boolean;
  /** Belongs to a temporary chat: told of nowhere but there. */
  readonly temporary?: boolean;
  /** For a chat turn. */
  readonly conversationId?: ConversationId;
  readonly messageId?: MessageId;
}

export type JobState = 'queued' | 'running' | 'paused' | 'waiting' | 'done' | 'failed' | 'cancelled';

/** What a job waits for that nobody could answer now. */
export interface Wait {
  readonly cause: FailureFacts;
  readonly since: number;
  /** Not before this time; absent where only a sign of service wakes it. */
  readonly until?: number;
  /** Then it fails with `waited-too-long`. */
  readonly expiresAt: number;
  /** The turn of the same conversation that has to end first. */
  readonly behind?: JobId;
}

/** What a running job is doing, in words that a surface can show. */
export interface Progress {
  readonly doing: 'reading' | 'sections' | 'asking' | 'writing';
  readonly done: number;
  readonly total: number;
}

export interface Lease {
  /** The worker's life that holds it; a new worker has a new id, and whatever another life held is free. */
  readonly owner: string;
}

/** Durable work. Everything that must outlive the worker is here or in the rows it names. */
export interface Job {
  readonly id: JobId;
  readonly input: JobInput;
  readonly state: JobState;
  /** How many times a worker has taken it. */
  readonly attempts: number;
  readonly lease?: Lease;
  readonly progress?: Progress;
  /** What was found in what is being sent, told before it is. */
  readonly redacted?: Redacted;
  readonly trail: readonly TrailStep[];
  /** The answer being written or written. */
  readonly answerId?: AnswerId;
  /** What stands in when no model answered: made on the device. */
  readonly modelFreeId?: AnswerId;
  /** The last good answer to the same question, shown beside a failure. */
  readonly lastGoodId?: AnswerId;
  /** Sections of the page that differ from what the last good answer saw. */
  readonly lastGoodChanges?: { readonly changed: number; readonly total: number };
  /** The turn of the same conversation that has to end before this one is begun. */
  readonly behind?: JobId;
  /** While it waits for service. */
  readonly wait?: Wait;
  /** Once the queue has let it go, to be run or because it waited too long: what the digest tells. */
  readonly waited?: { readonly since: number; readonly expiresAt: number; readonly ranAt: number };
  /** Fingerprints of the page's sections when it was asked, where it has waited since. */
  readonly saw?: readonly string[];
  /** Sections of the page that changed between the asking and the answering of a job that waited. */
  readonly changed?: { readonly changed: number; readonly total: number };
  /** The job that another model answered; asked again by itself once the asked model was back. */
  readonly anew?: JobId;
  readonly failure?: FailureFacts;
  readonly failedAt?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A finished piece of a job. Its key is made of its inputs' fingerprints, so that nobody pays for it twice. */
export interface Step {
  readonly key: string;
  readonly text: string;
  readonly madeAt: number;
  readonly usedAt: number;
}
