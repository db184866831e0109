import type { Manifest, SegmentEntry } from './manifest.ts';

/** So many changes wait in rows of their own before they become a segment: a cold query reads them all. */
export const MOST_DELTAS = 64;
/** So many segments of one size become one of the next. */
const FAN_IN = 8;
/** A segment is written anew without its dead when they are at least so many and a third of it. */
const MANY_DEAD = 64;
const DEAD_SHARE = 1 / 3;

/** Size of a segment in powers of eight: 0 for one fold of changes, 1 for eight of them, and so on. */
export function levelOf(docs: number): number {
  return Math.max(0, Math.round(Math.log(docs / MOST_DELTAS) / Math.log(FAN_IN)));
}

/**
 * Which neighbouring segments to merge now, the smallest first; none when all is in order. Each page is written anew
 * once for each level, so an edit costs a few rewrites of one page over its whole life, and segments stay few.
 * @param deadIn how many pages of a segment are dead
 * @param isErasing no segment may keep any of them
 */
export function segmentsToMerge(
  segments: Manifest['segments'],
  deadIn: (segment: SegmentEntry) => number,
  isErasing = false,
): readonly SegmentEntry[] {
  const levels = segments.map(({ docs }) => levelOf(docs));
  for (let level = 0; level <= Math.max(...levels); level += 1) {
    const run = runs(segments, ({ docs }) => levelOf(docs) <= level).find(
      (entries) => entries.filter(({ docs }) => levelOf(docs) === level).length >= FAN_IN,
    );
    if (run !== undefined) return run;
  }
  const sparse = segments.find((entry) => {
    const dead = deadIn(entry);
    if (isErasing && dead > 0) return true;
    return dead === entry.docs || (dead >= MANY_DEAD && dead >= entry.docs * DEAD_SHARE);
  });
  return sparse === undefined ? [] : [sparse];
}

/** The longest stretches of neighbours of which all are wanted. */
function runs<Item>(items: readonly Item[], isWanted: (item: Item) => boolean): readonly (readonly Item[])[] {
  const found: Item[][] = [[]];
  for (const item of items) {
    if (isWanted(item)) found.at(-1)?.push(item);
    else found.push([]);
  }
  return found.filter((run) => run.length > 0);
}
