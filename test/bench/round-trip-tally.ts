import type { NotionDocument } from '../../lib/markup/document.ts';
import { normalised, ownOf } from './round-trip-normal.ts';
import { nameOfWay, WAYS } from './round-trip-ways.ts';
import type { RoundTrip } from './round-trip-ways.ts';

/** What came back of some documents, over all ways. */
export interface Tally {
  readonly documents: number;
  /** Journeys: each document on each way. */
  readonly journeys: number;
  readonly identical: number;
  /** By block kind: how many were published, and how many of them came back as they were. */
  readonly kinds: ReadonlyMap<string, { readonly published: number; readonly identical: number }>;
  /** By name: how many blocks each normalisation changed. */
  readonly normalisations: ReadonlyMap<string, number>;
  /** The first differences in words, for whoever looks for the cause. */
  readonly differences: readonly string[];
}

const MOST_DIFFERENCES = 5;

/** Sends every document on every way and compares what comes back, block by block. */
export function tally(
  documents: readonly { readonly name: string; readonly document: NotionDocument }[],
  trip: RoundTrip,
): Tally {
  const kinds = new Map<string, { published: number; identical: number }>();
  const normalisations = new Map<string, number>();
  const differences: string[] = [];
  let identical = 0;
  for (const { name, document } of documents) {
    for (const way of WAYS) {
      const sent = normalised(document, way, (normalisation, times) => {
        normalisations.set(normalisation, (normalisations.get(normalisation) ?? 0) + times);
      });
      const found = normalised(trip.travel(document, way), way);
      const difference = compare(sent, found, kinds);
      if (difference === undefined) identical += 1;
      else if (differences.length < MOST_DIFFERENCES) differences.push(`${name}, ${nameOfWay(way)}: ${difference}`);
    }
  }
  return {
    documents: documents.length,
    journeys: documents.length * WAYS.length,
    identical,
    kinds,
    normalisations,
    differences,
  };
}

/** Counts what is equal; the first difference in words, if any. */
function compare(
  sent: NotionDocument,
  found: NotionDocument,
  kinds: Map<string, { published: number; identical: number }>,
): string | undefined {
  let difference: string | undefined;
  for (const [at, block] of sent.entries()) {
    const count = kinds.get(block.kind) ?? { published: 0, identical: 0 };
    kinds.set(block.kind, count);
    count.published += 1;
    const other = found[at];
    const same = other !== undefined && ownOf([block]) === ownOf([other]);
    if (same) count.identical += 1;
    else difference ??= `${ownOf([block])} came back as ${other === undefined ? 'nothing' : ownOf([other])}`;
    difference = compare(block.children, other?.children ?? [], kinds) ?? difference;
  }
  if (found.length > sent.length) difference ??= `${ownOf(found.slice(sent.length, sent.length + 1))} was not sent`;
  return difference;
}
