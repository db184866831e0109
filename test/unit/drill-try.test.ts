import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { tryOut } from '../../lib/flows/drill-try.ts';
import type { TryPorts } from '../../lib/flows/drill-try.ts';
import { DRILL_ACTS } from '../../lib/messages/drill-desk.ts';
import type { DrillAct, DrillRow } from '../../lib/messages/drill-desk.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { ModelPort } from '../../lib/models/answer-event.ts';
import { createBench, INPUT, PLAN } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';

const HAIKU = 'claude-haiku-5-5';

/** A model that answers at once, but for those names that are down. */
const modelWith = (down: Readonly<Record<string, FailureCode>>): ModelPort => ({
  async *answer(model) {
    const code = down[model] ?? down['*'];
    yield { type: 'answer-start', model, requestId: 'req' };
    if (code === 'claude-cut') yield { type: 'text-delta', text: 'It launches', block: 0 };
    if (code !== undefined) throw new Failure({ code, model });
    yield { type: 'text-delta', text: 'It launches in May.', block: 0 };
    yield { type: 'answer-end', stopped: 'done', usage: { ...NO_USAGE, inputTokens: 100, outputTokens: 10 } };
  },
  countTokens: async () => 100,
  models: async () => [],
});

let bench: Bench;
let differs: Partial<TryPorts>;
beforeEach(() => {
  differs = {};
  bench = createBench(modelWith({}));
});

const row = (act: DrillAct, page = INPUT.target): Promise<DrillRow> =>
  tryOut(
    {
      answering: bench,
      search: async () => ({ hits: [], total: 0, mirrored: 0, known: 0, failures: [] }),
      copyOf: async () => PLAN,
      reread: async () => PLAN,
      kept: async () => ({ answers: 2, chats: 0 }),
      within: (_ms, signal) => signal,
      ...differs,
    },
    act,
    page,
    new AbortController().signal,
  );

describe('what a drill tries', () => {
  it('is answered where the models are up, at what it costs', async () => {
    expect(await row('summarize')).toMatchObject({ act: 'summarize', got: 'answer', model: 'claude-sonnet-5-5' });
    expect((await row('summarize')).costUsd).toBeGreaterThan(0);
    expect((await row('summarize')).ms).toBeGreaterThan(0);
  });

  it('is answered by another model where one is left, and names why', async () => {
    bench = createBench(modelWith({ 'claude-sonnet-5-5': 'model-overloaded' }));
    bench.others = [{ provider: 'claude', model: HAIKU }];
    expect(await row('summarize')).toMatchObject({ got: 'other-model', model: HAIKU, cause: 'model-overloaded' });
  });

  it('falls back to what the page says, and waits', async () => {
    bench = createBench(modelWith({ '*': 'claude-unavailable' }));
    for (const act of ['summarize', 'ask', 'chat', 'keep-question'] as const) {
      expect(await row(act)).toMatchObject({ act, got: 'model-free', waits: true, cause: 'claude-unavailable' });
    }
  });

  it('goes on from a cut answer, and keeps it where nobody can', async () => {
    expect(await row('continue')).toMatchObject({ got: 'answer' });
    bench = createBench(modelWith({ '*': 'claude-unavailable' }));
    expect(await row('continue')).toMatchObject({ got: 'model-free', cause: 'claude-unavailable' });
  });

  it('leaves no trace of its questions in any store', async () => {
    for (const down of [{}, { '*': 'claude-unavailable' }, { '*': 'claude-cut' }] as const) {
      bench = createBench(modelWith(down));
      for (const act of DRILL_ACTS) await row(act);
      const { jobs, answers, steps, pages } = bench.stores;
      expect([jobs, answers, steps, pages].map(({ rows }) => rows.size)).toEqual([0, 0, 0, 0]);
    }
  });

  it('says which answers and copies are at hand on the device', async () => {
    expect(await row('earlier-answers')).toMatchObject({ got: 'from-device' });
    expect(await row('earlier-chats')).toMatchObject({ got: 'not-tried' });
    expect(await row('reader')).toMatchObject({ got: 'from-device' });
    differs = { copyOf: async () => undefined };
    expect(await row('reader')).toMatchObject({ got: 'nothing' });
  });

  it('keeps to the copy where Notion does not give the page', async () => {
    expect(await row('refresh')).toMatchObject({ got: 'from-notion' });
    differs = { reread: () => Promise.reject(new Failure('notion-unavailable')) };
    expect(await row('refresh')).toMatchObject({ got: 'from-device', cause: 'notion-unavailable' });
  });

  it('tells what kept a search from finding anything', async () => {
    const failures = [{ code: 'notion-unavailable' }] as const;
    differs = { search: async () => ({ hits: [], total: 0, mirrored: 0, known: 0, failures }) };
    expect(await row('titles')).toMatchObject({ got: 'nothing', cause: 'notion-unavailable' });
  });

  it('is not tried without a page, and says so', async () => {
    const got = await Promise.all(
      DRILL_ACTS.filter((act) => !act.startsWith('earlier')).map((act) =>
        tryOut(
          {
            answering: bench,
            search: () => Promise.reject(new Error('asked')),
            copyOf: () => Promise.reject(new Error('asked')),
            reread: () => Promise.reject(new Error('asked')),
            kept: async () => ({ answers: 0, chats: 0 }),
            within: (_ms, signal) => signal,
          },
          act,
          undefined,
          new AbortController().signal,
        ),
      ),
    );
    expect(new Set(got.map((each) => each.got))).toEqual(new Set(['not-tried']));
  });
});
