/** One ranking of many for one question, best first. */
export interface Ranked<Id> {
  readonly ids: readonly Id[];
  /** How much it counts beside the others. */
  readonly weight: number;
}

/** What was found in one of several rankings, with how well: 1 for the best of all. */
export interface Chosen<Id> {
  readonly id: Id;
  readonly found: number;
}

/**
 * Reciprocal rank fusion: ranks can be compared where scores cannot. At the usual 60 the first places hardly differ
 * from the next ones, which suits lists of thousands; 10 was best on the calibrating half of the benchmark's questions.
 */
const FLATNESS = 10;

/** Puts several rankings together, best first. Equal ones keep the order of the first ranking that holds them. */
export function fuseRankings<Id>(rankings: readonly Ranked<Id>[]): readonly Chosen<Id>[] {
  const scores = new Map<Id, number>();
  for (const { ids, weight } of rankings) {
    for (const [rank, id] of ids.entries()) scores.set(id, (scores.get(id) ?? 0) + weight / (FLATNESS + rank));
  }
  return scaled([...scores].map(([id, found]) => ({ id, found })));
}

/** What a page gains for being edited when the question says. */
const TIMELY = 1.3;

/** Prefers what was edited in a time that the question names, without leaving the rest out. */
export function preferEdited<Id>(
  chosen: readonly Chosen<Id>[],
  editedAt: (id: Id) => number | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Chosen<Id>[] {
  return scaled(
    chosen.map(({ id, found }) => {
      const at = editedAt(id);
      return { id, found: at !== undefined && at >= from && at <= to ? found * TIMELY : found };
    }),
  );
}

function scaled<Id>(chosen: readonly Chosen<Id>[]): readonly Chosen<Id>[] {
  const ordered = chosen.toSorted((one, other) => other.found - one.found);
  const most = ordered[0]?.found ?? 1;
  return ordered.map(({ id, found }) => ({ id, found: found / most }));
}
