import { describe, expect, it } from 'vitest';
import type { FillColumn } from '../../lib/autofill/fill-column.ts';
import { Failure } from '../../lib/base/failure.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { BUDGET, idOf, rowPage, setUpFilling, WISH } from '../fixtures/filling.ts';

describe('Autofill', () => {
  it('asks row by row and keeps every value, with counts and cost', async () => {
    const { life, fills, asked } = setUpFilling([1, 2, 3, 4, 5].map(rowPage));
    const autofill = life();
    const id = await autofill.start(WISH);
    await autofill.settled();
    const run = await fills.run(id);
    expect(run).toMatchObject({ state: 'done', counts: { rows: 5, filled: 5, nothing: 0, failed: 0 } });
    expect(run?.costUsd).toBeGreaterThan(0);
    expect((await fills.rows(id)).map(({ cells }) => cells[0]?.shown)).toEqual(['100', '200', '300', '400', '500']);
    expect(asked).toHaveLength(5);
  });

  it('goes on after a death where it stood, and pays for no row twice', async () => {
    const { life, fills, asked, world } = setUpFilling([1, 2, 3, 4, 5, 6].map(rowPage));
    const first = life();
    const id = await first.start(WISH);
    await first.pause(id);
    const before = asked.length;
    expect(before).toBeLessThan(6);
    expect(await fills.run(id)).toMatchObject({ state: 'paused' });
    world.pages.delete(idOf(6));
    const second = life();
    await second.resume(id);
    await second.settled();
    expect(await fills.run(id)).toMatchObject({ state: 'done', counts: { rows: 6, filled: 5, failed: 1 } });
    expect(asked.toSorted()).toEqual(['100', '200', '300', '400', '500']);
  });

  it('asks nobody again for an unchanged row that was asked the same before', async () => {
    const { life, asked, world } = setUpFilling([1, 2].map(rowPage));
    const autofill = life();
    await autofill.start(WISH);
    await autofill.settled();
    world.pages.set(idOf(2), { ...rowPage(2), blocks: readMarkdown('It costs 900 euros.') });
    await autofill.start(WISH);
    await autofill.settled();
    expect(asked).toEqual(['100', '200', '900']);
  });

  it('writes the day of filling where asked, and pays nothing while only our own columns changed', async () => {
    const columns: readonly FillColumn[] = [BUDGET, { name: 'Filled on', type: 'date', stamp: true }];
    const { life, fills, asked, world } = setUpFilling([rowPage(1)]);
    const autofill = life();
    const first = await autofill.start({ ...WISH, columns, over: 'all' });
    await autofill.settled();
    expect((await fills.rows(first))[0]?.cells.map(({ column, shown }) => [column, shown])).toEqual([
      ['Budget', '100'],
      ['Filled on', '1970-01-01'],
    ]);
    const written = [
      { name: 'Budget', type: 'number', text: '100' },
      { name: 'Filled on', type: 'date', text: '1 Jan 1970' },
    ];
    world.pages.set(idOf(1), { ...rowPage(1), properties: written, fingerprint: 'written' });
    const second = await autofill.start({ ...WISH, columns, over: 'all' });
    await autofill.settled();
    expect(asked).toHaveLength(1);
    expect(await fills.run(second)).toMatchObject({ counts: { nothing: 1 }, costUsd: 0 });
  });

  it('waits while nobody can answer, says why, and goes on by itself', async () => {
    const { life, fills, world } = setUpFilling([1, 2].map(rowPage));
    world.down = new Failure('claude-billing');
    const autofill = life();
    const id = await autofill.start(WISH);
    await autofill.settled();
    expect(await fills.run(id)).toMatchObject({ state: 'waiting', failure: { code: 'claude-billing' } });
    world.down = undefined;
    await autofill.resume(id);
    await autofill.settled();
    expect(await fills.run(id)).toMatchObject({ state: 'done', counts: { filled: 2 } });
    expect((await fills.run(id))?.failure).toBeUndefined();
  });

  it('leaves cells alone that are set, or proposes anew where the person wants it', async () => {
    const set = { ...rowPage(1), properties: [{ name: 'Budget', type: 'number', text: '7' }] };
    const { life, fills, asked } = setUpFilling([set]);
    const autofill = life();
    const kept = await autofill.start(WISH);
    await autofill.settled();
    expect(asked).toEqual([]);
    expect(await fills.run(kept)).toMatchObject({ counts: { filled: 0, nothing: 1 } });
    const anew = await autofill.start({ ...WISH, over: 'all' });
    await autofill.settled();
    expect((await fills.rows(anew))[0]?.cells).toMatchObject([{ before: '7', shown: '100' }]);
  });

  it('fills by rules without asking anybody', async () => {
    const page = { ...rowPage(1), blocks: readMarkdown('Due: 3 December 2026') };
    const { life, fills, asked } = setUpFilling([page]);
    const autofill = life();
    const id = await autofill.start({ ...WISH, by: 'rules', columns: [{ name: 'Due', type: 'date' }] });
    await autofill.settled();
    expect(asked).toEqual([]);
    expect((await fills.rows(id))[0]?.cells[0]?.shown).toBe('2026-12-03');
    expect((await fills.run(id))?.costUsd).toBe(0);
  });

  it('proposes what was taken as one batch, and the same change once', async () => {
    const { life, fills, proposed } = setUpFilling([1, 2, 3].map(rowPage));
    const autofill = life();
    const id = await autofill.start(WISH);
    await autofill.settled();
    const [first] = await fills.rows(id);
    await autofill.take(first?.id ?? '', 'Budget', false);
    expect(await autofill.propose(id)).toBe(2);
    expect(new Set(proposed.map(({ origin }) => origin.batch)).size).toBe(1);
    expect(await autofill.propose(id)).toBe(0);
    await autofill.take(first?.id ?? '', 'Budget', true);
    expect(await autofill.propose(id)).toBe(1);
    expect(proposed).toHaveLength(3);
  });

  it('stops for good when it is cancelled', async () => {
    const { life, fills } = setUpFilling([1, 2, 3].map(rowPage));
    const autofill = life();
    const id = await autofill.start(WISH);
    await autofill.cancel(id);
    await autofill.resume(id);
    await autofill.recover();
    await autofill.settled();
    expect(await fills.run(id)).toMatchObject({ state: 'cancelled' });
  });
});
