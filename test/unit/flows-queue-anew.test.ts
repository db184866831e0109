import { beforeEach, describe, expect, it } from 'vitest';
import type { FailureCode } from '../../lib/base/failure.ts';
import { asAnswerId, asJobId } from '../../lib/base/ids.ts';
import { askAnew } from '../../lib/flows/queue-anew.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { INPUT } from '../fixtures/answering.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';
import { aJob, anAnswer, createMemoryStores } from '../fixtures/memory-stores.ts';

const SONNET = 'claude-sonnet-5-5';
const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

describe('answers of a model that stood in', () => {
  let stores: ReturnType<typeof createMemoryStores>;
  let breakers: ReturnType<typeof createMemoryBreakers>;

  const look = () =>
    askAnew({ clock: { now: () => NOW, sleep: async () => {} }, breakers, ...stores }, DEFAULT_SETTINGS);
  const jobs = () => [...stores.jobs.rows.values()];
  const answered = async (why: FailureCode, differs: Partial<Job> = {}): Promise<void> => {
    const trail = [{ model: SONNET, startedAt: 0, endedAt: 1, outcome: { code: why } }];
    const answer = anAnswer('by haiku', { updatedAt: NOW - 10 * MINUTE, sections: ['as it was'] });
    await stores.answers.put({
      ...answer,
      provenance: { ...answer.provenance, answeredBy: 'claude-haiku-5-5', trail },
    });
    const createdAt = NOW - 11 * MINUTE;
    await stores.jobs.add(
      aJob('one', { input: INPUT, state: 'done', answerId: asAnswerId('by haiku'), createdAt, ...differs }),
    );
  };
  const closed = (since: number) =>
    breakers.change(`model:claude/${SONNET}`, () => ({
      key: `model:claude/${SONNET}`,
      state: 'closed',
      failures: [],
      opens: 0,
      successes: 0,
      since,
    }));

  beforeEach(() => {
    stores = createMemoryStores();
    breakers = createMemoryBreakers();
  });

  it('are queued once more for the asked model when it is back, each once', async () => {
    await answered('model-overloaded');
    await closed(NOW - MINUTE);
    await look();
    await look();
    expect(jobs()).toHaveLength(2);
    expect(jobs()[1]).toMatchObject({
      id: asJobId('one:anew'),
      state: 'waiting',
      anew: 'one',
      input: { model: SONNET, provider: 'claude', fresh: true },
      lastGoodId: 'by haiku',
      saw: ['as it was'],
      wait: { cause: { code: 'model-overloaded' } },
    });
  });

  it.each([
    ['the model was not out of service since', 'model-overloaded', NOW - 20 * MINUTE, {}],
    ['the model could not take the question', 'prompt-too-long', NOW - MINUTE, {}],
    ['the answer is a turn of a chat', 'model-overloaded', NOW - MINUTE, { input: { ...INPUT, action: 'chat' } }],
    ['it was asked again before', 'model-overloaded', NOW - MINUTE, { anew: asJobId('zero') }],
    ['it was asked too long ago', 'model-overloaded', NOW - MINUTE, { createdAt: NOW - 25 * 60 * MINUTE }],
  ] as const)('stay where %s', async (_why, code, since, differs) => {
    await answered(code, differs);
    await closed(since);
    await look();
    expect(jobs()).toHaveLength(1);
  });

  it('stay while the asked model is still out of service', async () => {
    await answered('model-overloaded');
    await look();
    expect(jobs()).toHaveLength(1);
  });
});
