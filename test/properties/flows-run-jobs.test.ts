import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobId } from '../../lib/base/ids.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { ModelPort } from '../../lib/models/answer-event.ts';
import { INPUT, actionInParts, createBench, wordsOf } from '../fixtures/answering.ts';
import { settle } from '../fixtures/hand-model.ts';
import { Life } from '../fixtures/life.ts';
import { createMemoryStores } from '../fixtures/memory-stores.ts';

const PARTS = 5;
const WORDS = ['# Plan\n', 'It launches ', 'in May. ', 'Mara ', 'owns it.'];

/** What stays when a life ends, with all that a person was shown meanwhile. */
function createDevice() {
  const stores = createMemoryStores();
  const shown: string[] = [];
  const paidTwice: string[] = [];
  const look = (): void => {
    const [job] = [...stores.jobs.rows.values()];
    const text = stores.answers.rows.get(job?.answerId ?? '')?.text ?? '';
    if (text !== '' && text !== shown.at(-1)) shown.push(text);
  };

  /** The scripted model, its stores and its clock, all of which end with the life. */
  const portsOf = (life: Life) => {
    const model: ModelPort = {
      async *answer(name, request) {
        const words = wordsOf(request);
        if (stores.steps.rows.has(words)) paidTwice.push(words);
        await life.pass();
        yield { type: 'answer-start', model: name };
        for (const text of words.startsWith('part') ? [`notes on ${words}`] : WORDS) {
          await life.pass();
          yield { type: 'text-delta', text, block: 0 };
        }
        await life.pass();
        yield { type: 'answer-end', stopped: 'done', usage: NO_USAGE };
      },
      countTokens: async () => 1,
      models: async () => [],
    };
    // A write may reach the disk although the worker dies before it hears of it.
    const around = async <Value>(write: () => Promise<Value>): Promise<Value> => {
      await life.pass();
      const value = await write();
      look();
      await life.pass();
      return value;
    };
    const bench = createBench(model, actionInParts(PARTS), stores);
    const { jobs, answers, steps } = stores;
    return {
      ...bench,
      clock: {
        now: bench.clock.now,
        // What a worker is woken for later is no await that it dies at.
        sleep: (ms: number, signal?: AbortSignal) => (ms < 5_000 ? life.pass() : bench.clock.sleep(ms, signal)),
      },
      jobs: {
        ...jobs,
        add: (job: Parameters<typeof jobs.add>[0]) => around(() => jobs.add(job)),
        change: (...change: Parameters<typeof jobs.change>) => around(() => jobs.change(...change)),
      },
      answers: { ...answers, put: (answer: Parameters<typeof answers.put>[0]) => around(() => answers.put(answer)) },
      steps: { ...steps, put: (step: Parameters<typeof steps.put>[0]) => around(() => steps.put(step)) },
    };
  };
  return { stores, shown, paidTwice, portsOf };
}

/** Awaits that each life lives for; the last one lives on. Fewer lives than a job is given up after. */
const deaths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 });

/** One job through lives that last so many awaits each, and a last one that lives on. */
async function liveThrough(awaits: readonly number[]): Promise<ReturnType<typeof createDevice>> {
  const device = createDevice();
  for (const [at, span] of [...awaits, Number.POSITIVE_INFINITY].entries()) {
    const life = new Life(span);
    const runner = createJobRunner(device.portsOf(life), `life ${at}`, () => () => {});
    if (at === 0) await life.lives(runner.start(INPUT));
    else await life.lives(runner.recover());
    const [id] = [...device.stores.jobs.rows.keys()] as JobId[];
    if (id !== undefined) await life.lives(runner.settled(id));
    await settle();
  }
  return device;
}

describe('a job whose worker dies anywhere', () => {
  it('ends, loses nothing that was shown, and pays for no kept part twice', async () => {
    let interrupted = 0;
    await fc.assert(
      fc.asyncProperty(deaths, async (awaits) => {
        const { stores, shown, paidTwice } = await liveThrough(awaits);
        const [job] = [...stores.jobs.rows.values()];
        expect(paidTwice).toEqual([]);
        for (const [at, text] of shown.entries()) expect(text).toContain(shown[at - 1] ?? '');
        // A start that never said that it was stored promised nothing.
        if (job === undefined) return;
        const answer = stores.answers.rows.get(job.answerId ?? '');
        expect(answer?.text).toContain(shown.at(-1));
        const whole = job.state === 'done';
        if (!whole) interrupted += 1;
        expect([job.state, job.failure?.code, answer?.state]).toEqual(
          whole ? ['done', undefined, 'done'] : ['failed', 'worker-restarted', 'interrupted'],
        );
        expect(whole ? answer?.text : WORDS.join('')).toBe(WORDS.join(''));
      }),
      { numRuns: 150 },
    );
    expect(interrupted).toBeGreaterThan(0);
  });
});
