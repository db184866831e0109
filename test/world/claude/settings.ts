import type { Batch } from './batches.ts';
import type { WorldClock } from '../clock.ts';
import type { ClaudeLog } from './log.ts';
import type { Script } from './script.ts';
import type { PromptCache } from './tokens.ts';

export interface ClaudeSettings {
  /** From the request to the first piece of text. */
  firstTokenMs: number;
  /** Between two pieces of text. */
  tokenDelayMs: number;
  /** How long a batch takes; 2 s. */
  batchMs?: number;
  readonly validKeys: Set<string>;
  /** What the model does of its own, before the simulated one is asked. */
  script?: Script;
  /** The OpenAI-compatible server answers no page and no extension from elsewhere, as Ollama comes. */
  refusesForeignOrigins?: boolean;
}

export interface ClaudeWorld {
  readonly clock: WorldClock;
  readonly settings: ClaudeSettings;
  readonly cache: PromptCache;
  readonly log: ClaudeLog;
  readonly batches: Map<string, Batch>;
  readonly random: () => number;
}
