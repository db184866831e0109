import { findContradictions } from './contradictions.ts';
import { GAP_KINDS } from './gap.ts';
import type { Gap, GapFinder, GapKind, KnownPages } from './gap.ts';
import { findLinkGaps } from './link-gaps.ts';
import { findSingleAuthors } from './single-author.ts';
import { findUnexplainedTerms } from './unexplained-terms.ts';

/** So many of each kind: nobody works through more at once. */
const MOST_OF_A_KIND = 40;

/**
 * Looks for everything that a workspace lacks, in one pass over its pages: each is taken once and not held. What comes
 * out is ranked within its kind by how many readers stumble over it.
 */
export function findGaps(known: KnownPages): GapFinder {
  const finders = [
    findContradictions(known),
    findLinkGaps(known),
    findUnexplainedTerms(known),
    findSingleAuthors(known),
  ];
  return {
    take(page) {
      for (const finder of finders) finder.take(page);
    },
    found: (now) => rank(finders.flatMap((finder) => finder.found(now))),
  };
}

function rank(gaps: readonly Gap[]): readonly Gap[] {
  const of = (kind: GapKind): readonly Gap[] =>
    gaps
      .filter((gap) => gap.kind === kind)
      .toSorted((one, other) => other.weight - one.weight || (one.key < other.key ? -1 : 1))
      .slice(0, MOST_OF_A_KIND);
  return GAP_KINDS.flatMap(of);
}
