import { describe, expect, it } from 'vitest';
import type { FillColumn } from '../../lib/autofill/fill-column.ts';
import { Failure } from '../../lib/base/failure.ts';
import type { Property } from '../../lib/mirror/page.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { BUDGET, idOf, rowPage, setUpFilling, WISH } from '../fixtures/filling.ts';

const DAY = { name: 'Filled on', type: 'date' } as const;
const COLUMNS: readonly FillColumn[] = [BUDGET, { ...DAY, stamp: true }];

/** Keeps the columns of some rows filled, and plays what the outbox and Notion make of what is proposed. */
async function setUpKeeping(rows: readonly number[]) {
  const parts = setUpFilling(rows.map(rowPage));
  const { fills, world } = parts;
  const { over: _over, ...wish } = WISH;
  const id = await parts.life().keep({ ...wish, columns: COLUMNS });
  const run = async (): Promise<string> => {
    const autofill = parts.life();
    let begun = '';
    await autofill.startKept(id, async (next) => {
      begun = next.id;
      await fills.addRun(next);
    });
    await autofill.settled();
    expect(await autofill.endKept(begun)).toBe(true);
    return begun;
  };
  const set = (n: number, properties: readonly Property[], words?: string): void => {
    const page = world.pages.get(idOf(n)) ?? rowPage(n);
    const blocks = words === undefined ? page.blocks : readMarkdown(words);
    // Whatever is written, Notion says that the page was edited.
    const editedAt = (page.editedAt ?? 0) + 86_400_000;
    const touched = { name: 'Edited', type: 'last_edited_time', text: String(editedAt) };
    world.pages.set(page.id, {
      ...page,
      blocks,
      editedAt,
      properties: [...properties, touched],
      fingerprint: `${editedAt}`,
    });
  };
  const written = (budget: number): readonly Property[] => [
    { name: 'Budget', type: 'number', text: `${budget} €`, number: budget },
    { name: 'Filled on', type: 'date', text: '1 Jan 1970', date: { start: '1970-01-01' } },
  ];
  return { ...parts, id, run, set, written };
}

describe('columns that are kept filled', () => {
  it('are proposed as rows of their database, and pay for nothing but what was changed since', async () => {
    const { run, set, written, asked, proposed, fills } = await setUpKeeping([1, 2]);
    await run();
    expect(proposed.map(({ rowOf, personOnly }) => [rowOf, personOnly])).toEqual([
      [idOf(999), undefined],
      [idOf(999), undefined],
    ]);
    set(1, written(100));
    set(2, written(200), 'It costs 900 euros.');
    const second = await run();
    expect(asked).toEqual(['100', '200', '900']);
    expect(proposed.slice(2).map(({ target, personOnly }) => [target, personOnly])).toEqual([[idOf(2), undefined]]);
    expect(await fills.run(second)).toMatchObject({ counts: { rows: 2, filled: 1, nothing: 1 } });
    set(2, written(900));
    const third = await run();
    expect([asked.length, proposed.length, (await fills.run(third))?.costUsd]).toEqual([3, 3, 0]);
  });

  it('leave what a person wrote to the person', async () => {
    const { run, set, written, proposed } = await setUpKeeping([1, 2, 3]);
    set(3, [{ name: 'Budget', type: 'number', text: '7', number: 7 }]);
    await run();
    expect(proposed.map(({ personOnly }) => personOnly)).toEqual([undefined, undefined, true]);
    // The page says the same, and somebody has put another value in: it stays.
    set(1, written(5));
    set(2, written(6), 'It costs 900 euros.');
    await run();
    expect(proposed.slice(3).map(({ target, personOnly }) => [target, personOnly])).toEqual([[idOf(2), true]]);
  });

  it('keep what earlier runs wrote in mind through a row that could not be read', async () => {
    const { run, set, written, world, proposed } = await setUpKeeping([1]);
    await run();
    set(1, written(100), 'It costs 900 euros.');
    const page = world.pages.get(idOf(1));
    if (page === undefined) throw new Error('no row');
    world.down = new Failure('model-refusal');
    await run();
    world.down = undefined;
    await run();
    expect(proposed.slice(1).map(({ personOnly }) => personOnly)).toEqual([undefined]);
  });

  it('are gone when they are kept no more', async () => {
    const { life, id } = await setUpKeeping([1]);
    const autofill = life();
    await autofill.unkeep(id);
    expect(await autofill.startKept(id, async () => {})).toBe(false);
  });
});

describe('a run that waits', () => {
  it('for the person is not tried again by every start', async () => {
    const { life, fills, world, asked } = setUpFilling([1].map(rowPage));
    world.down = new Failure('claude-billing');
    const first = life();
    const id = await first.start(WISH);
    await first.settled();
    expect((await fills.run(id))?.until).toBeUndefined();
    world.down = undefined;
    const second = life();
    await second.recover();
    await second.settled();
    expect([asked, (await fills.run(id))?.state]).toEqual([[], 'waiting']);
    await second.resume(id);
    await second.settled();
    expect((await fills.run(id))?.state).toBe('done');
  });

  it('for a while is woken at the earliest of all times', async () => {
    const { life, woken, fills } = setUpFilling([1].map(rowPage));
    const autofill = life();
    const late = await autofill.start({ ...WISH, by: 'batch' });
    await autofill.settled();
    await fills.changeRun(late, (run) => ({ ...run, until: 9_000_000 }));
    const soon = await autofill.start({ ...WISH, by: 'batch' });
    await autofill.settled();
    const until = (await fills.run(soon))?.until;
    await life().recover();
    expect(woken.at(-1)).toBe(until);
  });

  it('writes nothing of a change that may not be written, and proposes the others', async () => {
    const { life, fills } = setUpFilling([1, 2].map(rowPage), (proposals) => {
      if (proposals.some(({ target }) => target === idOf(1))) throw new Failure('write-address');
    });
    const autofill = life();
    const id = await autofill.start(WISH);
    await autofill.settled();
    await autofill.propose(id);
    expect((await fills.rows(id)).map(({ state, entry }) => [state, entry !== undefined])).toEqual([
      ['failed', false],
      ['filled', true],
    ]);
  });
});
