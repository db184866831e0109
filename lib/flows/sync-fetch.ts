import { Failure } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import { parseAddress } from '../mirror/address.ts';
import { contentOf } from '../mirror/head-of-page.ts';
import { isPresent } from '../mirror/ledger.ts';
import type { PageRecord } from '../mirror/notion-reader.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { Page } from '../mirror/page.ts';
import { isCurrent, lose, reconcile, recordPrint } from '../mirror/reconcile.ts';
import type { HeadChange } from '../mirror/sync-store.ts';
import { pullListed, pullProperties } from './pull.ts';
import type { SyncRun } from './sync-run.ts';

/** Notion shows such a page no longer. */
const GONE: ReadonlySet<FailureCode> = new Set<FailureCode>(['notion-not-shared', 'notion-restricted']);

/** Reads one page that is not here as Notion has it, and stores it. Others may have read it meanwhile. */
export async function fetchOne(run: SyncRun, id: PageId, signal: AbortSignal): Promise<void> {
  const head = await run.fresh(id);
  if (head === undefined || head.state === 'lost') return run.ledger.forget(id);
  try {
    if (head.kind === 'database') return await lookUp(run, head, signal);
    const kept = await run.ports.store.record(id);
    if (kept === undefined && isCurrent(head)) return await run.land([id], settled);
    const record = kept ?? (await recordOf(run, id, signal));
    if (record === undefined) return;
    const page = await read(run, head, record, signal);
    // First: a page that is here is not read again, so what only it has shown would never be known.
    await noteChildren(run, page);
    await run.ports.pages.put(page, (before) => headAfter(run, before ?? head, page, kept === undefined));
    await run.land([id], settled);
  } catch (error) {
    if (!(error instanceof Failure) || !GONE.has(error.code)) throw error;
    const at = run.ports.clock.now();
    await run.land([id], (_, before) => ({ head: lose(before ?? head, at), settled: true }));
  }
}

const settled = (_: PageId, before: PageHead | undefined): HeadChange | undefined =>
  before === undefined ? undefined : { head: before, settled: true };

/** A page that no list has told of. It may stand in an excluded place: then nothing of it is kept. */
async function recordOf(run: SyncRun, id: PageId, signal: AbortSignal): Promise<PageRecord | undefined> {
  const record = await run.target.reader.page(id, signal);
  if (record.inTrash === true) throw new Failure('notion-not-shared');
  if (!(await run.places.isExcluded(id, new Map([[id, record]]), signal))) return record;
  await run.exclude([id]);
  return undefined;
}

/** Content costs a request; where only properties or the place have changed, it is the one on the device. */
async function read(run: SyncRun, head: PageHead, record: PageRecord, signal: AbortSignal): Promise<Page> {
  const { clock, pages } = run.ports;
  const { id: connection, workspace, reader } = run.target;
  const isHere = isPresent(head) && isCurrent({ ...head, editedAt: record.editedAt ?? head.editedAt ?? 0 });
  const kept = isHere ? await pages.get(head.id) : undefined;
  if (kept === undefined) return pullListed({ clock, connection, workspace }, reader, record, signal);
  return recordPrint(kept) === recordPrint(record) ? kept : pullProperties(reader, kept, record, signal);
}

/** The head of a page that was read. One that was asked for by itself is described by what that told. */
function headAfter(run: SyncRun, before: PageHead, page: Page, wasAsked: boolean): PageHead {
  const { trouble: _trouble, lostAt: _lostAt, ...base } = before;
  const { seenIn } = run.listed;
  const told = { title: page.title, listedAs: recordPrint(page), ...(seenIn !== undefined && { seenIn }) };
  return {
    ...base,
    ...(wasAsked && told),
    ...(page.parent !== undefined && { parent: page.parent }),
    ...(page.editedAt !== undefined && { editedAt: Math.max(page.editedAt, base.editedAt ?? 0) }),
    ...contentOf(page),
  };
}

/** Pages and databases that stand in a page and that no list has shown, and the place of those that had none. */
async function noteChildren(run: SyncRun, page: Page): Promise<void> {
  const children = new Map<PageId, Pick<PageHead, 'kind' | 'title' | 'url'>>();
  for (const { kind, text, url } of page.blocks) {
    const id = kind === 'page' || kind === 'database' ? parseAddress(url ?? '')?.pageId : undefined;
    if (id === undefined || id === page.id || kind === 'unknown' || url === undefined) continue;
    children.set(id, { kind: kind === 'database' ? 'database' : 'page', title: text, url });
  }
  const { heads } = run.ledger;
  const news = [...children.keys()].filter((id) => {
    const head = heads.get(id);
    return head === undefined || (head.inBlock !== undefined && head.parent === undefined);
  });
  if (news.length === 0) return;
  const excluded = new Set([...run.exclusions.map(({ id }) => id), ...run.machine.excluded]);
  const { id: connection, workspace } = run.target;
  await run.land(
    news.filter((id) => !excluded.has(id)),
    (id, before) => {
      if (before !== undefined)
        return before.parent === undefined ? { head: { ...before, parent: page.id } } : undefined;
      const child = children.get(id);
      if (child === undefined) return undefined;
      return {
        head: { id, connection, workspace, ...child, parent: page.id, people: [], state: 'listed', bytes: 0 },
      };
    },
  );
}

/** A database that only a page has shown: its data sources are listed from now on. */
async function lookUp(run: SyncRun, head: PageHead, signal: AbortSignal): Promise<void> {
  const { reader } = run.target;
  const record = await reader.database(head.id, signal);
  const sources = await Promise.all(
    record.dataSources.map(async ({ id, name }) => ({
      id,
      database: head.id,
      title: name === '' ? record.title : name,
      description: record.description,
      columns: await reader.columns(id, signal),
    })),
  );
  const at = run.ports.clock.now();
  const { seenIn } = run.listed;
  await run.land(
    [head.id],
    (_, before) => ({
      head: {
        ...(before ?? head),
        title: record.title,
        url: record.url,
        listedAs: record.id,
        ...(record.icon !== undefined && { icon: record.icon }),
        ...(record.parent !== undefined && { parent: record.parent }),
        ...(record.editedAt !== undefined && { editedAt: record.editedAt }),
        ...(seenIn !== undefined && { seenIn }),
      },
      settled: true,
    }),
    { type: 'found', sources, at },
  );
}

/** Asks Notion for a page or database that a full listing did not show. What is gone takes with it what stands in it. */
export async function verify(
  run: SyncRun,
  head: PageHead,
  below: () => readonly PageId[],
  signal: AbortSignal,
): Promise<void> {
  const { reader } = run.target;
  const at = run.ports.clock.now();
  try {
    if (head.kind === 'database') await reader.database(head.id, signal);
    else await verifyPage(run, head, signal);
    const { seenIn } = run.listed;
    await run.land([head.id], (_, before) => ({
      head: { ...(before ?? head), ...(seenIn !== undefined && { seenIn }) },
    }));
  } catch (error) {
    if (!(error instanceof Failure) || !GONE.has(error.code)) throw error;
    await run.land([head.id, ...below()], (_, before) =>
      before === undefined ? undefined : { head: lose(before, at), settled: true },
    );
  }
}

async function verifyPage(run: SyncRun, head: PageHead, signal: AbortSignal): Promise<void> {
  const record = await run.target.reader.page(head.id, signal);
  if (record.inTrash === true) throw new Failure('notion-not-shared');
  await run.land([head.id], (_, before) => {
    const found = reconcile(before, record, run.listed);
    return found === undefined ? undefined : { head: found.head, ...(found.keep && { record }) };
  });
}
