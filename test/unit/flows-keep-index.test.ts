import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { createIndexKeeper } from '../../lib/flows/keep-index.ts';
import type { IndexKeeper } from '../../lib/flows/keep-index.ts';
import { damaged } from '../../lib/fulltext/packed/bytes.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import type { FakeClock } from '../fixtures/fake-clock.ts';

/** An index with so much to do, which notes what is done to it. */
class Index {
  readonly done: string[] = [];
  merges = 0;
  pages = 0;
  broken: unknown;

  merge = async (breathe: () => Promise<void>): Promise<boolean> => {
    if (this.broken !== undefined) throw this.broken;
    await breathe();
    if (this.merges === 0) return false;
    this.merges -= 1;
    this.done.push('merge');
    return true;
  };
  sweep = async (): Promise<void> => void this.done.push('sweep');
  reindex = async (): Promise<number> => {
    const pages = Math.min(this.pages, 64);
    this.pages -= pages;
    if (pages > 0) this.done.push(`index ${pages}`);
    return pages;
  };
  restart = async (): Promise<void> => {
    this.done.push('restart');
    this.broken = undefined;
    this.pages = 70;
  };
}

describe('the keeper of the index', () => {
  let clock: FakeClock;
  let index: Index;
  let keeper: IndexKeeper;
  let warnings: string[];

  beforeEach(() => {
    clock = createFakeClock();
    index = new Index();
    warnings = [];
    const log = { info: () => {}, warn: (what: string) => void warnings.push(what) };
    keeper = createIndexKeeper({ upkeep: index, clock, log });
  });

  it('lets what woke the worker go first, and takes many changes as one', async () => {
    index.merges = 1;
    const tended = Promise.all([keeper.tend(), keeper.tend(), keeper.tend()]);
    await clock.advance(2_999);
    expect(index.done).toEqual([]);
    await clock.advance(1);
    await tended;
    expect(index.done).toEqual(['merge', 'sweep']);
  });

  it('looks again after a change that came while it worked', async () => {
    const first = keeper.tend();
    index.sweep = async () => {
      index.done.push('sweep');
      index.merges = 1;
      void keeper.tend();
    };
    await clock.advance(3_000);
    await first;
    expect(index.done).toEqual(['sweep', 'merge']);
  });

  it('leaves what was merged to those who still read it', async () => {
    const first = keeper.tend();
    await clock.advance(3_000);
    await first;
    index.done.length = 0;
    index.merges = 2;
    const second = keeper.tend();
    await clock.advance(3_000);
    await second;
    expect(index.done).toEqual(['merge', 'merge']);
    await clock.advance(30_000);
    expect(index.done).toEqual(['merge', 'merge', 'sweep']);
  });

  it('rests between slices of work', async () => {
    let breaths = 0;
    index.merge = async (breathe) => {
      if (breaths === 10) return false;
      // Each slice takes the worker for five milliseconds.
      const busy = clock.advance(5);
      await busy;
      const before = clock.now();
      const resting = breathe();
      await clock.advance(4);
      await resting;
      expect(clock.now() - before).toBeGreaterThanOrEqual(4);
      breaths += 1;
      return true;
    };
    const tended = keeper.tend();
    await clock.advance(3_000);
    await tended;
    expect(breaths).toBe(10);
  });

  it('indexes all pages anew when the index is damaged', async () => {
    const rebuilt = keeper.rebuild();
    await clock.advance(0);
    await rebuilt;
    expect(index.done).toEqual(['restart', 'index 64', 'index 6', 'sweep']);
  });

  it('finds damage itself while it merges', async () => {
    index.broken = damaged('a dict row was changed');
    const tended = keeper.tend();
    await clock.advance(3_000);
    await tended;
    expect(index.done).toEqual(['restart', 'index 64', 'index 6', 'sweep']);
  });

  it('does not build for ever what is damaged again at once', async () => {
    index.broken = damaged('a dict row was changed');
    index.restart = async () => void index.done.push('restart');
    const tended = keeper.tend();
    await clock.advance(3_000);
    await tended;
    expect(index.done).toEqual(['restart']);
  });

  it('waits for better times when the device has no room', async () => {
    index.broken = new Failure('storage-full');
    const tended = keeper.tend();
    await clock.advance(3_000);
    await tended;
    expect(index.done).toEqual([]);
    expect(warnings).toEqual(['the index cannot be tended now']);
  });

  it('lets a bug be seen', async () => {
    index.broken = new TypeError('x of undefined');
    const tended = keeper.tend();
    const seen = tended.catch((error: unknown) => error);
    await clock.advance(3_000);
    expect(await seen).toBe(index.broken);
  });
});
