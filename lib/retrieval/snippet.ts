import { parseQuery } from '../fulltext/parse-query.ts';
import { matchWords } from './match-words.ts';
import type { Runs, WordMatcher } from './match-words.ts';
import { scanText } from './scan-page.ts';
import type { Scan, ScannedPage } from './scan-page.ts';

/** Words of a page around what a query asks for. */
export interface Snippet {
  /** The text in runs; `hit` runs are the matched words. */
  readonly snippet: Runs;
  /** Heading it stands under. */
  readonly heading?: string;
  /** Place of its block in the page; absent for a property of the page. */
  readonly start?: number;
}

const SNIPPET_CHARS = 180;
/** Text kept before the first hit. */
const LEAD_CHARS = 50;
/** No snippet loses more than this to end at a word. */
const LONGEST_WORD = 20;

/** What words that stand together are worth beside the words themselves. */
const TOGETHER = 0.3;
/** A heading says less than the text under it, and lends it some of what it says. */
const AS_HEADING = 0.6;
const UNDER_HEADING = 0.25;

/**
 * The part of a page that shows best why a query found it; `undefined` for a page without text. A page that holds none
 * of the words (found by its title) shows its first text.
 */
export function snippetOf(page: Omit<ScannedPage, 'title'>, query: string): Snippet | undefined {
  const words = parseQuery(query).words.map((word) => ({ word }));
  const matcher = matchWords(words);
  const worths = words.map(() => 1);
  return showSnippet(
    page,
    page.blocks.map(({ text }) => scanText(text, matcher, words.length)),
    matcher,
    worths,
  );
}

/** The same where the blocks were looked through before; `worths` says how telling each word of the query is. */
export function showSnippet(
  { properties = [], blocks }: Omit<ScannedPage, 'title'>,
  scans: readonly Scan[],
  matcher: WordMatcher,
  worths: readonly number[],
): Snippet | undefined {
  const start = bestBlock(blocks, scans, worths);
  const held = start === undefined ? 0 : (scans[start]?.held.size ?? 0);
  if (held === 0) {
    const property = properties.find(({ text }) => matcher.count(text) > 0);
    if (property !== undefined) return { snippet: window(matcher.runs(`${property.name}: ${property.text}`)) };
  }
  const block = start === undefined ? undefined : blocks[start];
  if (start === undefined || block === undefined) return undefined;
  const heading =
    block.kind === 'heading' ? undefined : blocks.slice(0, start).findLast(({ kind }) => kind === 'heading');
  return {
    snippet: window(matcher.runs(block.text.replaceAll(/\s+/g, ' '))),
    ...(heading === undefined ? {} : { heading: heading.text }),
    start,
  };
}

/** The block that answers best: most telling words, near one another, under a heading that speaks of them. */
function bestBlock(
  blocks: ScannedPage['blocks'],
  scans: readonly Scan[],
  worths: readonly number[],
): number | undefined {
  let best: number | undefined;
  let most = -1;
  let above = 0;
  for (const [at, block] of blocks.entries()) {
    const scan = scans[at];
    const own = scan === undefined ? 0 : worthOf(scan, worths);
    if (block.kind === 'heading') above = own;
    if (block.text === '' || block.kind === 'unknown') continue;
    const heads = block.kind === 'heading';
    const worth = heads ? AS_HEADING * own - TIE : own + (own > 0 ? UNDER_HEADING * above : 0);
    if (worth > most) [best, most] = [at, worth];
  }
  return best;
}

/** Of equals the text is taken, not the heading. */
const TIE = 0.001;

function worthOf({ held, near }: Scan, worths: readonly number[]): number {
  let worth = 0;
  for (const place of held) worth += worths[place] ?? 0;
  for (const [pair, nearness] of near.entries()) {
    worth += TOGETHER * (nearness ?? 0) * Math.min(worths[pair] ?? 0, worths[pair + 1] ?? 0);
  }
  return worth;
}

/** The stretch of a text with most of what was found, cut at words. */
function window(runs: Runs): Runs {
  const text = runs.map((run) => run.text).join('');
  if (text.length <= SNIPPET_CHARS) return runs;
  const begin = Math.max(0, Math.min(bestBeginning(runs) - LEAD_CHARS, text.length - SNIPPET_CHARS));
  const from = begin === 0 ? 0 : wordEdge(text, begin, 1);
  const to = begin + SNIPPET_CHARS >= text.length ? text.length : wordEdge(text, begin + SNIPPET_CHARS, -1);
  return [
    ...(from > 0 ? [{ text: '…', hit: false }] : []),
    ...slice(runs, from, to),
    ...(to < text.length ? [{ text: '…', hit: false }] : []),
  ];
}

/** Where the hit stands behind which the most different words were found, close enough to be shown with it. */
function bestBeginning(runs: Runs): number {
  let at = 0;
  const hits: { readonly at: number; readonly text: string }[] = [];
  for (const { text, hit } of runs) {
    if (hit) hits.push({ at, text: text.toLowerCase() });
    at += text.length;
  }
  let best = 0;
  let most = 0;
  for (const first of hits) {
    const shown = hits.filter(
      (hit) => hit.at >= first.at && hit.at + hit.text.length <= first.at + SNIPPET_CHARS - LEAD_CHARS,
    );
    const words = new Set(shown.map((hit) => hit.text)).size;
    if (words > most) [best, most] = [first.at, words];
  }
  return best;
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

function slice(runs: Runs, from: number, to: number): Runs {
  let at = 0;
  return runs.flatMap((run) => {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += run.text.length;
    return text === '' ? [] : [{ text, hit: run.hit }];
  });
}
