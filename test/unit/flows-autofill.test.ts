import { describe, expect, it } from 'vitest';
import type { FillColumn } from '../../lib/autofill/fill-column.ts';
import { Failure } from '../../lib/base/failure.ts';
import { asConnectionId, asOutboxId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { createAutofill } from '../../lib/flows/autofill.ts';
import type { AutofillPorts, FillWish } from '../../lib/flows/autofill.ts';
import type { Page } from '../../lib/mirror/page.ts';
import type { AnswerEvent, ModelPort } from '../../lib/models/answer-event.ts';
import type { BatchPort, BatchRequest, BatchState } from '../../lib/models/batch.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import type { Proposal } from '../../lib/outbox/proposal.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { createBench } from '../fixtures/answering.ts';
import { createMemoryFills } from '../fixtures/memory-fills.ts';
import { aPage } from './actions-pages.ts';

const ACME = asConnectionId('acme');
const BUDGET: FillColumn = { name: 'Budget', type: 'number' };

function idOf(n: number): PageId {
  const id = parsePageId(String(n).padStart(32, '0'));
  if (id === undefined) throw new Error('no id');
  return id;
}

const rowPage = (n: number): Page =>
  aPage({ id: idOf(n), title: `Row ${n}`, blocks: readMarkdown(`It costs ${n}00 euros.`), fingerprint: `print ${n}` });

const WISH: FillWish = {
  connection: ACME,
  database: idOf(999),
  databaseTitle: 'Costs',
  columns: [BUDGET],
  over: 'empty',
  by: 'model',
};

/** Batches that a test ends by hand; the answer to a beginning can be lost before or after it took effect. */
function handBatches() {
  const begun: { readonly id: string; readonly requests: readonly BatchRequest[]; ended: boolean }[] = [];
  const state = { lose: undefined as 'before' | 'after' | undefined, cancelled: [] as string[] };
  const stateOf = ({ id, requests, ended }: (typeof begun)[number]): BatchState => ({
    id,
    begunAt: 2_000,
    ended,
    requests: requests.length,
    left: ended ? 0 : requests.length,
  });
  const known = (id: string) => {
    const found = begun.find((one) => one.id === id);
    if (found === undefined) throw new Failure('model-missing');
    return found;
  };
  const port: BatchPort = {
    async begin(_model, requests) {
      const lose = state.lose;
      state.lose = undefined;
      if (lose === 'before') throw new Failure('claude-unreachable');
      const batch = { id: `batch ${begun.length}`, requests, ended: false };
      begun.push(batch);
      if (lose === 'after') throw new Failure('claude-unreachable');
      return stateOf(batch);
    },
    state: async (id) => stateOf(known(id)),
    results: async (id) =>
      known(id).requests.map(({ id: row, request }) => {
        const [, item, number] = /\[(\d+)\] It costs (\d+)/.exec(request.turns[0]?.text ?? '') ?? [];
        const usage = { inputTokens: 1_000, outputTokens: 10, cacheReadTokens: 0, cacheWriteTokens: 0 };
        const text = `{"p1": {"value": "${number}", "items": [${item}]}}`;
        return { id: row, text, model: 'claude-sonnet-5-5', usage };
      }),
    async cancel(id) {
      state.cancelled.push(id);
    },
    recent: async () => begun.map(stateOf),
  };
  return { port, begun, state };
}

/** A model that reads the number off the page; what it throws instead can be changed. */
function setup(pages: readonly Page[]) {
  const asked: string[] = [];
  const world = { down: undefined as Failure | undefined, pages: new Map(pages.map((page) => [page.id, page])) };
  async function* answer(model: string, request: { turns: readonly { text: string }[] }): AsyncGenerator<AnswerEvent> {
    if (world.down !== undefined) throw world.down;
    const words = request.turns[0]?.text ?? '';
    const [, item, number] = /\[(\d+)\] It costs (\d+)/.exec(words) ?? [];
    asked.push(number ?? '');
    yield { type: 'answer-start', model };
    yield { type: 'text-delta', text: `{"p1": {"value": "${number}", "items": [${item}]}}`, block: 0 };
    const usage = { inputTokens: 1_000, outputTokens: 10, cacheReadTokens: 0, cacheWriteTokens: 0 };
    yield { type: 'answer-end', stopped: 'done', usage };
  }
  const port: ModelPort = { answer, countTokens: async () => 0, models: async () => KNOWN_MODELS };
  const bench = createBench(port);
  const proposed: Proposal[] = [];
  const fills = createMemoryFills();
  const batches = handBatches();
  const woken: number[] = [];
  const ports: AutofillPorts = {
    ...bench,
    fills,
    batches: batches.port,
    wakeAt: (time) => void woken.push(time),
    async *rowsOf() {
      yield [...world.pages.values()].map(({ id, title, url }) => ({ id, title, url, values: new Map() }));
    },
    async readRow(_connection, { page }) {
      const found = world.pages.get(page);
      if (found === undefined) throw new Failure('notion-not-shared');
      return found;
    },
    async propose(proposals) {
      proposed.push(...proposals);
      return proposals.map((_, at) => asOutboxId(`entry ${at}`));
    },
  };
  const life = () => createAutofill(ports, () => () => {});
  return { asked, world, fills, proposed, batches, woken, life, pass: bench.pass };
}

describe('Autofill', () => {
  it('asks row by row and keeps every value, with counts and cost', async () => {
    const { life, fills, asked } = setup([1, 2, 3, 4, 5].map(rowPage));
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
    const { life, fills, asked, world } = setup([1, 2, 3, 4, 5, 6].map(rowPage));
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
    const { life, asked, world } = setup([1, 2].map(rowPage));
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
    const { life, fills, asked, world } = setup([rowPage(1)]);
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
    const { life, fills, world } = setup([1, 2].map(rowPage));
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
    const { life, fills, asked } = setup([set]);
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
    const { life, fills, asked } = setup([page]);
    const autofill = life();
    const id = await autofill.start({ ...WISH, by: 'rules', columns: [{ name: 'Due', type: 'date' }] });
    await autofill.settled();
    expect(asked).toEqual([]);
    expect((await fills.rows(id))[0]?.cells[0]?.shown).toBe('2026-12-03');
    expect((await fills.run(id))?.costUsd).toBe(0);
  });

  it('proposes what was taken as one batch, and the same change once', async () => {
    const { life, fills, proposed } = setup([1, 2, 3].map(rowPage));
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
    const { life, fills } = setup([1, 2, 3].map(rowPage));
    const autofill = life();
    const id = await autofill.start(WISH);
    await autofill.cancel(id);
    await autofill.resume(id);
    await autofill.recover();
    await autofill.settled();
    expect(await fills.run(id)).toMatchObject({ state: 'cancelled' });
  });
});

describe('Autofill in a batch', () => {
  const BATCH: FillWish = { ...WISH, by: 'batch' };

  it('hands all rows over at once, rests, and takes the answers at half the price', async () => {
    const alone = setup([1, 2, 3].map(rowPage));
    const single = alone.life();
    const dear = await single.start(WISH);
    await single.settled();

    const { life, fills, batches, woken } = setup([1, 2, 3].map(rowPage));
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
      const { life, fills, batches } = setup([1, 2].map(rowPage));
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
    const { life, fills, batches, world } = setup([1, 2].map(rowPage));
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
    const { life, batches } = setup([1].map(rowPage));
    const autofill = life();
    const id = await autofill.start(BATCH);
    await autofill.settled();
    await autofill.cancel(id);
    expect(batches.state.cancelled).toEqual(['batch 0']);
  });
});
