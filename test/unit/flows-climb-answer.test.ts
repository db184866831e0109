import { beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../../lib/actions/action.ts';
import { previewJob } from '../../lib/flows/preview-job.ts';
import type { JobRunner } from '../../lib/flows/run-jobs.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { plainFacts } from '../../lib/models/plain-facts.ts';
import type { Route } from '../../lib/models/route.ts';
import { INPUT, actionInParts, refuseAll, wordsOf } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import type { HandModel } from '../fixtures/hand-model.ts';
import { settle } from '../fixtures/hand-model.ts';
import { HAIKU, LOCAL, createLadder } from '../fixtures/ladder.ts';
import type { Ladder } from '../fixtures/ladder.ts';

const SECONDS = 1_000;
const trailOf = (answer: Answer | undefined) =>
  answer?.provenance.trail.map((step) => [
    step.model,
    typeof step.outcome === 'string' ? step.outcome : step.outcome.code,
  ]);

let house: Ladder;
let model: HandModel;
let bench: Bench;
let runner: JobRunner;
let { begin, say, refuse, jobOf, answerOf }: Ladder = createLadder();

const build = (...others: readonly Route[]): void => {
  house = createLadder(others);
  ({ model, bench, runner, begin, say, refuse, jobOf, answerOf } = house);
};

describe('an answer by another model', () => {
  beforeEach(() => build(HAIKU, LOCAL));

  it('says who was asked, who answered, and every try between, as the service saw them', async () => {
    const id = await begin();
    await refuse('claude-sonnet-5-5');
    await say('It launches.');
    const { provenance } = answerOf(id) ?? {};
    expect(provenance).toMatchObject({
      asked: 'claude-sonnet-5-5',
      answeredBy: 'claude-haiku-5-5',
      provider: 'claude',
      usage: { inputTokens: 100, outputTokens: 12 },
    });
    expect(provenance?.trail.map(({ model: name, requestId }) => [name, requestId])).toEqual(
      model.attempts.map((attempt, at) => [attempt.model, `req-${at + 1}`]),
    );
    expect(provenance?.trail.at(-1)?.outcome).toBe('answered');
    expect(jobOf(id)?.state).toBe('done');
  });

  it('names the provider where it is not Claude, and tells the model in whose place it answers', async () => {
    bench.others = [LOCAL];
    const id = await begin();
    await refuse('claude-sonnet-5-5');
    expect(house.asked.at(-1)).toBe('openai:local');
    expect(wordsOf(model.last.request)).toContain('you are llama and answer in place of Claude Sonnet 5.5');
    await say('It launches.');
    expect(answerOf(id)?.provenance).toMatchObject({
      answeredBy: 'llama',
      provider: 'openai:local',
      providerName: 'Ollama on this computer',
      costUsd: 0,
    });
  });

  it('cites on the device what a model that cannot cite says', async () => {
    build(LOCAL);
    const item = 'The launch is on 3 December in Lisbon.';
    bench.action = () => ({
      ...actionInParts(0),
      plan: () => ({
        kind: 'whole',
        request: {
          system: '',
          turns: [{ role: 'user', text: 'When?', sources: [{ title: 'Launch plan', url: '', items: [item] }] }],
          maxTokens: 10,
        },
        places: [[[{ page: 0, start: 1, end: 2 }]]],
        removed: 0,
      }),
    });
    const id = await begin();
    await refuse('claude-sonnet-5-5');
    await say('The launch is on 3 December in Lisbon.');
    expect(answerOf(id)).toMatchObject({
      text: 'The launch is on 3 December in Lisbon.[^1]',
      citations: [{ n: 1, start: 1, end: 2, quote: 'It launches in May.' }],
      provenance: { citedBy: 'device' },
    });
  });

  it('tells the asked model nothing of the kind', async () => {
    await begin();
    expect(wordsOf(model.last.request)).toBe('whole');
  });

  it('leaves a model that gives no sign for eight seconds', async () => {
    const id = await begin();
    await bench.pass(8 * SECONDS);
    expect(model.last.model).toBe('claude-haiku-5-5');
    await say('It launches.');
    expect(trailOf(answerOf(id))).toEqual([
      ['claude-sonnet-5-5', 'model-slow'],
      ['claude-haiku-5-5', 'answered'],
    ]);
  });

  it('keeps the words of a model that broke off, and asks nobody else by itself', async () => {
    const id = await begin();
    await model.last.say('It lau');
    await model.last.fail('claude-cut');
    expect(model.attempts).toHaveLength(1);
    expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code: 'claude-cut' } });
    expect(answerOf(id)).toMatchObject({ state: 'interrupted', text: 'It lau' });
  });

  it('goes on on another model from exactly there, and says that both wrote it', async () => {
    const cut = await begin();
    await model.last.say('It launches in ');
    await model.last.fail('claude-cut');
    const next = await runner.proceed(cut, 'claude-haiku-5-5');
    await settle();
    expect(model.last.request.turns.at(-1)?.text).toMatch(/^Claude Sonnet 5\.5 began this answer/);
    await say('It launches in May.');
    expect(answerOf(next)?.text).toBe('It launches in May.');
    expect(trailOf(answerOf(next))).toEqual([
      ['claude-sonnet-5-5', 'claude-cut'],
      ['claude-haiku-5-5', 'answered'],
    ]);
  });

  it('is told which model wrote earlier turns', async () => {
    bench.action = () => ({
      ...actionInParts(0),
      plan: () => ({
        kind: 'whole',
        request: { system: '', turns: [{ role: 'user', text: 'And who?' }], maxTokens: 10 },
        places: [],
        removed: 0,
        writers: ['claude-haiku-5-5', 'claude-sonnet-5-5'],
      }),
    });
    await begin();
    expect(wordsOf(model.last.request)).toContain('earlier answers here were written by Claude Haiku 5.5.');
  });
});

