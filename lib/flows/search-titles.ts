import { factsOf } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import type { SearchFilters } from '../fulltext/text-query.ts';
import type { SearchAnswer, SearchAsk, SearchHit } from '../messages/search-desk.ts';
import type { TitleHit } from '../mirror/notion-reader.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { SyncRow } from '../mirror/sync-state.ts';
import { hitOf } from './hit-of.ts';
import type { Connected } from './read-page.ts';

/** A title search slower than this is left behind: what the device knows is shown, and the delay is said. */
const PATIENCE_MS = 4_000;

export interface TitlePorts {
  /** What is known of pages by their ids, in the order asked. */
  headsOf(ids: readonly PageId[]): Promise<readonly (PageHead | undefined)[]>;
  /** How far the mirror of each workspace is. */
  syncs(): Promise<readonly SyncRow[]>;
  /** The workspaces that are connected. */
  readers(): Promise<readonly Connected[]>;
  /** A signal that fires after `ms`, or with the given one. */
  within(ms: number, signal: AbortSignal): AbortSignal;
}

/**
 * Pages by their titles as Notion's own search knows them, for what is not on the device. What a person excluded is left
 * out; a filter that titles tell nothing of finds nothing.
 * @throws the signal's reason when aborted
 */
export async function searchTitles(
  ports: TitlePorts,
  { query, filters = {} }: SearchAsk,
  most: number,
  signal: AbortSignal,
): Promise<Pick<SearchAnswer, 'hits' | 'total' | 'failures'>> {
  const wanted = query.trim();
  if (wanted === '' || filters.databases || filters.people || filters.properties) {
    return { hits: [], total: 0, failures: [] };
  }
  const readers = (await ports.readers()).filter(({ id }) => filters.connections?.includes(id) !== false);
  const excluded = excludedIn(await ports.syncs());
  const failures: FailureFacts[] = [];
  const lists = await Promise.all(
    readers.map(async ({ workspace, reader }): Promise<readonly SearchHit[]> => {
      const patience = ports.within(PATIENCE_MS, signal);
      try {
        const titles = await reader.searchTitles(wanted, patience, most);
        return titles.filter((title) => passes(title, filters)).map((title) => titleHit(title, workspace));
      } catch (error) {
        signal.throwIfAborted();
        failures.push(patience.aborted ? { code: 'notion-timeout' } : factsOf(error));
        return [];
      }
    }),
  );
  // A page that two workspaces show is one page.
  const found = new Map(lists.flatMap((list) => list.map((hit) => [hit.pageId, hit] as const)));
  const hits = [...found.values()].filter(({ pageId }) => !excluded.has(pageId)).slice(0, most);
  return { hits: await asKnown(ports, hits), total: hits.length, failures };
}

/** The mirror knows more of a page than its title. */
async function asKnown({ headsOf }: TitlePorts, hits: readonly SearchHit[]): Promise<readonly SearchHit[]> {
  const heads = await headsOf(hits.map(({ pageId }) => pageId));
  return hits.map((hit, at) => {
    const head = heads[at];
    return head === undefined || head.state === 'listed' ? hit : hitOf(head);
  });
}

function excludedIn(syncs: readonly SyncRow[]): ReadonlySet<PageId> {
  return new Set(syncs.flatMap(({ exclusions, machine }) => [...exclusions.map(({ id }) => id), ...machine.excluded]));
}

/** Notion's search does not tell rows from pages. */
function passes({ kind, editedAt }: TitleHit, { kinds, editedFrom, editedTo }: SearchFilters): boolean {
  if (kinds !== undefined && !kinds.includes(kind) && !(kind === 'page' && kinds.includes('row'))) return false;
  if (editedFrom !== undefined && (editedAt ?? 0) < editedFrom) return false;
  return editedTo === undefined || (editedAt ?? Infinity) <= editedTo;
}

function titleHit({ id, kind, title, url, icon, editedAt }: TitleHit, workspace: string): SearchHit {
  return {
    pageId: id,
    title,
    url,
    workspace,
    kind,
    snippet: [],
    from: 'notion',
    ...(icon === undefined ? {} : { icon }),
    ...(editedAt === undefined ? {} : { editedAt }),
  };
}
