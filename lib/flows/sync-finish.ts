import type { PageId } from '../base/ids.ts';
import { assemblePage, databaseBlocks } from '../mirror/assemble-page.ts';
import { toEvict } from '../mirror/eviction.ts';
import { contentOf } from '../mirror/head-of-page.ts';
import { everythingIn } from '../mirror/exclusions.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { Page } from '../mirror/page.ts';
import { lose, unseen } from '../mirror/reconcile.ts';
import { inTurns } from './in-turns.ts';
import { verify } from './sync-fetch.ts';
import type { SyncRun } from './sync-run.ts';

/** Verified at once: as many as are worth waiting for together. */
const WIDTH = 6;

/** Looks for what a full listing did not show. Resolves when nothing is left that might be gone. */
export async function findLost(run: SyncRun, signal: AbortSignal): Promise<void> {
  const { pass } = run.machine;
  if (pass?.kind !== 'full') return;
  const at = run.ports.clock.now();
  for (;;) {
    const missing = unseen(run.ledger.heads, pass.number);
    if (missing.length === 0) return;
    const seen = (id: PageId | undefined): boolean =>
      id !== undefined && run.ledger.heads.get(id)?.seenIn === pass.number;
    // All rows of a data source were asked for: one that is not among them is gone.
    const rows = missing.filter(({ kind, database }) => kind === 'row' && seen(database));
    await run.land(
      rows.map(({ id }) => id),
      (_, before) => (before === undefined ? undefined : { head: lose(before, at), settled: true }),
    );
    const others = missing.filter((head) => !rows.includes(head));
    await inTurns(others, WIDTH, async (head) => {
      const below = (): readonly PageId[] =>
        [...everythingIn(head.id, run.ledger.heads.values())].filter((id) => id !== head.id && !seen(id));
      await verify(run, head, below, signal);
    });
  }
}

/** Rows that a database shows on the device; the others are found by themselves. */
const ROWS_SHOWN = 100;

/** Puts databases together from their columns and rows, where either has changed: that takes no request. */
export async function composeDatabases(run: SyncRun): Promise<void> {
  const rows = new Map<PageId, PageHead[]>();
  for (const head of run.ledger.heads.values()) {
    if (head.database !== undefined && head.state === 'mirrored') {
      rows.set(head.database, [...(rows.get(head.database) ?? []), head]);
    }
  }
  for (const head of run.ledger.heads.values()) {
    if (head.kind !== 'database' || head.state === 'lost' || head.listedAs === undefined) continue;
    const own = rows.get(head.id) ?? [];
    const newest = Math.max(0, ...own.map(({ readAt }) => readAt ?? 0));
    if (head.state === 'mirrored' && newest <= (head.readAt ?? 0)) continue;
    await compose(run, head, own);
  }
}

async function compose(run: SyncRun, head: PageHead, rows: readonly PageHead[]): Promise<void> {
  const { clock, pages } = run.ports;
  const sources = run.machine.sources.filter(({ database }) => database === head.id);
  const shown = rows
    .toSorted((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0) || (one.id < other.id ? -1 : 1))
    .slice(0, ROWS_SHOWN);
  const contents: Page[] = [];
  for (const { id } of shown) {
    const page = await pages.get(id);
    if (page !== undefined) contents.push(page);
  }
  const records = contents.map((page) => ({ ...page, propertyIds: new Map<string, string>() }));
  const columns = sources.flatMap((source) => source.columns);
  const { id, title, icon, url, parent, editedAt } = head;
  const page = assemblePage({
    id,
    connection: run.target.id,
    workspace: run.target.workspace,
    title,
    url,
    ...(icon !== undefined && { icon }),
    ...(parent !== undefined && { parent }),
    ...(editedAt !== undefined && { editedAt }),
    properties: [],
    blocks: databaseBlocks(sources[0]?.description ?? '', columns, records),
    readAt: clock.now(),
    completeness: { seen: 'api', missingBlocks: 0, ...(rows.length > ROWS_SHOWN && { moreRows: true as const }) },
  });
  await pages.put(page, (before) => ({ ...(before ?? head), ...contentOf(page) }));
  await run.land([id], (_, before) => (before === undefined ? undefined : { head: before, settled: true }));
}

/** Lets contents go until what stays fits under the cap. Heads stay, so that titles and places are known. */
export async function keepUnder(run: SyncRun, capBytes: number): Promise<void> {
  const going = toEvict([...run.ledger.heads.values()], run.ledger.wishes.pinned, capBytes);
  if (going.length > 0) await run.evict(going);
}
