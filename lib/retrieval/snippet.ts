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
/** No snippet loses more than this to end at a word. */
const LONGEST_WORD = 20;

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
  const text = runs.map((run) => run.text).join('');
  if (text.length <= SNIPPET_CHARS) return runs;
  let firstHit = 0;
  for (const run of runs) {
    if (run.hit) break;
    firstHit += run.text.length;
  }
  const begin = firstHit >= text.length ? 0 : Math.max(0, Math.min(firstHit - LEAD_CHARS, text.length - SNIPPET_CHARS));
  const from = begin === 0 ? 0 : wordEdge(text, begin, 1);
  const to = begin + SNIPPET_CHARS >= text.length ? text.length : wordEdge(text, begin + SNIPPET_CHARS, -1);
  return [
    ...(from > 0 ? [{ text: '…', hit: false }] : []),
    ...slice(runs, from, to),
    ...(to < text.length ? [{ text: '…', hit: false }] : []),
  ];
}

/** The nearest place in one direction where a word ends or begins: at a space, else as the script has its words. */
function wordEdge(text: string, at: number, step: 1 | -1): number {
  for (let moved = 0; moved < LONGEST_WORD; moved += 1) {
    const place = at + moved * step;
    if (text.charAt(step === 1 ? place - 1 : place) === ' ') return place;
  }
  return border(WORDS, text, at, step) ?? border(CHARACTERS, text, at, step) ?? at;
}

/** These find words of scripts without spaces whatever the language is called. */
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Text looked at on both sides of a cut, so that a long block costs no more than a short one. */
const AROUND = 80;

function border(segmenter: Intl.Segmenter, text: string, at: number, step: 1 | -1): number | undefined {
  const from = Math.max(0, at - AROUND);
  const borders = [...segmenter.segment(text.slice(from, at + AROUND))].map(({ index }) => from + index);
  const near = borders.filter((place) => (place - at) * step >= 0 && (place - at) * step < LONGEST_WORD);
  return step === 1 ? near[0] : near.at(-1);
}

function slice(runs: Snippet['snippet'], from: number, to: number): Snippet['snippet'] {
  let at = 0;
  return runs.flatMap((run) => {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += run.text.length;
    return text === '' ? [] : [{ text, hit: run.hit }];
  });
}
