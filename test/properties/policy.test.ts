import { describe, expect, it } from 'vitest';
import { playPolicy } from '../chaos/policy/play-policy.ts';
import type { Played } from '../chaos/policy/play-policy.ts';

/** Some of what `npm run chaos -- policy` plays; a seed that fails here is replayed by it. */
const SEEDS = Array.from({ length: 40 }, (_, at) => at + 1);

describe('with policy on and every provider failing in turn', () => {
  it('sends nobody what class, organization or budget forbids, and answers where it may', async () => {
    const played: Played[] = [];
    for (const seed of SEEDS) played.push(await playPolicy(seed));
    expect(played.flatMap(({ wrong }) => wrong)).toEqual([]);
    const sum = (of: 'sent' | 'held' | 'stoodIn') => played.reduce((so, one) => so + one[of], 0);
    expect(Math.min(sum('sent'), sum('held'), sum('stoodIn'))).toBeGreaterThan(SEEDS.length / 4);
  });

  it('would notice a gate that stands open', async () => {
    const played: Played[] = [];
    for (const seed of SEEDS.slice(0, 10)) played.push(await playPolicy(seed, true));
    expect(played.flatMap(({ wrong }) => wrong).length).toBeGreaterThan(0);
  });
});
