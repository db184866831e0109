import type { FailureFacts } from '../base/failure.ts';
import type { AnswerId, BlockId, JobId, PageId } from '../base/ids.ts';
import type { Completeness } from '../mirror/page.ts';
import type { Usage } from '../models/answer-event.ts';
import type { Classed, Contents } from '../policy/class-of.ts';
import type { Redacted } from '../policy/redaction/redacted.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { AnswerData } from './answer-data.ts';
import type { ToolUse } from './tool-use.ts';

export type ActionId =
  | 'summarize'
  | 'brief'
  | 'tasks'
  | 'wiki'
  | 'document'
  | 'write'
  | 'report'
  | 'gaps'
  | 'ask'
  | 'chat'
  | 'compact';

/** One citation of an answer. The text carries its marker, `[^n]`. */
export interface Citation {
  readonly n: number;
  readonly pageId: PageId;
  readonly title: string;
  /** Address of the page, with `#block` once the block's id is known. */
  readonly url: string;
  /** The cited words of the page. */
  readonly quote: string;
  readonly blockId?: BlockId;
  /** Places of the cited blocks in the page as it was read: from `start` up to `end`, exclusive. */
  readonly start: number;
  readonly end: number;
}

/** One rung that was tried, in order. The disclosure line is made from these and nothing else. */
export interface TrailStep {
  readonly model: string;
  /** Absent in rows of an earlier version, which knew Claude alone. */
  readonly provider?: ProviderId;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'answered' | 'stopped' | FailureFacts;
  readonly requestId?: string;
}

/** Who wrote an answer, from what, at what price. */
export interface Provenance {
  /** The model the person asked for; absent where none was asked. */
  readonly asked?: string;
  /** The model that answered, as the service names it; absent means no model was used. */
  readonly answeredBy?: string;
  readonly provider: ProviderId | 'none';
  /** As the provider is shown, where it is not Claude. */
  readonly providerName?: string;
  readonly trail: readonly TrailStep[];
  readonly usage: Usage;
  /** US dollars by the dated price table; absent when a model has no price there. */
  readonly costUsd?: number;
  /** Hash of everything it was made from. */
  readonly sources: string;
  readonly completeness: Completeness;
  /** The model cannot cite: its sentences were matched to their passages on the device. */
  readonly citedBy?: 'device';
  /** The model cannot call tools: it was asked without those that were offered. */
  readonly toolless?: true;
  /** Where the words come from that a model was sent, or would have been: with the answer they go into what follows it. */
  readonly contents?: Contents;
  /** The class of those words, and why it is so. Absent in rows of an earlier version. */
  readonly classed?: Classed;
  /** What was replaced before sending, or found and sent as it was: counts alone. */
  readonly redacted?: Redacted;
  /** For a question asked of many pages: how many were searched, and of how many passages were shown. */
  readonly searched?: { readonly pages: number; readonly shown: number };
}

/** An answer as stored. `streaming` and `interrupted` hold what has arrived so far. */
export interface Answer {
  readonly id: AnswerId;
  readonly jobId: JobId;
  readonly action: ActionId;
  /** Same question, same key: action, pages or scope, words of the question, language and length. */
  readonly questionKey: string;
  readonly pageId?: PageId;
  readonly pageTitle: string;
  readonly pageUrl: string;
  readonly question?: string;
  readonly state: 'streaming' | 'done' | 'interrupted';
  /** Markdown with `[^n]` markers. */
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly data?: AnswerData;
  /** Made without a model, which found that the pages hardly hold an answer: what is quoted is only the nearest. */
  readonly notFound?: true;
  /** What the model called on the way, in order. */
  readonly tools?: readonly ToolUse[];
  /** Fingerprints of the page's sections, or of the pages found, when they were read, for telling later what changed. */
  readonly sections: readonly string[];
  readonly provenance: Provenance;
  readonly startedAt: number;
  /** When the last of its text arrived. */
  readonly updatedAt: number;
}
