import { describe, expect, it } from 'vitest';
import type { FillWish } from '../../lib/flows/autofill.ts';
import { idOf, rowPage, setUpFilling, WISH } from '../fixtures/filling.ts';

describe('Autofill in a batch', () => {
  const BATCH: FillWish = { ...WISH, by: 'batch' };

  it('hands all rows over at once, rests, and takes the answers at half the price', async () => {
    const alone = setUpFilling([1, 2, 3].map(rowPage));
    const single = alone.life();
    const dear = await single.start(WISH);
    await single.settled();

    const { life, fills, batches, woken } = setUpFilling([1, 2, 3].map(rowPage));
    const first = life();
    const id = await first.start(BATCH);
    await first.settled();
    expect(batches.begun.map(({ requests }) => requests.length)).toEqual([3]);
    expect(await fills.run(id)).toMatchObject({ state: 'waiting', batch: { id: 'batch 0', requests: 3 } });
    expect(woken).toHaveLength(1);

    for (const batch of batches.begun) batch.ended = true;
    const second = life();
    await second.resume(id);
    await second.settled();
    const run = await fills.run(id);
    expect(run).toMatchObject({ state: 'done', counts: { rows: 3, filled: 3 } });
    expect(run?.batch).toBeUndefined();
    expect((await fills.rows(id)).map(({ cells }) => cells[0]?.shown)).toEqual(['100', '200', '300']);
    expect(run?.costUsd).toBeCloseTo(((await alone.fills.run(dear))?.costUsd ?? 0) / 2, 10);
  });

  it.each(['before', 'after'] as const)(
    'begins no batch twice when the answer is lost %s it took effect',
    async (lose) => {
      const { life, fills, batches } = setUpFilling([1, 2].map(rowPage));
      batches.state.lose = lose;
      const first = life();
      const id = await first.start(BATCH);
      await first.settled();
      for (const batch of batches.begun) batch.ended = true;
      const second = life();
      await second.resume(id);
      await second.settled();
      for (const batch of batches.begun) batch.ended = true;
      const third = life();
      await third.resume(id);
      await third.settled();
      expect(batches.begun).toHaveLength(1);
      expect(await fills.run(id)).toMatchObject({ state: 'done', counts: { filled: 2 } });
    },
  );

  it('fills no row from an answer to what the page said before', async () => {
    const { life, fills, batches, world } = setUpFilling([1, 2].map(rowPage));
    const first = life();
    const id = await first.start(BATCH);
    await first.settled();
    for (const batch of batches.begun) batch.ended = true;
    world.pages.set(idOf(2), { ...rowPage(2), fingerprint: 'edited' });
    const second = life();
    await second.resume(id);
    await second.settled();
    const rows = await fills.rows(id);
    expect(rows.map(({ state }) => state)).toEqual(['filled', 'failed']);
    expect(rows[1]?.failure).toMatchObject({ code: 'answer-misfit' });
  });

  it('takes the batch back when the run is cancelled', async () => {
    const { life, batches } = setUpFilling([1].map(rowPage));
    const autofill = life();
    const id = await autofill.start(BATCH);
    await autofill.settled();
    await autofill.cancel(id);
    expect(batches.state.cancelled).toEqual(['batch 0']);
  });
});
