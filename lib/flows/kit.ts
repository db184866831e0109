import { Failure, factsOf } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Clock } from '../base/ports.ts';
import type { KitStore, OfflineKit } from '../mirror/offline-kit.ts';
import type { PageStore } from '../mirror/page-store.ts';
import type { Page } from '../mirror/page.ts';
import { pagesBeside, pagesInside } from './kit-pages.ts';

export interface KitPorts {
  readonly clock: Clock;
  readonly kits: KitStore;
  readonly pages: Pick<PageStore, 'get'>;
  /** Pages that the mirror knows to stand inside this one, rows among them. */
  insideOf(id: PageId): Promise<readonly PageId[]>;
  /** Reads a page from Notion and keeps it, behind what people wait for. @throws Failure */
  read(id: PageId, beside: ConnectionId | undefined, signal: AbortSignal): Promise<Page>;
  /** Whether a brief of the page is kept or on its way. */
  hasBrief(id: PageId): Promise<boolean>;
  /** Has a brief made that needs no model. */
  makeBrief(page: Page): Promise<void>;
}

/** About four minutes of requests, and some 5 MB. What is past it is said, not passed over. */
export const MOST_KIT_PAGES = 300;

/** Notion will not give these, however often it is asked. */
const FINAL: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'notion-not-shared',
  'notion-restricted',
  'notion-refused-request',
]);

/** A page to look at, and how far it is followed: through all its links, through what stands inside it, or not. */
interface Visit {
  readonly id: PageId;
  readonly follow: 'all' | 'inside' | 'none';
  readonly from?: Page;
}

/**
 * Makes a kit ready: finds what belongs to it and reads what is not on the device. It may be killed anywhere and begun
 * again: what is here is not asked for twice, and the outcome is the same. Never rejects for a Failure: that is kept
 * in the kit's row.
 */
export async function prepareKit(ports: KitPorts, id: PageId, signal: AbortSignal): Promise<void> {
  try {
    const root = await gatherKit(ports, id, signal);
    if (root !== undefined && !(await ports.hasBrief(id))) await ports.makeBrief(root);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    await ports.kits.change(id, (kit) => ({ ...kit, failure: factsOf(error) }));
  }
}

/** @returns the pinned page; nothing when it was unpinned meanwhile or Notion does not give it */
async function gatherKit(ports: KitPorts, id: PageId, signal: AbortSignal): Promise<Page | undefined> {
  const found = new Set<PageId>([id]);
  const absent: PageId[] = [];
  const visits: Visit[] = [{ id, follow: 'all' }];
  let root: Page | undefined;
  let cut = false;
  for (let visit = visits.shift(); visit !== undefined; visit = visits.shift()) {
    signal.throwIfAborted();
    if ((await ports.kits.get(id)) === undefined) return undefined;
    const page = await have(ports, visit, signal);
    if (page === undefined) absent.push(visit.id);
    root ??= page;
    const next = page === undefined ? [] : await follow(ports, page, visit);
    const fresh = next.filter((one) => !found.has(one.id));
    const room = fresh.slice(0, Math.max(0, MOST_KIT_PAGES - found.size));
    cut ||= room.length < fresh.length;
    for (const one of room) found.add(one.id);
    visits.push(...room);
    if (room.length > 0) await ports.kits.change(id, (kit) => grown(kit, found));
  }
  const gatheredAt = ports.clock.now();
  const kept = await ports.kits.change(id, ({ failure: _past, cut: _before, ...kit }) => ({
    ...kit,
    pages: [...found],
    absent,
    gatheredAt,
    ...(cut && { cut }),
  }));
  return kept === undefined ? undefined : root;
}

/** What was known before stays until all is looked through: the readiness line never counts backwards on the way. */
function grown(kit: OfflineKit, found: ReadonlySet<PageId>): OfflineKit {
  return { ...kit, pages: [...new Set([...kit.pages, ...found])] };
}

async function have(ports: KitPorts, { id, from }: Visit, signal: AbortSignal): Promise<Page | undefined> {
  const kept = await ports.pages.get(id);
  // What was only seen on a screen is the part that was rendered.
  if (kept?.completeness.seen === 'api') return kept;
  try {
    return await ports.read(id, from?.connection, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure && FINAL.has(error.code)) return kept;
    throw error;
  }
}

async function follow(ports: KitPorts, page: Page, visit: Visit): Promise<readonly Visit[]> {
  const inside = isInside(page, visit);
  if (visit.follow === 'none' || !inside) return [];
  const [known, written] = [await ports.insideOf(page.id), pagesInside(page)];
  const within = [...new Set([...written, ...known])].map((id): Visit => ({ id, follow: 'inside', from: page }));
  if (visit.follow === 'inside') return within;
  const held = new Set(within.map(({ id }) => id));
  const beside = pagesBeside(page).filter((id) => !held.has(id));
  return [...beside.map((id): Visit => ({ id, follow: 'none', from: page })), ...within];
}

/** A page that is only linked does not bring what stands inside it. */
function isInside(page: Page, { from }: Visit): boolean {
  return from === undefined || page.parent === undefined || page.parent === from.id;
}
