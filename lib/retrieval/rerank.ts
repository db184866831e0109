import type { Ranking } from '../fulltext/rank-pages.ts';
import type { PageHead } from '../mirror/page-head.ts';
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
const NEAR_IN_TEXT = 0.3;
const NEAR_IN_TITLE = 0.4;
/** A heading in the words of the query names what stands under it. */
const HEADING = 2;

/** What is added where the place of a page says the words that its own title leaves out, and for the title itself. */
const PLACED = 0.3;
const TITLED = 0.3;

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
      nearness(page, title, blocks, worths) + named(title, place === undefined ? NOTHING : scan(place), worths);
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
  const all = worths.reduce((sum, worth) => sum + worth, 0);
  if (all === 0) return 0;
  if (title.held.size === worths.length) return title.others === 0 ? TITLED : 0;
  let placed = 0;
  for (const word of place.held) if (!title.held.has(word)) placed += worths[word] ?? 0;
  return (PLACED * placed) / all;
}

function prior({ head, hub, page }: Candidate, now: number): number {
  const age = head?.editedAt === undefined ? Infinity : Math.max(0, now - head.editedAt);
  const recent = RECENT * 0.5 ** (age / RECENT_MS);
  const holds = hub ?? page.blocks.some(({ kind }) => kind === 'page' || kind === 'database');
  return 1 + recent + (holds ? HUB : 0) - (head?.kind === 'row' ? ROW : 0) - (head?.state === 'lost' ? LOST : 0);
}
