import type { Figure } from './figure.ts';
import { round } from './figure.ts';
import { exportDocuments, handbookDocuments, naughtyDocuments } from './round-trip-sources.ts';
import type { Named } from './round-trip-sources.ts';
import { tally } from './round-trip-tally.ts';
import type { Tally } from './round-trip-tally.ts';
import { nameOfWay, RoundTrip, WAYS } from './round-trip-ways.ts';

export const ROUND_TRIP_FIGURES = [
  'round-trip.sample',
  'round-trip.handbook',
  'round-trip.export',
  'round-trip.naughty',
] as const;

/**
 * Whether what is published to the simulated Notion comes back as it was: every document on every way in and out, where
 * the world parses, stores and serialises with its own code. Prints a line for each kind of block and each normalisation.
 */
export function benchRoundTrip(): Figure[] {
  const trip = new RoundTrip();
  return [
    figure('round-trip.sample', trip.sample(), trip),
    figure('round-trip.handbook', handbookDocuments(), trip),
    figure('round-trip.export', exportDocuments(), trip),
    figure('round-trip.naughty', naughtyDocuments(), trip),
  ];
}

function figure(name: (typeof ROUND_TRIP_FIGURES)[number], documents: readonly Named[], trip: RoundTrip): Figure {
  const found = tally(documents, trip);
  print(name, found);
  const isRun = found.journeys > 0;
  return {
    name,
    value: found.identical,
    unit: 'journeys',
    peer: 'journeys',
    peerValue: found.journeys,
    ratio: isRun ? round(found.identical / found.journeys) : 0,
    bar: 'all identical',
    holds: isRun && found.identical === found.journeys,
    runs: found.documents,
    note: isRun
      ? `${found.documents} documents, each ${WAYS.map(nameOfWay).join(', ')}`
      : 'not run: its data is absent',
  };
}

function print(name: string, { kinds, normalisations, differences }: Tally): void {
  console.log(`\n${name}`);
  for (const [kind, { published, identical }] of [...kinds].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    console.log(`  ${kind.padEnd(20)} ${identical} of ${published} identical`);
  for (const [normalisation, times] of normalisations) console.log(`  normalised ${times} times: ${normalisation}`);
  for (const difference of differences) console.log(`  differs: ${difference.slice(0, 600)}`);
}
