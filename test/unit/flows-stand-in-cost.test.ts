import { beforeEach, describe, expect, it } from 'vitest';
import type { Action, Plan } from '../../lib/actions/action.ts';
import { SHAPES } from '../../lib/messages/protocol.ts';
import type { Route } from '../../lib/models/route.ts';
import { actionInParts } from '../fixtures/answering.ts';
import { HAIKU, LOCAL, OLLAMA, createLadder } from '../fixtures/ladder.ts';
import type { Ladder } from '../fixtures/ladder.ts';

const OPUS: Route = { provider: 'claude', model: 'claude-opus-5-5' };

/** Requests of about so many tokens each: as one, or as the parts of a long page. */
function actionOf(tokens: number, parts = 0): Action {
  const plain = actionInParts(parts);
  const text = 'x'.repeat(tokens * 3.6);
  const longer = (plan: Plan): Plan =>
    plan.kind === 'whole'
      ? { ...plan, request: { ...plan.request, turns: [{ role: 'user', text }] } }
      : {
          ...plan,
          parts: plan.parts.map((part) => ({
            ...part,
            request: { ...part.request, turns: [{ role: 'user', text }] },
          })),
        };
  return { ...plain, plan: (material, options) => longer(plain.plan(material, options)) };
}

let house: Ladder;
/** Which models were asked after the asked one had failed, until nobody was left. */
async function askedInPlace(action: Action): Promise<readonly string[]> {
  house.bench.action = () => action;
  await house.begin();
  const { attempts } = house.model;
  for (let failed = 0; failed < attempts.length; failed += 1) await attempts[failed]?.fail('model-overloaded');
  const asked = [...new Set(attempts.map(({ model }) => model))];
  expect(asked[0]).toBe('claude-sonnet-5-5');
  return asked.slice(1);
}

describe('what a stand-in may cost', () => {
  beforeEach(() => {
    house = createLadder([OPUS, HAIKU]);
  });

  it('leaves out who would cost more by estimate, and nobody else', async () => {
    expect(await askedInPlace(actionOf(150_000))).toEqual(['claude-haiku-5-5']);
  });

  it('is no matter for a question of ordinary length', async () => {
    expect(await askedInPlace(actionOf(24_000))).toEqual(['claude-opus-5-5', 'claude-haiku-5-5']);
  });

  it('counts all parts of a long page together', async () => {
    expect(await askedInPlace(actionOf(60_000, 3))).toEqual(['claude-haiku-5-5']);
  });

  it('counts the longest answer', async () => {
    const action = actionOf(10);
    const plan: Action['plan'] = (...made) => {
      const short = action.plan(...made);
      return short.kind === 'whole' ? { ...short, request: { ...short.request, maxTokens: 40_000 } } : short;
    };
    expect(await askedInPlace({ ...action, plan })).toEqual(['claude-haiku-5-5']);
  });

  it('is what the person set', async () => {
    house.bench.changed = { standInUsd: 0.7 };
    expect(await askedInPlace(actionOf(150_000))).toEqual(['claude-opus-5-5', 'claude-haiku-5-5']);
  });

  it('goes by the prices that the person corrected', async () => {
    house.bench.changed = { prices: { 'claude-opus-5-5': { input: 0.1, output: 0.5 } } };
    expect(await askedInPlace(actionOf(150_000))).toEqual(['claude-opus-5-5', 'claude-haiku-5-5']);
  });

  it('leaves who has no known price, and never holds the asked model back', async () => {
    house = createLadder([OPUS, LOCAL]);
    house.bench.changed = { standInUsd: 0, providers: [OLLAMA] };
    expect(await askedInPlace(actionOf(100))).toEqual(['llama']);
  });

  it('leaves the failure that of the asked model, and the trail free of who was not asked', async () => {
    house = createLadder([OPUS]);
    house.bench.action = () => actionOf(150_000);
    const id = await house.begin();
    await house.refuse('claude-sonnet-5-5');
    const job = house.jobOf(id);
    expect(job).toMatchObject({ state: 'waiting', wait: { cause: { code: 'model-overloaded' } } });
    expect(job?.wait?.cause.model).toBe('claude-sonnet-5-5');
    expect(new Set(job?.trail.map(({ model }) => model))).toEqual(new Set(['claude-sonnet-5-5']));
  });
});

it.each([
  [0, true],
  [0.25, true],
  [-1, false],
  [Number.POSITIVE_INFINITY, false],
  [Number.NaN, false],
  ['1', false],
])('takes %s as an amount of money: %s', (standInUsd, fits) => {
  expect(SHAPES['settings.change']({ standInUsd }).fits).toBe(fits);
});
