import type { ConnectionId, PageId } from '../base/ids.ts';
import { toEvict } from '../mirror/eviction.ts';
import { everythingIn, standingOf } from '../mirror/exclusions.ts';
import type { Above, Standing } from '../mirror/exclusions.ts';
import type { Page } from '../mirror/page.ts';
import { progressOf } from '../mirror/sync-progress.ts';
import { advanceSync, UNKNOWN } from '../mirror/sync-state.ts';
import type { Machine, SyncEvent, SyncRow } from '../mirror/sync-state.ts';
import type { Exclusion } from '../mirror/sync-view.ts';
import type { SyncStore } from '../mirror/sync-store.ts';
import type { SyncPorts } from './sync-ports.ts';

type Ports = Pick<SyncPorts, 'clock' | 'store' | 'pages' | 'pinned'>;

/** The workspace whose sync a person changes. Nothing here is done while that sync runs. */
export interface Workspace {
  readonly id: ConnectionId;
  readonly workspace: string;
}

async function rowOf(ports: Ports, { id, workspace }: Workspace): Promise<SyncRow> {
  const row = await ports.store.row(id);
  if (row !== undefined) return row;
  const counts = { known: 0, mirrored: 0, bytes: 0, toRead: 0 };
  const progress = progressOf(UNKNOWN, counts, ports.clock.now());
  return { connection: id, workspace, ...progress, exclusions: [], machine: UNKNOWN };
}

/** The row with its machine moved on; what it shows follows. */
function withMachine(ports: Ports, row: SyncRow, machine: Machine): SyncRow {
  const { failure: _failure, until: _until, ...rest } = row;
  const { known, mirrored, bytes } = row;
  const toRead = Math.max(0, known - mirrored);
  return { ...rest, ...progressOf(machine, { known, mirrored, bytes, toRead }, ports.clock.now()), machine };
}

/** Pauses, resumes, or notes what became of it. */
export async function changeSync(ports: Ports, workspace: Workspace, event: SyncEvent): Promise<void> {
  const row = await rowOf(ports, workspace);
  await ports.store.putRow(withMachine(ports, row, advanceSync(row.machine, event)));
}

/** From now on nothing of the place is stored; then what was stored of it goes. */
export async function exclude(ports: Ports, workspace: Workspace, exclusion: Exclusion): Promise<void> {
  const row = await rowOf(ports, workspace);
  const exclusions = [...row.exclusions.filter(({ id }) => id !== exclusion.id), exclusion];
  await ports.store.putRow({ ...row, exclusions });
  await purgeExcluded(ports, workspace);
}

/** Takes away what is stored of excluded places: also what an earlier life had no time for. */
export async function purgeExcluded(ports: Ports, { id }: Pick<Workspace, 'id'>): Promise<void> {
  const [row, heads] = await Promise.all([ports.store.row(id), ports.store.heads(id)]);
  if (row === undefined || row.exclusions.length === 0) return;
  const inside = new Set<PageId>();
  for (const exclusion of row.exclusions) for (const each of everythingIn(exclusion.id, heads)) inside.add(each);
  const held = heads.filter((head) => inside.has(head.id));
  if (held.length === 0) return;
  const sources = row.machine.sources.filter(({ database }) => inside.has(database));
  const without = sources.reduce(
    (machine, source) => advanceSync(machine, { type: 'source-gone', source: source.id }),
    row.machine,
  );
  const excluded = [...new Set([...without.excluded, ...held.map((head) => head.id)])];
  const here = held.filter(({ state }) => state === 'mirrored').length;
  const counted = {
    ...row,
    known: Math.max(0, row.known - held.filter(({ state }) => state !== 'lost').length),
    mirrored: Math.max(0, row.mirrored - here),
    bytes: Math.max(0, row.bytes - held.reduce((sum, { bytes }) => sum + bytes, 0)),
  };
  const gone = held.map((head) => head.id);
  await ports.pages.erase(gone);
  await ports.store.forget(gone, withMachine(ports, counted, { ...without, excluded }));
}

/** The place is mirrored again; a full listing shows what stands in it. */
export async function include(ports: Ports, workspace: Workspace, id: PageId): Promise<void> {
  const row = await rowOf(ports, workspace);
  const { fullAt: _, ...machine } = row.machine;
  await ports.store.putRow({
    ...row,
    exclusions: row.exclusions.filter((exclusion) => exclusion.id !== id),
    machine: { ...machine, excluded: [] },
  });
}

export async function forgetLost(ports: Ports, { id }: Pick<Workspace, 'id'>): Promise<void> {
  const lost = (await ports.store.heads(id)).filter(({ state }) => state === 'lost').map((head) => head.id);
  await ports.pages.erase(lost);
  await ports.store.forget(lost);
}

/** A workspace is connected no longer: what was read of it goes. */
export async function forgetWorkspace(ports: Ports, id: ConnectionId): Promise<void> {
  const all = (await ports.store.heads(id)).map((head) => head.id);
  await ports.pages.erase(all);
  await ports.store.forget(all);
  await ports.store.forgetRow(id);
}

/** Lets contents go until those of all workspaces together stay under the cap. */
export async function keepUnderCap(ports: Ports, capBytes: number): Promise<void> {
  const rows = await ports.store.rows();
  const heads = (await Promise.all(rows.map(({ connection }) => ports.store.heads(connection)))).flat();
  const going = toEvict(heads, await ports.pinned(), capBytes);
  await ports.pages.remove(going.map(({ id }) => id));
  for (const row of rows) {
    const own = going.filter(({ connection }) => connection === row.connection);
    const bytes = own.reduce((sum, head) => sum + head.bytes, 0);
    const here = own.filter(({ state }) => state === 'mirrored').length;
    const lost = own.filter(({ state }) => state === 'lost').map(({ id }) => id);
    await ports.store.forget(lost, { ...row, bytes: row.bytes - bytes, mirrored: row.mirrored - here });
  }
}

/** No tree of a workspace is deeper. */
const DEEPEST = 200;

/**
 * Whether a page may be stored: one in an excluded place may not, and neither may one of which that cannot be told.
 * @param page as it was read; the pages above it are known by their heads
 */
export async function mayKeep(store: SyncStore, page: Pick<Page, 'id' | 'parent'>): Promise<boolean> {
  return (await placeOf(store, page)) === 'outside';
}

/** Whether a page is known to stand in an excluded place: then it is not read either, whoever asks. */
export async function isLeftOut(store: SyncStore, page: Pick<Page, 'id' | 'parent'>): Promise<boolean> {
  return (await placeOf(store, page)) === 'inside';
}

async function placeOf(store: SyncStore, page: Pick<Page, 'id' | 'parent'>): Promise<Standing['is']> {
  const rows = await store.rows();
  const excluded = new Set(
    rows.flatMap(({ exclusions, machine }) => [...exclusions.map(({ id }) => id), ...machine.excluded]),
  );
  if (rows.every(({ exclusions }) => exclusions.length === 0)) return 'outside';
  const above = new Map<PageId, Above>();
  if (page.parent !== undefined) above.set(page.id, { parent: page.parent });
  for (let step = 0; step < DEEPEST; step += 1) {
    const standing = standingOf(page.id, excluded, (id) => above.get(id));
    if (standing.is !== 'unknown' || !('page' in standing)) return standing.is;
    const head = await store.head(standing.page);
    if (head === undefined) return 'unknown';
    above.set(standing.page, head);
  }
  return 'unknown';
}
