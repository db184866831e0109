import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpending } from '../../lib/flows/keep-spending.ts';
import type { Payment, Spending } from '../../lib/flows/keep-spending.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import { costOf } from '../../lib/models/prices.ts';
import { budgetDay, monthOf } from '../../lib/policy/budget-period.ts';
import { DEFAULT_BUDGET } from '../../lib/settings/budget.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { createMemorySpending, newDisk } from '../fixtures/memory-spending.ts';

const MODELS = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'] as const;
const ACTIONS = ['ask', 'chat'] as const;
/** How far an answer may come to cost more than was estimated. The holds bear it for all but one. */
const ERROR = 1.25;
const DAY_USD = 1;
const MONTH_USD = 1.5;
const CHAT_USD = 0.4;
const START = Date.parse('2026-10-24T20:00:00Z');

/** What happens, in any order: requests begin some at once, end, are cut, workers die, clocks jump to either side. */
const aStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('begin' as const),
      many: fc.integer({ min: 1, max: 10 }),
      model: fc.constantFrom(...MODELS),
      action: fc.constantFrom(...ACTIONS),
      urgent: fc.boolean(),
      tokens: fc.integer({ min: 0, max: 20_000 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(50),
      share: fc.double({ min: 0, max: ERROR, noNaN: true }),
      sofar: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('die' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      ms: fc.integer({ min: -40 * 3_600_000, max: 60 * 3_600_000 }),
    }),
  },
);

interface Running {
  readonly payment: Payment;
  readonly day: string;
  readonly model: (typeof MODELS)[number];
  readonly tokens: number;
}

async function play(steps: readonly (typeof aStep extends fc.Arbitrary<infer Step> ? Step : never)[], zone: string) {
  const disk = newDisk();
  const billed = new Map<string, number>();
  let time = START;
  let lives = 0;
  let largest = 0;
  let running: Running[] = [];
  let admitted = 0;
  /** Ended, and perhaps not on the disk yet; and what of it a death took: only its estimate is booked. */
  let onItsWay = 0;
  let lost = 0;
  const live = () => {
    const store = createMemorySpending(disk);
    lives += 1;
    let ids = 0;
    const spending: Spending = createSpending({
      clock: { now: () => time },
      chance: { id: () => `${lives}.${(ids += 1)}` },
      log: { info: () => {}, warn: () => {} },
      store,
      life: `life ${lives}`,
      zone: () => zone,
      settings: async () => ({
        ...DEFAULT_SETTINGS,
        budget: { ...DEFAULT_BUDGET, dayUsd: DAY_USD, monthUsd: MONTH_USD, actions: { chat: { dayUsd: CHAT_USD } } },
      }),
    });
    return { spending, store };
  };
  let life = live();
  const bill = (day: string, usd: number): void => void billed.set(day, (billed.get(day) ?? 0) + usd);
  for (const step of steps) {
    if (step.kind === 'clock') {
      time = Math.max(START - 20 * 86_400_000, time + step.ms);
      await life.spending.settled();
      onItsWay = 0;
    } else if (step.kind === 'die') {
      life.store.die();
      lost += onItsWay;
      onItsWay = 0;
      running = [];
      life = live();
    } else if (step.kind === 'begin') {
      const most = { ...NO_USAGE, inputTokens: step.tokens, outputTokens: step.tokens };
      largest = Math.max(largest, costOf(step.model, most) ?? 0);
      const day = budgetDay(time, zone);
      const route = { provider: 'claude', model: step.model } as const;
      const spender = { action: step.action, workspace: '', urgent: step.urgent };
      const begun = await Promise.allSettled(
        Array.from({ length: step.many }, async () => life.spending.begin(route, spender, most)),
      );
      for (const one of begun)
        if (one.status === 'fulfilled') {
          admitted += 1;
          running.push({ payment: one.value, day, model: step.model, tokens: step.tokens });
        }
    } else {
      const one = running[step.which % Math.max(1, running.length)];
      if (one === undefined) continue;
      const part = Math.floor(one.tokens * step.share);
      // What it read was known; only what it writes can be less, and both may be more than was thought.
      const used = { ...NO_USAGE, inputTokens: part, outputTokens: part };
      if (step.sofar) one.payment.sofar(() => used);
      else {
        one.payment.end(used, {});
        one.payment.end({ ...used, outputTokens: 999_999 }, {});
        running = running.filter((other) => other !== one);
        bill(one.day, costOf(one.model, used) ?? 0);
        onItsWay += costOf(one.model, used) ?? 0;
      }
    }
  }
  // The worst that may still come: every answer under way grows as long as it may.
  for (const { payment, day, model, tokens } of running) {
    const used = {
      ...NO_USAGE,
      inputTokens: Math.floor(tokens * ERROR),
      outputTokens: Math.floor(tokens * ERROR),
    };
    payment.end(used, {});
    bill(day, costOf(model, used) ?? 0);
  }
  await life.spending.settled();
  const months = new Set([...disk.rows.values()].map(({ day }) => monthOf(day)));
  for (const month of [monthOf(budgetDay(time, zone)), ...months]) {
    const last = live();
    await last.spending.near({ action: 'ask', workspace: '' });
    await last.spending.settled();
    await last.store.read(month);
  }
  return { rows: [...disk.rows.values()], holds: disk.holds, billed, largest, admitted, lost };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const steps = fc.array(aStep, { minLength: 1, maxLength: 40 });
const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'UTC');

describe('a budget, under any interleaving, death and change of the clock', () => {
  it('is never passed by more than the error of one estimate', async () => {
    let admitted = 0;
    await fc.assert(
      fc.asyncProperty(steps, zones, async (played, zone) => {
        const { rows, largest, admitted: now } = await play(played, zone);
        admitted += now;
        const error = largest * (ERROR - 1) + 1e-6;
        for (const day of new Set(rows.map((row) => row.day))) {
          const ofDay = rows.filter((row) => row.day === day);
          expect(sum(ofDay.map(({ usd }) => usd))).toBeLessThanOrEqual(DAY_USD + error);
          expect(sum(ofDay.filter(({ action }) => action === 'chat').map(({ usd }) => usd))).toBeLessThanOrEqual(
            CHAT_USD + error,
          );
        }
        for (const month of new Set(rows.map((row) => monthOf(row.day)))) {
          const ofMonth = rows.filter((row) => monthOf(row.day) === month);
          expect(sum(ofMonth.map(({ usd }) => usd))).toBeLessThanOrEqual(MONTH_USD + error);
        }
      }),
      { numRuns: 150 },
    );
    // A house that refused everything would pass too.
    expect(admitted).toBeGreaterThan(150);
  });

  it('loses nothing and doubles nothing of what ended, and holds nothing back for ever', async () => {
    await fc.assert(
      fc.asyncProperty(steps, zones, async (played, zone) => {
        const { rows, holds, billed, lost } = await play(played, zone);
        expect(holds.size).toBe(0);
        for (const [day, usd] of billed) {
          const ofDay = rows.filter((row) => row.day === day);
          // What a dead life left open is booked beside it, marked as estimated.
          const died = played.some(({ kind }) => kind === 'die');
          const booked = sum(ofDay.map((row) => row.usd));
          const off = died ? Math.max(0, usd - lost - booked) : Math.abs(booked - usd);
          expect(off).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 100 },
    );
  });
});
