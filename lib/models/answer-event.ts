import type { Json } from '../base/json.ts';
import type { Redactor } from '../policy/redaction/redact.ts';
import type { ToolCall, ToolResult, ToolSpec } from './tool.ts';

/** What one attempt of one model yields, whoever the provider is. */
export type AnswerEvent =
  | {
      readonly type: 'answer-start';
      readonly model: string;
      readonly requestId?: string;
      readonly usage?: Partial<Usage>;
      /** It was asked without the tools that were offered: it cannot call any. */
      readonly toolless?: true;
    }
  | { readonly type: 'text-delta'; readonly text: string; readonly block: number }
  | { readonly type: 'citation-add'; readonly citation: ModelCitation; readonly block: number }
  | { readonly type: 'alive' }
  /** A call is whole: its input has arrived. */
  | { readonly type: 'tool-call'; readonly call: ToolCall; readonly block: number }
  | { readonly type: 'answer-end'; readonly stopped: Stopped; readonly usage: Usage };

/** Why an answer ended. `tools`: it waits for what its calls bring. */
export type Stopped = 'done' | 'length' | 'refusal' | 'paused' | 'tools';

/** Points back into the sources that were sent: source `source`, items `start` to `end` (exclusive). */
export interface ModelCitation {
  readonly source: number;
  readonly start: number;
  readonly end: number;
  readonly citedText: string;
}

/** Tokens of one attempt. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** What is asked of a model, before it is rewritten for the one that will answer. */
export interface ModelRequest {
  readonly system: string;
  readonly turns: readonly Turn[];
  readonly maxTokens: number;
  readonly effort?: 'low' | 'medium' | 'high';
  /** The start of it will be sent again soon: worth the dearer first write into the service's cache. */
  readonly cachePrefix?: boolean;
  /** What it may call; only routes that can are asked. */
  readonly tools?: readonly ToolSpec[];
  /** JSON Schema that the whole answer has to fit; never together with sources, which are cited. */
  readonly schema?: Json;
  /** How its private values are kept back. It is no part of what is sent. */
  readonly privacy?: RequestPrivacy;
}

export interface RequestPrivacy {
  /** Requests of one scope, a job's or a conversation's, name the same value alike. */
  readonly scope?: string;
  /** The person sends with placeholders what would be held back. */
  readonly placeholders?: true;
  /** Told what was found, before anything is sent. */
  tell?(redactor: Pick<Redactor, 'used' | 'sent' | 'hidden'>): void;
}

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  /** Sources shown with this turn, on turns of the user alone; citations count them across all turns in order. */
  readonly sources?: readonly Source[];
  /** On turns of the assistant: what it called. */
  readonly calls?: readonly ToolCall[];
  /** On the turn of the user right after: what came of each call, before anything else. */
  readonly results?: readonly ToolResult[];
}

/** One page's worth of citable items: one item a Notion block or group of small blocks. */
export interface Source {
  readonly title: string;
  /** Its Notion address. */
  readonly url: string;
  readonly items: readonly string[];
}

/** One attempt, streaming. Throws `Failure`; ends without `answer-end` never: a cut stream throws `claude-cut`. */
export interface ModelPort {
  answer(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<AnswerEvent>;
  countTokens(model: string, request: ModelRequest, signal: AbortSignal): Promise<number>;
  /** Asks which models the key may use. */
  models(signal: AbortSignal): Promise<readonly ModelFacts[]>;
}

/** What a model can do, as the models endpoint says. */
export interface ModelFacts {
  readonly id: string;
  readonly name: string;
  readonly line?: 'haiku' | 'sonnet' | 'opus' | 'fable' | 'mythos';
  readonly lifecycle: 'active' | 'deprecated' | 'retired';
  readonly retiresAt?: string;
  readonly contextTokens: number;
  readonly outputTokens: number;
  readonly citations: boolean;
  /** Whether it can call tools; absent means that it can. */
  readonly tools?: false;
  /** Whether its answer can be held to a schema; absent means that it can. */
  readonly schemas?: false;
  readonly efforts: readonly ('low' | 'medium' | 'high' | 'xhigh' | 'max')[];
  readonly thinking: readonly ('adaptive' | 'between_tools' | 'disabled' | 'enabled')[];
}
