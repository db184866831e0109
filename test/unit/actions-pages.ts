import { parsePageId } from '../../lib/base/ids.ts';
import type { ActionOptions, Material, Part, Plan, WholePlan } from '../../lib/actions/action.ts';
import type { Page, Property } from '../../lib/mirror/page.ts';
import { estimateRequest } from '../../lib/models/estimate-tokens.ts';
import type { Block } from '../../lib/text/block.ts';
import { fingerprint } from '../../lib/text/fingerprint.ts';

export const OPTIONS: ActionOptions = { length: 'medium', contextTokens: 1_000_000, model: 'claude-sonnet-5-5' };

export function aPage(differs: Partial<Page> & { readonly title: string }): Page {
  const hex = fingerprint(differs.title);
  const id = parsePageId(hex);
  if (id === undefined) throw new Error('Not an id');
  return {
    id,
    url: `https://www.notion.so/${hex}`,
    properties: [],
    blocks: [],
    readAt: 0,
    completeness: { seen: 'api', missingBlocks: 0 },
    fingerprint: fingerprint(differs.title, JSON.stringify(differs.blocks ?? [])),
    ...differs,
  };
}

export function aMaterial(page: Page, differs: Partial<Material> = {}): Material {
  return { page, related: [], ...differs };
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', depth: 0, text });
export const heading = (text: string, level = 2): Block => ({ kind: 'heading', depth: 0, level, text });
export const property = (name: string, text: string, more: Partial<Property> = {}): Property => ({
  name,
  type: 'rich_text',
  text,
  ...more,
});

const WORDS =
  'budget team launch review draft supplier office contract risk owner quarter report customer delay plan'.split(' ');

/** A sentence that differs from any other with another number. */
export function sentence(seed: number): string {
  const words = Array.from({ length: 14 }, (_, at) => WORDS[(seed * 7 + at * (3 + (seed % 5))) % WORDS.length]);
  return `Point ${seed}: ${words.join(' ')}.`;
}

/** A page of so many sections under headings, each of so many paragraphs of three sentences. */
export function longPage(sections: number, paragraphs: number): Page {
  const blocks = Array.from({ length: sections }, (_, section) => [
    heading(`Topic ${section}`),
    ...Array.from({ length: paragraphs }, (_, at) => {
      const seed = section * 1000 + at * 3;
      return paragraph([seed, seed + 1, seed + 2].map(sentence).join(' '));
    }),
  ]);
  return aPage({ title: 'Handbook', blocks: blocks.flat() });
}

export interface Ledger {
  /** Kept results by key. */
  readonly kept: Map<string, string>;
  readonly asked: Part[];
  tokens: number;
}

export const newLedger = (): Ledger => ({ kept: new Map(), asked: [], tokens: 0 });

/**
 * Works a plan through as a job does: parts whose key is kept are not asked again. A stand-in for the model answers each
 * part with as much as it may, citing the first item of each source.
 */
export function workThrough(plan: Plan, ledger: Ledger): WholePlan {
  let at = plan;
  while (at.kind === 'sections') at = at.combine(at.parts.map((part) => resultOf(part, ledger)));
  ledger.tokens += estimateRequest(at.request);
  return at;
}

function resultOf(part: Part, ledger: Ledger): string {
  const kept = ledger.kept.get(part.key);
  if (kept !== undefined) return kept;
  ledger.tokens += estimateRequest(part.request);
  ledger.asked.push(part);
  const sources = part.request.turns.flatMap((turn) => turn.sources ?? []);
  const words = fingerprint(JSON.stringify(part.request)).slice(0, 6);
  const room = part.request.maxTokens * 3.4;
  const lines = sources.map((_, source) => `- Note ${words} on source ${source}[^${source + 1}]`);
  const filler = ` ${'more words '.repeat(Math.max(0, Math.floor((room - lines.join('\n').length) / 11)))}`;
  const citations = sources.map((_, source) => ({ n: source + 1, source, start: 0, end: 1, citedText: '' }));
  const result = part.finish(`${lines.join('\n')}${filler}`, citations);
  ledger.kept.set(part.key, result);
  return result;
}
