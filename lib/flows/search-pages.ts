import { factsOf } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { FulltextPort, TextHit } from '../fulltext/search-text.ts';
import type { SearchAnswer, SearchAsk, SearchHit } from '../messages/search-desk.ts';
import type { NotionReader, TitleHit } from '../mirror/notion-reader.ts';
import type { PageStore } from '../mirror/page-store.ts';
import { snippetOf } from '../retrieval/snippet.ts';

const MOST_HITS = 20;
/** A title search slower than this is left behind: what the device knows is shown, and the delay is said. */
const PATIENCE_MS = 4_000;

export interface SearchPorts {
  readonly fulltext: FulltextPort;
  readonly pages: PageStore;
  readonly readers: readonly { readonly id: ConnectionId; readonly workspace: string; readonly reader: NotionReader }[];
  pagesRead(): Promise<number>;
  /** A signal that fires after `ms`, or with the given one. */
  within(ms: number, signal: AbortSignal): AbortSignal;
}

interface Found {
  readonly hits: readonly SearchHit[];
  readonly failures: readonly FailureFacts[];
}

/** Pages by title through Notion and by their words on this device, as one list. Never fails: what took no part is told. */
export async function searchPages(
  ports: SearchPorts,
  { query, depth }: SearchAsk,
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const wanted = query.trim();
  const known = await pagesReadOf(ports);
  if (wanted === '') return { hits: [], total: 0, mirrored: known, known, failures: [] };
  const found =
    depth === 'titles' ? await searchTitles(ports, wanted, signal) : await searchText(ports, wanted, signal);
  const hits = titledFirst(eachOnce(found.hits), wanted);
  const shown = hits.slice(0, MOST_HITS);
  return { hits: shown, total: hits.length, mirrored: known, known, failures: found.failures };
}

/** A store that cannot be counted cannot be searched either, and that is told. */
const pagesReadOf = ({ pagesRead }: SearchPorts): Promise<number> => pagesRead().catch(() => 0);

/** A page is found by its text and by its title, and in every workspace that shows it: what the device found stays. */
function eachOnce(hits: readonly SearchHit[]): readonly SearchHit[] {
  const found = new Map<PageId, SearchHit>();
  for (const hit of hits) if (found.get(hit.pageId)?.from !== 'mirror') found.set(hit.pageId, hit);
  return [...found.values()];
}

/** Whoever types a title wants that page: the whole title first, then titles with every word, then the rest as ranked. */
function titledFirst(hits: readonly SearchHit[], query: string): readonly SearchHit[] {
  const sought = query.toLocaleLowerCase();
  const words = sought.split(/\s+/);
  const rank = ({ title }: SearchHit): number => {
    const lower = title.toLocaleLowerCase();
    if (lower === sought) return 0;
    return words.every((word) => lower.includes(word)) ? 1 : 2;
  };
  return hits.toSorted((one, other) => rank(one) - rank(other));
}

async function searchText({ fulltext, pages }: SearchPorts, query: string, signal: AbortSignal): Promise<Found> {
  try {
    const ranked = await fulltext.search(query, MOST_HITS, signal);
    return { hits: await showHits(pages, ranked, query), failures: [] };
  } catch (error) {
    signal.throwIfAborted();
    return { hits: [], failures: [factsOf(error)] };
  }
}

async function showHits(pages: PageStore, ranked: readonly TextHit[], query: string): Promise<readonly SearchHit[]> {
  const hits = await Promise.all(
    ranked.map(async ({ pageId }): Promise<SearchHit | undefined> => {
      const page = await pages.get(pageId);
      if (page === undefined) return undefined;
      const found = snippetOf(page, query);
      return {
        pageId,
        title: page.title,
        url: page.url,
        workspace: page.workspace ?? '',
        snippet: found?.snippet ?? [],
        kind: 'page',
        from: 'mirror',
        ...(page.icon === undefined ? {} : { icon: page.icon }),
        ...(found?.heading === undefined ? {} : { heading: found.heading }),
        ...(page.editedAt === undefined ? {} : { editedAt: page.editedAt }),
      };
    }),
  );
  return hits.filter((hit) => hit !== undefined);
}

async function searchTitles({ readers, within }: SearchPorts, query: string, signal: AbortSignal): Promise<Found> {
  const failures: FailureFacts[] = [];
  const lists = await Promise.all(
    readers.map(async ({ workspace, reader }): Promise<readonly SearchHit[]> => {
      const patience = within(PATIENCE_MS, signal);
      try {
        const titles = await reader.searchTitles(query, patience, MOST_HITS);
        return titles.map((title) => titleHit(title, workspace, query));
      } catch (error) {
        signal.throwIfAborted();
        failures.push(patience.aborted ? { code: 'notion-timeout' } : factsOf(error));
        return [];
      }
    }),
  );
  return { hits: lists.flat(), failures };
}

function titleHit({ id, title, url, icon, editedAt }: TitleHit, workspace: string, query: string): SearchHit {
  const words = new Set(query.toLocaleLowerCase().split(/\s+/));
  return {
    pageId: id,
    title,
    url,
    workspace,
    snippet: title.split(/(\s+)/).map((text) => ({ text, hit: words.has(text.toLocaleLowerCase()) })),
    kind: 'page',
    from: 'notion',
    ...(icon === undefined ? {} : { icon }),
    ...(editedAt === undefined ? {} : { editedAt }),
  };
}
