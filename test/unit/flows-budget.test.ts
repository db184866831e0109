import { beforeEach, describe, expect, it } from 'vitest';
import { createSpending } from '../../lib/flows/keep-spending.ts';
import type { Spending } from '../../lib/flows/keep-spending.ts';
import { payingPort } from '../../lib/flows/paying-port.ts';
import { budgetDay } from '../../lib/policy/budget-period.ts';
import { tokensIn } from '../../lib/policy/spending-row.ts';
import type { Spent } from '../../lib/policy/spending-row.ts';
import { DEFAULT_BUDGET } from '../../lib/settings/budget.ts';
import type { Budget } from '../../lib/settings/budget.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { HAIKU, LOCAL, createLadder } from '../fixtures/ladder.ts';
import type { Ladder } from '../fixtures/ladder.ts';
import { createMemorySpending } from '../fixtures/memory-spending.ts';
import { settle } from '../fixtures/hand-model.ts';

const SONNET = 'claude-sonnet-5-5';
const ZONE = 'Europe/Berlin';

let house: Ladder;
let store: ReturnType<typeof createMemorySpending>;
let spending: Spending;

function setUp(budget: Partial<Budget>, others = [HAIKU]): void {
  house = createLadder(others);
  house.bench.changed = { ...house.bench.changed, budget: { ...DEFAULT_BUDGET, ...budget } };
  store = createMemorySpending();
  let ids = 0;
  spending = createSpending({
    clock: house.bench.clock,
    chance: { id: () => `hold ${(ids += 1)}` },
    log: house.bench.log,
    store,
    life: 'this',
    zone: () => ZONE,
    settings: async () => ({ ...DEFAULT_SETTINGS, ...house.bench.changed }),
  });
  const raw = house.bench.model;
  house.bench.model = (provider, contents, bill) =>
    payingPort(raw(provider, contents, bill), provider, bill, { spending, factsOf: house.bench.factsOf });
  house.bench.near = spending.near;
}

/** As if so much had been spent today before. */
async function spent(usd: number): Promise<void> {
  const day = budgetDay(house.bench.clock.now(), ZONE);
  const before: Spent = {
    day,
    action: 'ask',
    workspace: '',
    provider: 'claude',
    model: SONNET,
    requests: 1,
    estimated: 0,
    inputTokens: 1,
    outputTokens: 1,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    usd,
    unpricedTokens: 0,
  };
  await store.settle('before', [before], false);
}

const ledger = () => [...store.disk.rows.values()];

describe('the ledger', () => {
  beforeEach(() => setUp({}));

  it('holds what an answer says that it cost', async () => {
    const id = await house.begin();
    await house.say('It launches in May.');
    await settle();
    const provenance = house.answerOf(id)?.provenance;
    expect(provenance?.costUsd).toBeGreaterThan(0);
    expect(ledger()).toMatchObject([
      { action: 'summarize', provider: 'claude', model: SONNET, requests: 1, usd: provenance?.costUsd, estimated: 0 },
    ]);
    expect(ledger().map(tokensIn)).toEqual([tokensIn(provenance?.usage ?? NONE)]);
    expect(store.disk.holds.size).toBe(0);
  });

  it('holds back what a request under way may cost, and lets go of what came to nothing', async () => {
    await house.begin();
    await settle();
    expect([...store.disk.holds.values()]).toMatchObject([{ life: 'this', soFar: { model: SONNET } }]);
    await house.model.last.fail('claude-key-invalid');
    await settle();
    expect(store.disk.holds.size).toBe(0);
  });

  it('counts the words of an answer that was cut, whose use nobody told', async () => {
    await house.begin();
    await house.model.last.say('It launches in May, says Mara, who owns it.');
    await house.model.last.fail('claude-cut');
    await settle();
    const [row] = ledger();
    expect(row).toMatchObject({ requests: 1, estimated: 1 });
    expect(row?.outputTokens).toBeGreaterThan(5);
    expect(row?.inputTokens).toBeGreaterThan(0);
  });

  it('books once what a dead life left open, as far as it had come', async () => {
    await store.hold({
      id: 'left',
      life: 'another',
      day: '1970-01-01',
      usd: 1,
      tokens: 0,
      soFar: {
        day: '1970-01-01',
        action: 'ask',
        workspace: '',
        provider: 'claude',
        model: SONNET,
        requests: 1,
        inputTokens: 9,
        outputTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        usd: 0.25,
        unpricedTokens: 0,
        estimated: 1,
      },
    });
    await spending.near({ action: 'ask', workspace: '' });
    await spending.settled();
    await settle();
    expect(store.disk.holds.size).toBe(0);
    expect(ledger()).toMatchObject([{ usd: 0.25, estimated: 1 }]);
  });
});

