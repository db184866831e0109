import { beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../../lib/actions/action.ts';
import type { JobId } from '../../lib/base/ids.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import type { JobRunner } from '../../lib/flows/run-jobs.ts';
import { previewJob } from '../../lib/flows/preview-job.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { Job, JobInput } from '../../lib/jobs/job.ts';
import type { Route } from '../../lib/models/route.ts';
import type { ProviderId, ProviderSettings } from '../../lib/settings/provider.ts';
import { plainFacts } from '../../lib/models/plain-facts.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { INPUT, actionInParts, createBench, refuseAll, wordsOf } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import { HandModel, settle } from '../fixtures/hand-model.ts';
import type { Attempt } from '../fixtures/hand-model.ts';

const HAIKU: Route = { provider: 'claude', model: 'claude-haiku-5-5' };
const LOCAL: Route = { provider: 'openai:local', model: 'llama' };
const OLLAMA: ProviderSettings = {
  id: 'openai:local',
  name: 'Ollama on this computer',
  baseUrl: 'http://localhost:11434/v1',
  header: 'none',
  models: ['llama'],
  classes: ['internal'],
};
const SECONDS = 1_000;

let model: HandModel;
let bench: Bench;
let runner: JobRunner;
let asked: ProviderId[];

const begin = async (input: Partial<JobInput> = {}): Promise<JobId> => {
  const id = await runner.start({ ...INPUT, ...input });
  await settle();
  return id;
};
const jobOf = (id: JobId): Job | undefined => bench.stores.jobs.rows.get(id);
const answerOf = (id: JobId): Answer | undefined => bench.stores.answers.rows.get(jobOf(id)?.answerId ?? '');

/** Fails the attempts of one model until another one is asked, or nobody. */
const refuse = async (name: string, code: Parameters<Attempt['fail']>[0] = 'model-overloaded'): Promise<void> => {
  for (let before = 0; model.last.model === name && before < model.attempts.length;) {
    before = model.attempts.length;
    await model.last.fail(code);
    await settle();
  }
};
const say = async (text: string): Promise<void> => {
  await model.last.say(text);
  await model.last.end();
};
const trailOf = ({ trail }: { readonly trail: Job['trail'] }) =>
  trail.map((step) => [step.model, typeof step.outcome === 'string' ? step.outcome : step.outcome.code]);

beforeEach(() => {
  model = new HandModel();
  asked = [];
  bench = createBench(model);
  bench.model = (provider) => {
    asked.push(provider);
    return model;
  };
  bench.factsOf = async (route) => (route.provider === 'claude' ? factsFor(route.model) : plainFacts(route.model));
  bench.changed = { providers: [OLLAMA] };
  runner = createJobRunner(bench, 'life', () => () => {});
});

describe('an answer by another model', () => {
  beforeEach(() => {
    bench.others = [HAIKU, LOCAL];
  });

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
    expect(asked.at(-1)).toBe('openai:local');
    expect(wordsOf(model.last.request)).toContain('you are llama and answer in place of Claude Sonnet 5.5');
    await say('It launches.');
    expect(answerOf(id)?.provenance).toMatchObject({
      answeredBy: 'llama',
      provider: 'openai:local',
      providerName: 'Ollama on this computer',
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
    expect(trailOf(answerOf(id)?.provenance ?? { trail: [] })).toEqual([
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
    expect(trailOf(answerOf(next)?.provenance ?? { trail: [] })).toEqual([
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
  beforeEach(() => {
    bench.others = [HAIKU];
  });

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
    expect(new Set(asked)).toEqual(new Set(['claude']));
    expect(jobOf(id)?.state).toBe('waiting');
  });
});

describe('a job without a word', () => {
  it('has what stands in beside it from second eight on, and is not disturbed', async () => {
    await begin().then(async () => say('It launches in May.'));
    const id = await begin({ fresh: true });
    await bench.pass(7 * SECONDS);
    expect(jobOf(id)).not.toHaveProperty('modelFreeId');
    await bench.pass(1 * SECONDS);
    const job = jobOf(id);
    expect(job).toMatchObject({ state: 'running' });
    expect(bench.stores.answers.rows.get(job?.modelFreeId ?? '')?.text).toBe('By rule: Launch plan');
    expect(bench.stores.answers.rows.get(job?.lastGoodId ?? '')?.text).toBe('It launches in May.');
    await say('It launches in June.');
    expect(answerOf(id)).toMatchObject({ state: 'done', text: 'It launches in June.' });
  });

  it('has none of it once a word is there', async () => {
    const id = await begin();
    await model.last.say('It lau');
    await bench.pass(20 * SECONDS);
    expect(jobOf(id)).not.toHaveProperty('modelFreeId');
  });

  it('has the last good answer while the page is still being read', async () => {
    await begin().then(async () => say('It launches in May.'));
    bench.readPage = () => new Promise(() => {});
    const id = await begin({ fresh: true });
    await bench.pass(8 * SECONDS);
    expect(jobOf(id)?.lastGoodId).toBeDefined();
    expect(jobOf(id)).not.toHaveProperty('modelFreeId');
  });

  it('waits for as long as the person allows, and tells what it tried when it is answered', async () => {
    bench.changed = { waitHours: 2 };
    const id = await begin();
    await refuseAll(model, 'claude-unavailable');
    const { wait, trail = [] } = jobOf(id) ?? {};
    expect(wait).toMatchObject({ cause: { code: 'claude-unavailable' } });
    expect((wait?.expiresAt ?? 0) - (wait?.since ?? 0)).toBe(2 * 3_600 * SECONDS);
    expect(trail).toHaveLength(model.attempts.length);
    await bench.pass(400 * SECONDS);
    await runner.wake(id);
    await settle();
    await say('It launches.');
    expect(answerOf(id)?.provenance.trail).toHaveLength(model.attempts.length);
    expect(jobOf(id)?.state).toBe('done');
  });

  it('leaves one result without a model, however often it is tried', async () => {
    const id = await begin();
    await refuseAll(model, 'claude-unavailable');
    const first = jobOf(id)?.modelFreeId;
    await bench.pass(400 * SECONDS);
    await runner.wake(id);
    await settle();
    await refuseAll(model, 'claude-unavailable');
    expect(jobOf(id)).toMatchObject({ state: 'waiting', modelFreeId: first });
  });

  it.each(['claude-key-invalid', 'claude-spend-limit', 'model-refusal'] as const)(
    'fails when only the person can mend it: %s',
    async (code) => {
      const id = await begin();
      await refuseAll(model, code);
      expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code } });
      expect(jobOf(id)?.modelFreeId).toBeDefined();
    },
  );

  it('is stopped by the person and waits for nothing', async () => {
    const id = await begin();
    await runner.stop(id);
    await runner.settled(id);
    expect(jobOf(id)?.state).toBe('cancelled');
  });

  it('fails where there are words to go on from', async () => {
    const cut = await begin();
    await model.last.say('It launches in ');
    await model.last.fail('claude-cut');
    const next = await runner.proceed(cut);
    await settle();
    await refuseAll(model, 'claude-unavailable');
    expect(jobOf(next)).toMatchObject({ state: 'failed', failure: { code: 'claude-unavailable' } });
    expect(answerOf(next)?.text).toBe('It launches in ');
  });
});

describe('an answer that another model gave', () => {
  beforeEach(async () => {
    bench.others = [HAIKU];
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
