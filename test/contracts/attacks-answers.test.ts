import { describe, expect, it } from 'vitest';
import { holds } from '../chaos/attacks/tally.ts';
import { malformedBodies, tryMalformed, tryMalformedState } from '../chaos/attacks/try-malformed.ts';
import { tryOversized } from '../chaos/attacks/try-oversized.ts';

/** Ours all, and one in so many of the suite for JSON parsers; all of it is played by the attack suites. */
const ONE_IN = 20;
const some = malformedBodies().filter(({ bytes }, at) => bytes.length < 50_000 && (at < 14 || at % ONE_IN === 0));

describe('answers that are none', () => {
  it('are named failures at every endpoint, and leave nothing behind that nobody handles', async () => {
    for (const tally of await tryMalformed(some)) {
      expect(tally.succeeded).toEqual([]);
      expect(holds(tally)).toBe(true);
    }
  });

  it('change nothing that is kept, and an approved write arrives once when they have passed', async () => {
    const [tally] = await tryMalformedState(some);
    expect(tally?.succeeded).toEqual([]);
    expect(tally?.tried).toBe(some.length);
  });
});

describe('answers without an end', () => {
  it.each([
    'claude answer: an answer of Claude',
    'openai answer: one event',
    'claude count: one JSON text',
    'notion append: one JSON text',
    'status page: an HTML page',
  ])('are cut: %s', async (name) => {
    const [tally] = await tryOversized(new RegExp(`^(?:claude )?${name}`, 'u'));
    expect(tally?.tried).toBe(1);
    expect(tally?.succeeded).toEqual([]);
  });
});

describe('texts that would freeze whoever reads them', () => {
  it.each([
    '100,000 brackets',
    '100,000 exclamation marks',
    'lists 200 deep',
    'quotes 5,000 deep',
    '100,000 citations',
  ])('are shown in time: %s', async (name) => {
    const [tally] = await tryOversized(new RegExp(`^${name}, (?:shown|published)`, 'u'));
    expect(tally?.tried).toBe(2);
    expect(tally?.succeeded).toEqual([]);
  });
});
