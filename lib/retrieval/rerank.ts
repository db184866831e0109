import type { Ranking } from '../fulltext/rank-pages.ts';
import type { PageHead } from '../mirror/page-head.ts';
import { isUnsearched } from '../text/stop-words.ts';
import { eachWord, UNSTEMMED } from '../text/terms.ts';
import { matchWords } from './match-words.ts';
import { holdsPhrase, scanText } from './scan-page.ts';
import type { Scan, ScannedPage } from './scan-page.ts';
import { showSnippet } from './snippet.ts';
import type { Snippet } from './snippet.ts';

/** Pages whose text is worth a second look, and for a query with a phrase, which only the text can tell. */
export const SECOND_LOOK = 40;
export const PHRASE_LOOK = 200;

/** A page that the index found. */
export interface Candidate {
  readonly score: number;
  readonly page: ScannedPage;
  readonly head?: Pick<PageHead, 'kind' | 'state' | 'editedAt'>;
  /** Title of what it stands in. */
  readonly place?: string;
  /** Other pages stand in it; left out, its blocks tell. */
  readonly hub?: boolean;
}

/** A page by its place among the candidates, with the block that answers best. */
export interface Reranked {
  readonly at: number;
  readonly score: number;
  /** Absent for a page that holds no text at all, and past the number that is shown. */
  readonly snippet?: Snippet;
}

/** What words side by side add to a score at most: in the text or a heading, and in the title. */
const NEAR_IN_TEXT = 0.2;
const NEAR_IN_TITLE = 0.6;
/** A heading in the words of the query names what stands under it. */
const HEADING = 2;

/** What is added for a title that says just what was asked for, and one that says all of it in a row. */
const TITLED = 0.4;
const IN_A_ROW = 0.3;
/** What is added for words that stand in the title as they were typed, beside those that share their stem. */
const AS_TYPED = 0.3;
/** What is added where a word of the query is the first letters of the title's words: "PTO" for "Paid time off". */
const INITIALS = 0.3;
/** What is added where the place of a page says the words that its own title leaves out. */
const PLACED = 0.3;
/** What is added for words that the page begins with: what it is about stands there. */
const BEGINS = 0.15;

/**
 * Mild priors, each at most this part of a score: what holds other pages or was edited lately, and what
 * stands deep or is gone.
 */
const HUB = 0.1;
const RECENT = 0.06;
const RECENT_MS = 90 * 24 * 3_600_000;
const ROW = 0.03;
const LOST = 0.1;

/**
 * Ranks candidates again by their text: words that stand together count more, pages without the phrases asked for and
 * with those excluded fall out, and what is recent comes before what is old where texts are equal. The first `shown` get
 * a snippet. `now` is in milliseconds since 1970.
 */
export function rerankPages(
  { words, query }: Pick<Ranking, 'words' | 'query'>,
  candidates: readonly Candidate[],
  shown: number,
  now: number,
): readonly Reranked[] {
  const matcher = matchWords(words);
  const worths = words.map(({ worth }) => worth);
  const scan = (text: string): Scan => scanText(text, matcher, words.length);
  const ranked = candidates.flatMap((candidate, at) => {
    const { page, score, place } = candidate;
    if (!query.phrases.every((phrase) => holdsPhrase(page, phrase))) return [];
    if (query.excluded.some((phrase) => phrase.length > 1 && holdsPhrase(page, phrase))) return [];
    const blocks = page.blocks.map(({ text }) => scan(text));
    const title = scan(page.title);
    const bonus =
      nearness(page, title, blocks, worths) +
      named(title, place === undefined ? NOTHING : scan(place), worths) +
      typed(page.title, words) +
      BEGINS * shareOf(blocks[page.blocks.findIndex(({ kind }) => kind !== 'heading')] ?? NOTHING, worths);
    return [{ at, page, blocks, score: score * (1 + bonus) * prior(candidate, now) }];
  });
  return ranked
    .toSorted((one, other) => other.score - one.score)
    .map(({ at, page, blocks, score }, place) => {
      const snippet = place < shown ? showSnippet(page, blocks, matcher, worths) : undefined;
      return { at, score, ...(snippet === undefined ? {} : { snippet }) };
    });
}

/** How much of a query stands together in a page, pair by pair, each as telling as the commoner of its words. */
function nearness(page: ScannedPage, title: Scan, blocks: readonly Scan[], worths: readonly number[]): number {
  let near = 0;
  let most = 0;
  for (let pair = 0; pair + 1 < worths.length; pair += 1) {
    const worth = Math.min(worths[pair] ?? 0, worths[pair + 1] ?? 0);
    let best = 0;
    for (const [at, block] of blocks.entries()) {
      const heads = page.blocks[at]?.kind === 'heading';
      best = Math.max(best, (block.near[pair] ?? 0) * (heads ? HEADING : 1));
    }
    most += worth;
    near += worth * (NEAR_IN_TEXT * best + NEAR_IN_TITLE * (title.near[pair] ?? 0));
  }
  return most === 0 ? 0 : near / most;
}

const NOTHING: Scan = { held: new Set(), near: [], others: 0 };

/** Whether the title says just what was asked for, and how much of the rest its place says. */
function named(title: Scan, place: Scan, worths: readonly number[]): number {
  if (title.held.size < worths.length) {
    return PLACED * shareOf({ held: new Set([...place.held].filter((word) => !title.held.has(word))) }, worths);
  }
  const inARow = worths.length > 1 && worths.every((_, at) => at + 1 === worths.length || (title.near[at] ?? 0) === 1);
  return (title.others === 0 ? TITLED : 0) + (inARow ? IN_A_ROW : 0);
}

/** How much of what was asked for a text holds. */
function shareOf({ held }: Pick<Scan, 'held'>, worths: readonly number[]): number {
  let share = 0;
  for (const word of held) share += worths[word] ?? 0;
  return share / Math.max(TINY, sumOf(worths));
}

const TINY = 1e-9;
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What a title adds that says words as they were typed, or is meant by its first letters. */
function typed(title: string, words: Ranking['words']): number {
  const said = new Set<string>();
  let initials = '';
  eachWord(title, UNSTEMMED, ({ word }, _from, _to, extra) => {
    if (extra) return;
    said.add(word);
    if (!isUnsearched(word, 'en')) initials += word.charAt(0);
  });
  const all = sumOf(words.map(({ worth }) => worth));
  const exact = sumOf(words.map(({ word, worth }) => (said.has(word.word) ? worth : 0)));
  const isShort = words.some(({ word: { word } }) => SHORT_FORM.test(word) && initials.startsWith(word));
  return (AS_TYPED * exact) / Math.max(TINY, all) + (isShort ? INITIALS : 0);
}

const SHORT_FORM = /^[a-z]{2,5}$/;

function prior({ head, hub, page }: Candidate, now: number): number {
  const age = head?.editedAt === undefined ? Infinity : Math.max(0, now - head.editedAt);
  const recent = RECENT * 0.5 ** (age / RECENT_MS);
  const holds = hub ?? page.blocks.some(({ kind }) => kind === 'page' || kind === 'database');
  return 1 + recent + (holds ? HUB : 0) - (head?.kind === 'row' ? ROW : 0) - (head?.state === 'lost' ? LOST : 0);
}
