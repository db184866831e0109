import type { Block } from '../text/block.ts';
import { matchWords } from './match-words.ts';

/** Words of a page around what a query asks for. */
export interface Snippet {
  /** The text in runs; `hit` runs are the matched words. */
  readonly snippet: readonly { readonly text: string; readonly hit: boolean }[];
  /** Heading it stands under. */
  readonly heading?: string;
  /** Place of its block in the page. */
  readonly start: number;
}

const SNIPPET_CHARS = 180;
/** Text kept before the first hit. */
const LEAD_CHARS = 50;

/**
 * The part of a page that shows best why a query found it; `undefined` for a page without text. A page that holds none
 * of the words (found by its title) shows its first text.
 */
export function snippetOf(page: { readonly blocks: readonly Block[] }, query: string): Snippet | undefined {
  const matcher = matchWords(query);
  let heading: string | undefined;
  let best: { readonly start: number; readonly found: number; readonly heading: string | undefined } | undefined;
  for (const [start, block] of page.blocks.entries()) {
    if (block.kind === 'heading') heading = block.text;
    if (block.text === '' || block.kind === 'unknown') continue;
    // A heading says less than the text under it, and a first text less than a match.
    const found = matcher.count(block.text) - (block.kind === 'heading' ? 0.5 : 0);
    if (!best || found > best.found) best = { start, found, heading };
  }
  if (!best) return undefined;
  const block = page.blocks[best.start];
  const under = block?.kind === 'heading' || best.heading === undefined ? {} : { heading: best.heading };
  return { snippet: window(matcher.runs((block?.text ?? '').replaceAll(/\s+/g, ' '))), ...under, start: best.start };
}

function window(runs: Snippet['snippet']): Snippet['snippet'] {
  const total = runs.reduce((sum, run) => sum + run.text.length, 0);
  if (total <= SNIPPET_CHARS) return runs;
  let firstHit = 0;
  for (const run of runs) {
    if (run.hit) break;
    firstHit += run.text.length;
  }
  const from = firstHit >= total ? 0 : Math.max(0, Math.min(firstHit - LEAD_CHARS, total - SNIPPET_CHARS));
  const shown = slice(runs, from, from + SNIPPET_CHARS);
  return [
    ...(from > 0 ? [{ text: '…', hit: false }] : []),
    ...shown,
    ...(from + SNIPPET_CHARS < total ? [{ text: '…', hit: false }] : []),
  ];
}

function slice(runs: Snippet['snippet'], from: number, to: number): Snippet['snippet'] {
  let at = 0;
  return runs.flatMap((run) => {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += run.text.length;
    return text === '' ? [] : [{ text, hit: run.hit }];
  });
}
