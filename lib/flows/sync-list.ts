import { Failure } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import { pageUrl } from '../mirror/address.ts';
import type { Above } from '../mirror/exclusions.ts';
import type { Listing, PageRecord, SourceRecord } from '../mirror/notion-reader.ts';
import { reconcile, reconcileSource } from '../mirror/reconcile.ts';
import { isSame } from '../mirror/sync-state.ts';
import type { ListStep, Source } from '../mirror/sync-state.ts';
import type { HeadChange } from '../mirror/sync-store.ts';
import { NOT_SHOWN } from './sync-place.ts';
import type { SyncRun } from './sync-run.ts';

/** Asks for the next part of a list and stores what it shows together with how far the list is. */
export async function listOn(run: SyncRun, step: ListStep, signal: AbortSignal): Promise<void> {
  let listing: Listing;
  try {
    listing = await ask(run, step, signal);
  } catch (error) {
    if (!(error instanceof Failure) || !NOT_SHOWN.has(error.code)) throw error;
    if (step.cursor !== undefined && error.code === 'notion-refused-request') return restart(run, step);
    if (step.kind === 'search') throw error;
    return run.advance({ type: 'source-gone', source: step.source });
  }
  const { pages, sources } = await withoutExcluded(run, listing, signal);
  const ids = [...new Set([...pages.map(({ id }) => id), ...sources.map(({ database }) => database)])];
  const records = new Map(pages.map((page) => [page.id, page]));
  const databases = new Map(sources.map((source) => [source.database, source]));
  const { listed } = run;
  const change = (id: PageId, before: HeadChange['head'] | undefined): HeadChange | undefined => {
    const source = databases.get(id);
    if (source !== undefined) return { head: reconcileSource(before, source, listed, pageUrl(id)) };
    const record = records.get(id);
    const found = record === undefined ? undefined : reconcile(before, record, listed);
    if (found === undefined) return undefined;
    return { head: found.head, ...(found.keep && record !== undefined && { record }) };
  };
  const next = nextOf(step, listing);
  const at = run.ports.clock.now();
  await run.land(ids, change, {
    type: 'listed',
    step,
    ...(next !== undefined && { next }),
    sources: sources.map(asSource),
    at,
  });
}

function ask(run: SyncRun, step: ListStep, signal: AbortSignal): Promise<Listing> {
  const { reader } = run.target;
  if (step.kind === 'query') return rowsOf(run, step, signal);
  const { object, order, cursor } = step;
  return reader.list({ object, order, ...(cursor !== undefined && { cursor }) }, signal);
}

async function rowsOf(run: SyncRun, step: ListStep & { kind: 'query' }, signal: AbortSignal): Promise<Listing> {
  const { editedFrom, createdFrom } = step;
  const { rows, ...more } = await run.target.reader.rows(step.source, step.cursor, signal, {
    ...(editedFrom !== undefined && { editedFrom }),
    ...(createdFrom !== undefined && { createdFrom }),
  });
  return { pages: rows, sources: [], ...more };
}

/** A list whose place was lost, because what stood there is gone, is read from its beginning. */
async function restart(run: SyncRun, step: ListStep): Promise<void> {
  const { cursor: _, ...next } = step;
  await run.advance({ type: 'listed', step, next, sources: [], at: run.ports.clock.now() });
}

/** Where the list goes on; `undefined` at its end. */
function nextOf(step: ListStep, { pages, sources, cursor, cut }: Listing): ListStep | undefined {
  const { cursor: _, ...base } = step;
  const edits = [...pages, ...sources].flatMap(({ editedAt }) => editedAt ?? []);
  const newest = Math.max(step.newest ?? 0, ...edits);
  const seen = newest === 0 ? base : { ...base, newest };
  if (seen.kind === 'search') {
    const oldest = Math.min(...edits);
    if (seen.until !== undefined && oldest < seen.until) return undefined;
    if (cursor !== undefined) return { ...seen, cursor };
    // Notion ends a list at 10,000: from its other end it shows as many again.
    return cut === true && seen.order === 'descending' ? { ...seen, order: 'ascending' } : undefined;
  }
  if (cursor !== undefined) return { ...seen, cursor };
  const createdFrom = pages.at(-1)?.createdAt;
  const goesOn = cut === true && createdFrom !== undefined && createdFrom > (seen.createdFrom ?? 0);
  return goesOn ? { ...seen, createdFrom } : undefined;
}

const asSource = ({ id, database, title, description, columns }: SourceRecord): Source => ({
  id,
  database,
  title,
  description,
  columns,
});

type Kept = Pick<Listing, 'pages' | 'sources'>;

/** Nothing of an excluded place goes further than this. */
async function withoutExcluded(run: SyncRun, listing: Listing, signal: AbortSignal): Promise<Kept> {
  if (run.exclusions.length === 0) return listing;
  const beside = new Map<PageId, Above>([
    ...listing.pages.map((page): [PageId, Above] => [page.id, page]),
    ...listing.sources.map((source): [PageId, Above] => [source.database, source]),
  ]);
  const excluded = new Set<PageId>();
  for (const id of beside.keys()) if (await run.places.isExcluded(id, beside, signal)) excluded.add(id);
  if (excluded.size > 0) await run.exclude([...excluded]);
  const stays = (id: PageId): boolean => !excluded.has(id);
  return {
    pages: listing.pages.filter((page: PageRecord) => stays(page.id)),
    sources: listing.sources.filter((source) => stays(source.database)),
  };
}

/** The first list that nobody is reading. */
export function nextStep(steps: readonly ListStep[], underWay: readonly ListStep[]): ListStep | undefined {
  return steps.find((step) => !underWay.some((other) => isSame(step, other)));
}
