import { createHash } from 'node:crypto';
import type { WorldClock } from '../clock.ts';
import { isObject, type JsonObject } from '../exchange.ts';
import type { SimulatedModel } from './models.ts';
import { blocksOf, turnsOf } from './prompt.ts';

export const CHARACTERS_PER_TOKEN = 3.6;

export function tokensIn(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** The tokens of a request: what it says and its structure, at a few tokens a block. */
export function countTokens(body: JsonObject): number {
  return partsOf(body).reduce((sum, part) => sum + part.tokens, 0);
}

interface Part {
  readonly text: string;
  readonly tokens: number;
  /** Milliseconds for which the prefix up to here is to be kept; `undefined` where no breakpoint is. */
  readonly keepMs: number | undefined;
}

/** Tools, system and messages, in the order in which the API builds its prompt. */
function partsOf(body: JsonObject): Part[] {
  const tools = Array.isArray(body['tools']) ? body['tools'].filter(isObject) : [];
  const blocks = [...tools, ...blocksOf(body['system']), ...turnsOf(body).flatMap((turn) => turn.content)];
  return blocks.map((block, index) => {
    const { cache_control: control, ...content } = block;
    const automatic = index === blocks.length - 1 ? body['cache_control'] : undefined;
    return { text: JSON.stringify(content), tokens: 4 + textTokens(content), keepMs: keepFor(control ?? automatic) };
  });
}

function keepFor(control: unknown): number | undefined {
  if (!isObject(control)) return undefined;
  return control['ttl'] === '1h' ? 3_600_000 : 300_000;
}

/** Every text in a block counts, whatever field holds it; an image counts as 1,500. */
function textTokens(value: unknown): number {
  if (typeof value === 'string') return tokensIn(value);
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textTokens(item), 0);
  if (!isObject(value)) return 0;
  if (value['type'] === 'base64') return 1500;
  return Object.entries(value).reduce((sum, [key, item]) => sum + (key === 'type' ? 0 : textTokens(item)), 0);
}

export interface InputUsage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: { readonly ephemeral_5m_input_tokens: number; readonly ephemeral_1h_input_tokens: number };
}

/** Prompt caches, one a model: a prefix that ends at a breakpoint is kept, and read when it comes again in time. */
export class PromptCache {
  readonly #clock: WorldClock;
  readonly #until = new Map<string, number>();

  constructor(clock: WorldClock) {
    this.#clock = clock;
  }

  charge(model: SimulatedModel, body: JsonObject): InputUsage {
    const now = this.#clock.now();
    const hash = createHash('sha256').update(model.id);
    let total = 0;
    let read = 0;
    let written = 0;
    let writtenForHour = 0;
    for (const part of partsOf(body)) {
      total += part.tokens;
      hash.update(part.text);
      if (part.keepMs === undefined || total < model.smallestCache) continue;
      const key = hash.copy().digest('hex');
      if ((this.#until.get(key) ?? 0) > now) {
        read = total;
        written = 0;
        writtenForHour = 0;
      } else {
        const added = total - read - written;
        written += added;
        if (part.keepMs > 300_000) writtenForHour += added;
      }
      this.#until.set(key, now + part.keepMs);
    }
    return {
      input_tokens: total - read - written,
      cache_creation_input_tokens: written,
      cache_read_input_tokens: read,
      cache_creation: {
        ephemeral_5m_input_tokens: written - writtenForHour,
        ephemeral_1h_input_tokens: writtenForHour,
      },
    };
  }
}