describe('near the end of a budget', () => {
  it('the cheapest model goes first from the share on that is set, and the trail says why', async () => {
    setUp({ dayUsd: 10 });
    await spent(8);
    const id = await house.begin();
    expect(house.model.last.model).toBe(HAIKU.model);
    await house.say('It launches in May.');
    await settle();
    const { provenance } = house.answerOf(id) ?? {};
    expect(provenance).toMatchObject({ asked: SONNET, answeredBy: HAIKU.model });
    expect(provenance?.trail.map(({ model, outcome }) => [model, outcome])).toMatchObject([
      [SONNET, { code: 'budget-near', detail: '80 % of today’s budget is used' }],
      [HAIKU.model, 'answered'],
    ]);
  });

  it('the asked model goes first below it', async () => {
    setUp({ dayUsd: 10 });
    await spent(7.9);
    await house.begin();
    expect(house.model.last.model).toBe(SONNET);
  });

  it('who is asked as urgent is asked all the same', async () => {
    setUp({ dayUsd: 10 });
    await spent(8.5);
    await house.begin({ urgent: true });
    expect(house.model.last.model).toBe(SONNET);
  });
});

describe('over a budget', () => {
  it('nobody is asked who costs money; the request waits for the next day and runs as urgent', async () => {
    setUp({ dayUsd: 10 });
    await spent(9.6);
    const id = await house.begin();
    expect(house.model.attempts).toHaveLength(0);
    const job = house.jobOf(id);
    expect(job).toMatchObject({ state: 'waiting', wait: { cause: { code: 'budget-spent', unsent: true } } });
    expect(job?.modelFreeId).toBeDefined();
    // Berlin’s first midnight of 1970 was at 23:00 UTC.
    expect(Math.abs((job?.wait?.until ?? 0) - 23 * 3_600_000)).toBeLessThan(1_000);
    await house.runner.retry(id, undefined, true);
    await settle();
    expect(house.model.last.model).toBe(SONNET);
  });

  it('what is urgent too ends at the cap itself', async () => {
    setUp({ dayUsd: 10 });
    await spent(10);
    const id = await house.begin({ urgent: true });
    expect(house.model.attempts).toHaveLength(0);
    expect(house.jobOf(id)).toMatchObject({ state: 'waiting', wait: { cause: { code: 'budget-spent' } } });
  });

  it('a model of this computer is asked, whatever was spent', async () => {
    setUp({ dayUsd: 1 }, [HAIKU, LOCAL]);
    await spent(5);
    await house.begin();
    expect(house.asked).toContain('openai:local');
    expect(house.model.attempts.map(({ model }) => model)).toEqual([LOCAL.model]);
  });

  it('ten at once do not spend what is there for one', async () => {
    setUp({ dayUsd: 0.02 }, []);
    const one = { inputTokens: 1_000, outputTokens: 1_000, cacheReadTokens: 0, cacheWriteTokens: 0 };
    const asked = { provider: 'claude', model: SONNET } as const;
    const ended = await Promise.allSettled(
      Array.from({ length: 10 }, async () => spending.begin(asked, { action: 'ask', workspace: '' }, one)),
    );
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

const NONE = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
