import { describe, expect, it } from 'vitest';
import { levelOf, segmentsToMerge } from '../../lib/fulltext/packed/merge-plan.ts';

describe('the plan of merges', () => {
  const segmentsOf = (...sizes: readonly number[]) =>
    sizes.map((docs, at) => ({ id: at + 1, first: at * 1_000_000, last: at * 1_000_000 + docs - 1, docs }));
  const plan = (sizes: readonly number[], dead: readonly number[] = []): readonly number[] =>
    segmentsToMerge(segmentsOf(...sizes), ({ id }) => dead[id - 1] ?? 0).map(({ id }) => id);

  it('takes sizes in powers of eight', () => {
    expect([1, 64, 150, 200, 512, 4_096, 32_768].map(levelOf)).toEqual([0, 0, 0, 1, 1, 2, 3]);
  });

  it('waits until eight of a size stand side by side', () => {
    expect(plan([])).toEqual([]);
    expect(plan([64, 64, 64, 64, 64, 64, 64])).toEqual([]);
    expect(plan([4_096, ...Array<number>(8).fill(64)])).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('takes smaller ones between them along, and leaves bigger ones alone', () => {
    expect(plan([512, 512, 64, 512, 512, 512, 512, 512, 512])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(plan([64, 64, 64, 64, 4_096, 64, 64, 64, 64])).toEqual([]);
  });

  it('writes a segment anew that is a third dead, unless it is small', () => {
    expect(plan([600, 600], [10, 200])).toEqual([2]);
    expect(plan([600, 600], [10, 199])).toEqual([]);
    expect(plan([64, 64], [40, 10])).toEqual([]);
    expect(plan([64, 3], [10, 3])).toEqual([2]);
  });

  it('keeps segments few, and writes each page anew a few times in all', () => {
    let sizes: number[] = [];
    let written = 0;
    for (let fold = 0; fold < 1_000; fold += 1) {
      sizes.push(64);
      for (let chosen = plan(sizes); chosen.length > 0; chosen = plan(sizes)) {
        const merged = chosen.reduce((sum, id) => sum + (sizes[id - 1] ?? 0), 0);
        sizes = sizes.toSpliced((chosen[0] ?? 1) - 1, chosen.length, merged);
        written += merged;
      }
    }
    expect(sizes.length).toBeLessThanOrEqual(7 * 4);
    expect(written / 64_000).toBeLessThan(3.5);
  });
});
