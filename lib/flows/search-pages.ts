import { factsOf } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import { parseQuery } from '../fulltext/parse-query.ts';
import { rankPages } from '../fulltext/rank-pages.ts';
import type { Ranking } from '../fulltext/rank-pages.ts';
import type { SearchSource } from '../fulltext/search-source.ts';
import type { TextQuery } from '../fulltext/text-query.ts';
import type { SearchAnswer, SearchAsk, SearchHit } from '../messages/search-desk.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { Page } from '../mirror/page.ts';
import { PHRASE_LOOK, SECOND_LOOK, rerankPages } from '../retrieval/rerank.ts';
import type { Candidate } from '../retrieval/rerank.ts';
import { hitOf } from './hit-of.ts';
import { searchTitles } from './search-titles.ts';
import type { TitlePorts } from './search-titles.ts';

/** Results that a person looks through. */
const MOST_HITS = 20;

export interface SearchPorts extends TitlePorts {
  readonly source: SearchSource;
  /** Milliseconds since 1970. */
  now(): number;
}

const NOTHING_FOUND: SearchAnswer = { hits: [], total: 0, mirrored: 0, known: 0, failures: [] };

/**
 * Searches the pages of all workspaces, as one list, to the depth that is asked for. Never fails: what took no part is
 * told.
 * @throws the signal's reason when aborted
 */
export async function searchPages(ports: SearchPorts, ask: SearchAsk, signal: AbortSignal): Promise<SearchAnswer> {
  if (ask.query.trim() === '' && ask.filters === undefined) return NOTHING_FOUND;
  try {
    switch (ask.depth) {
      case 'first':
        return await searchFirst(ports.source, ask, signal);
      case 'full':
        return await searchFull(ports, ask, signal);
      case 'titles':
        return { ...NOTHING_FOUND, ...(await searchTitles(ports, ask, MOST_HITS, signal)) };
    }
  } catch (error) {
    signal.throwIfAborted();
    return { ...NOTHING_FOUND, failures: [factsOf(error)] };
  }
}

/** Nothing is read but the index and the heads of what it finds: this answers between two keys. */
async function searchFirst(source: SearchSource, ask: SearchAsk, signal: AbortSignal): Promise<SearchAnswer> {
  const view = await source.view();
  if (view === undefined) return NOTHING_FOUND;
  const ranking = await rankPages(view, textQueryOf(ask), MOST_HITS, signal);
  const heads = await source.heads(ranking.hits.map(({ doc }) => doc));
  signal.throwIfAborted();
  const hits = heads.flatMap((head) => (head === undefined ? [] : [hitOf(head)]));
  return { hits, total: ranking.total, mirrored: view.live, known: view.live, failures: [] };
}

/** Looks into the pages that the index finds, and says how much of the workspaces that was. */
async function searchFull(ports: SearchPorts, ask: SearchAsk, signal: AbortSignal): Promise<SearchAnswer> {
  const [found, coverage] = await Promise.all([findFull(ports, ask, signal), coverageOf(ports)]);
  // Without a token there is no sync, and what was visited is all there is.
  const { mirrored, known } = coverage.known > 0 ? coverage : { mirrored: found.live, known: found.live };
  return { hits: found.hits, total: found.total, mirrored, known, failures: coverage.failures };
}

interface Found {
  readonly hits: readonly SearchHit[];
  readonly total: number;
  readonly live: number;
}

async function findFull({ source, headsOf, now }: SearchPorts, ask: SearchAsk, signal: AbortSignal): Promise<Found> {
  const view = await source.view();
  if (view === undefined) return { hits: [], total: 0, live: 0 };
  const { phrases } = parseQuery(ask.query);
  const look = phrases.length > 0 ? PHRASE_LOOK : SECOND_LOOK;
  const ranking = await rankPages(view, textQueryOf(ask), look, signal);
  const heads = await source.heads(ranking.hits.map(({ doc }) => doc));
  const [pages, above] = await Promise.all([
    source.pages(heads.flatMap((head) => head?.id ?? [])),
    headsOf([...new Set(heads.flatMap((head) => head?.parent ?? []))]),
  ]);
  signal.throwIfAborted();
  const candidates = candidatesOf(ranking, heads, pages, above);
  const reranked = rerankPages(ranking, candidates, MOST_HITS, now());
  return {
    hits: reranked.slice(0, MOST_HITS).flatMap(({ at, snippet }) => {
      const candidate = candidates[at];
      return candidate === undefined ? [] : [{ ...hitOf(candidate.head, candidate.place), ...snippet }];
    }),
    // What the index took for a match and the text did not bear out.
    total: ranking.total - (candidates.length - reranked.length),
    live: view.live,
  };
}

/** What the index found, with its text and what it stands in; a page that was removed since has no text. */
function candidatesOf(
  { hits }: Ranking,
  heads: readonly (PageHead | undefined)[],
  pages: readonly (Page | undefined)[],
  above: readonly (PageHead | undefined)[],
): readonly (Candidate & { readonly head: PageHead })[] {
  const texts = new Map(pages.flatMap((page) => (page === undefined ? [] : [[page.id, page] as const])));
  const titles = new Map(above.flatMap((head) => (head === undefined ? [] : [[head.id, head.title] as const])));
  return heads.flatMap((head, at) => {
    if (head === undefined) return [];
    const page = texts.get(head.id) ?? { title: head.title, properties: [], blocks: [] };
    const place = head.parent === undefined ? undefined : titles.get(head.parent);
    return [{ head, page, score: hits[at]?.score ?? 0, ...(place === undefined ? {} : { place }) }];
  });
}

async function coverageOf({
  syncs,
}: SearchPorts): Promise<{ mirrored: number; known: number; failures: readonly FailureFacts[] }> {
  try {
    const rows = await syncs();
    const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
    return {
      mirrored: sum(rows.map(({ mirrored }) => mirrored)),
      known: sum(rows.map(({ known }) => known)),
      failures: [],
    };
  } catch (error) {
    return { mirrored: 0, known: 0, failures: [factsOf(error)] };
  }
}

const textQueryOf = ({ query, filters }: SearchAsk): TextQuery => ({
  text: query,
  ...(filters === undefined ? {} : { filters }),
});
