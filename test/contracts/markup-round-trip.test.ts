import { describe, expect, it } from 'vitest';
import { exportDocuments, naughtyDocuments } from '../bench/round-trip-sources.ts';
import { tally } from '../bench/round-trip-tally.ts';
import { RoundTrip } from '../bench/round-trip-ways.ts';

const trip = new RoundTrip();
/** The style sheet has every kind of block; of the others, each twelfth stands for all, which `npm run bench` sends. */
const sample = trip.sample().filter(({ name }, at) => at % 12 === 0 || name.startsWith('Style sheet'));
const exported = exportDocuments();
const naughty = naughtyDocuments();
if (exported.length === 0) console.log('round trip of a Notion export: not run, ../shared/data is absent');
if (naughty.length === 0) console.log('round trip of naughty strings: not run, ../shared/data is absent');

describe('what is published to the simulated Notion', () => {
  it('comes back as it was, page by page of the sample workspace', { timeout: 120_000 }, () => {
    const { differences, identical, journeys } = tally(sample, trip);
    expect(differences).toEqual([]);
    expect(identical).toBe(journeys);
    expect(sample.length).toBeGreaterThan(30);
  });

  it.runIf(exported.length > 0)('comes back as it was, page by page of an export', { timeout: 120_000 }, () => {
    const some = exported.filter((_, at) => at % 10 === 0);
    expect(tally(some, trip).differences).toEqual([]);
    expect(some.length).toBeGreaterThan(3);
  });

  it.runIf(naughty.length > 0)('keeps texts that break programs, in every kind of block', { timeout: 120_000 }, () => {
    expect(tally(naughty, trip).differences).toEqual([]);
    expect(naughty).toHaveLength(515);
  });
});