describe('the parts of a long page', () => {
  beforeEach(() => build(HAIKU));

  /** Parts whose keys name their model, as those of the shipped actions do. */
  const inParts = (parts: number): Action => {
    const plain = actionInParts(parts);
    return {
      ...plain,
      plan(material, options) {
        const plan = plain.plan(material, options);
        if (plan.kind !== 'sections') return plan;
        return { ...plan, parts: plan.parts.map((part) => ({ ...part, key: `${part.key} by ${options.model}` })) };
      },
    };
  };

  it('are each worked out by whoever can, and kept under the name of who did', async () => {
    bench.action = () => inParts(1);
    const id = await begin();
    await refuse('claude-sonnet-5-5');
    await say('notes');
    expect([...bench.stores.steps.rows.keys()]).toEqual(['part 1 by claude-haiku-5-5']);
    await say('Whole.');
    expect(answerOf(id)?.text).toBe('Whole.');
    expect(answerOf(id)?.provenance.trail).toHaveLength(model.attempts.length);
  });

  it('are not asked one by one of an account that needs attention', async () => {
    build(LOCAL);
    bench.factsOf = async ({ provider, model: id }) =>
      provider === 'claude' ? factsFor(id) : plainFacts(id, id, 1_000_000);
    bench.action = () => inParts(5);
    await begin();
    for (const attempt of model.attempts.slice(0, 3)) await attempt.fail('claude-billing');
    const claude = model.attempts.filter((attempt) => attempt.model !== 'llama').length;
    for (let at = 0; at < model.attempts.length; at += 1) {
      if (model.attempts[at]?.model !== 'llama') continue;
      await model.attempts[at]?.say('notes');
      await model.attempts[at]?.end();
    }
    expect(model.attempts.filter((attempt) => attempt.model !== 'llama')).toHaveLength(claude);
    expect(wordsOf(model.last.request)).toMatch(/^whole/);
  });

  it('are not paid again while the model that was asked for them is out of service', async () => {
    bench.action = () => inParts(1);
    await bench.stores.steps.put({ key: 'part 1 by claude-haiku-5-5', text: 'kept notes', madeAt: 0, usedAt: 0 });
    await bench.breakers.change('model:claude/claude-sonnet-5-5', () => ({
      key: 'model:claude/claude-sonnet-5-5',
      state: 'open',
      failures: [],
      opens: 1,
      until: Number.MAX_SAFE_INTEGER,
      successes: 0,
      since: 0,
    }));
    await begin();
    expect(model.attempts).toHaveLength(1);
    expect(wordsOf(model.last.request)).toMatch(/^whole\nkept notes/);
  });

  it('are what a model with little room is shown, where the asked one would see the page whole', async () => {
    bench.others = [LOCAL];
    const [whole, parts] = [actionInParts(0), actionInParts(2)];
    bench.action = () => ({
      ...whole,
      plan: (material, options) => (options.contextTokens > 100_000 ? whole : parts).plan(material, options),
    });
    const id = await begin();
    await refuse('claude-sonnet-5-5');
    for (const notes of ['one', 'two']) await say(notes);
    expect(wordsOf(model.last.request)).toMatch(/^whole\none\ntwo/);
    await say('Whole.');
    expect(answerOf(id)).toMatchObject({ state: 'done', text: 'Whole.', provenance: { answeredBy: 'llama' } });
    expect(answerOf(id)?.provenance.trail).toHaveLength(model.attempts.length);
    expect(answerOf(id)?.provenance.usage.inputTokens).toBe(300);
  });

  it('leave out a model that has not even room for one', async () => {
    bench.others = [LOCAL];
    bench.factsOf = async ({ provider, model: id }) => (provider === 'claude' ? factsFor(id) : plainFacts(id, id, 10));
    const id = await begin();
    await refuseAll(model, 'model-overloaded');
    expect(new Set(house.asked)).toEqual(new Set(['claude']));
    expect(jobOf(id)?.state).toBe('waiting');
  });
});

describe('an answer that another model gave', () => {
  beforeEach(async () => {
    build(HAIKU);
    await begin();
    await refuse('claude-sonnet-5-5');
    await say('By Haiku.');
  });

  it('is given again while the asked one is out of service, and nobody is paid for it twice', async () => {
    const before = model.attempts.length;
    const id = await begin();
    await refuseAll(model, 'model-overloaded');
    expect(model.attempts.slice(before).map((attempt) => attempt.model)).not.toContain('claude-haiku-5-5');
    expect(jobOf(id)?.state).toBe('done');
    expect(answerOf(id)?.text).toBe('By Haiku.');
  });

  it('is not passed off as the asked one’s once that is back', async () => {
    const id = await begin();
    await say('By Sonnet.');
    expect(answerOf(id)).toMatchObject({ text: 'By Sonnet.', provenance: { answeredBy: 'claude-sonnet-5-5' } });
    const before = model.attempts.length;
    const again = await begin();
    expect(answerOf(again)?.text).toBe('By Sonnet.');
    expect(model.attempts).toHaveLength(before);
  });
});

it('asks no service to count that is out of service', async () => {
  build();
  let counted = 0;
  model.countTokens = async () => (counted += 1);
  const { signal } = new AbortController();
  await previewJob(bench, INPUT, signal);
  expect(counted).toBe(1);
  await bench.breakers.change('provider:claude', (before) => ({
    failures: [],
    opens: 1,
    successes: 0,
    since: 0,
    ...before,
    key: 'provider:claude',
    state: 'open',
    until: Number.MAX_SAFE_INTEGER,
  }));
  expect(await previewJob(bench, INPUT, signal)).toMatchObject({ counted: false });
  expect(counted).toBe(1);
});
