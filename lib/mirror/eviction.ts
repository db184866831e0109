import type { PageId } from '../base/ids.ts';
import type { PageHead } from './page-head.ts';

/** New pages come in up to here, so that each does not push another out. */
const ROOM_FOR_NEW = 0.9;

/** The classes in the order in which they go. Databases are small, and rows hang on them. */
function classOf(head: PageHead): number {
  if (head.state === 'lost') return 0;
  if (head.visitedAt !== undefined) return 3;
  return head.kind === 'row' ? 1 : 2;
}

const age = (head: PageHead): number => head.lostAt ?? head.visitedAt ?? head.editedAt ?? head.createdAt ?? 0;

/**
 * Pages whose content goes, so that what stays fits under the cap: lost ones, then rows, then pages that nobody had
 * open, then what was open longest ago; in each the oldest first. Pinned pages and databases never go.
 */
export function toEvict(
  heads: readonly PageHead[],
  pinned: ReadonlySet<PageId>,
  capBytes: number,
): readonly PageHead[] {
  let over = heads.reduce((sum, { bytes }) => sum + bytes, 0) - capBytes;
  if (over <= 0) return [];
  const going: PageHead[] = [];
  const candidates = heads
    .filter(({ id, kind, bytes }) => bytes > 0 && kind !== 'database' && !pinned.has(id))
    .toSorted((one, other) => classOf(one) - classOf(other) || age(one) - age(other));
  for (const head of candidates) {
    if (over <= 0) break;
    going.push(head);
    over -= head.bytes;
  }
  return going;
}

/** Whether a page that nobody asked for still finds room. */
export function hasRoom(bytes: number, capBytes: number): boolean {
  return bytes < capBytes * ROOM_FOR_NEW;
}
