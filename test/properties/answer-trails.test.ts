import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { addUsage } from '../../lib/flows/tally.ts';
import type { TrailStep } from '../../lib/jobs/answer.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { AnswerEvent, Usage } from '../../lib/models/answer-event.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { plainFacts } from '../../lib/models/plain-facts.ts';
import type { Route } from '../../lib/models/route.ts';
import { INPUT, actionInParts, createBench } from '../fixtures/answering.ts';
import { VirtualTime } from '../world/virtual-time.ts';

/** How a service meets one request. */
const MEETING = fc.constantFrom(
  'answers',
  'overloaded',
  'unavailable',
  'slow',
  'silent',
  'breaks before a word',
  'breaks off',
  'says nothing',
);
type Meeting = 'answers' | 'overloaded' | 'unavailable' | 'slow' | 'silent' | `breaks ${string}` | 'says nothing';

const ROUTES: readonly Route[] = [
  { provider: 'claude', model: 'claude-haiku-5-5' },
  { provider: 'openai:local', model: 'llama' },
];
const PAID: Usage = { ...NO_USAGE, inputTokens: 100, outputTokens: 7 };
const BEGUN: Usage = { ...NO_USAGE, inputTokens: 100 };

/** A world whose services do as the list says, one request after the other, and write down whom they saw. */
function createWorld(meetings: readonly Meeting[], parts: number) {
  const clock = new VirtualTime();
  const seen: { readonly model: string; readonly requestId: string; usage: Usage }[] = [];
  const bench = createBench(
    {
      async *answer(model, _request, signal): AsyncGenerator<AnswerEvent> {
        const meeting = meetings[seen.length % meetings.length] ?? 'answers';
        const entry = { model, requestId: `req-${seen.length + 1}`, usage: NO_USAGE };
        seen.push(entry);
        if (meeting === 'silent') await clock.sleep(1_000_000, signal);
        await clock.sleep(meeting === 'slow' ? 12_000 : 300, signal);
        if (meeting === 'unavailable') throw new Failure({ code: 'claude-unavailable', model });
        entry.usage = BEGUN;
        yield { type: 'answer-start', model, requestId: entry.requestId, usage: BEGUN };
        if (meeting === 'overloaded') throw new Failure({ code: 'model-overloaded', model });
        if (meeting === 'breaks before a word') throw new Failure({ code: 'claude-cut', model });
        await clock.sleep(100, signal);
        if (meeting !== 'says nothing') yield { type: 'text-delta', block: 0, text: 'It launches.' };
        if (meeting === 'breaks off') throw new Failure({ code: 'claude-cut', model });
        entry.usage = PAID;
        yield { type: 'answer-end', stopped: 'done', usage: PAID };
      },
      countTokens: async () => 1,
      models: async () => [],
    },
    actionInParts(parts),
  );
  const ports = {
    ...bench,
    clock,
    factsOf: async ({ provider, model }: Route) => (provider === 'claude' ? factsFor(model) : plainFacts(model)),
    routes: async (asked: Route) => [asked, ...ROUTES],
  };
  return { clock, seen, stores: bench.stores, runner: createJobRunner(ports, 'life', () => () => {}) };
}

/**
 * Who was asked, by a trail. A try that had no name for its request was not answered at all; one that was held back here
 * asked nobody.
 */
const askedBy = (trail: readonly TrailStep[]) =>
  trail
    .filter(({ outcome }) => typeof outcome === 'string' || outcome.unsent !== true)
    .map(({ model, requestId }) => `${model} ${requestId ?? '-'}`);

const byText = (one: string, other: string): number => (one < other ? -1 : 1);

describe('the trail of an answer', () => {
  it('tells every request that a service saw, and what all of them used', async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(MEETING, { minLength: 1, maxLength: 9 }), fc.nat(2), async (meetings, parts) => {
        const { clock, seen, stores, runner } = createWorld(meetings, parts);
        const id = await runner.start(INPUT);
        await clock.run(runner.settled(id));
        const job = stores.jobs.rows.get(id);
        const answer = stores.answers.rows.get(job?.answerId ?? '');
        ends.add(`${job?.state} ${answer?.state ?? 'without words'}`);
        const trail = answer?.provenance.trail ?? job?.trail ?? [];
        // Parts are asked side by side: those of one moment stand in any order.
        const named = new Set(trail.map(({ requestId }) => requestId));
        const asked = seen.map(({ model, requestId }) => `${model} ${named.has(requestId) ? requestId : '-'}`);
        expect(askedBy(trail).toSorted(byText)).toEqual(asked.toSorted(byText));
        const used = seen.reduce((sum, { usage }) => addUsage(sum, usage), NO_USAGE);
        expect(answer?.provenance.usage ?? used).toEqual(used);
        expect(answer?.provenance.answeredBy ?? trail.at(-1)?.model).toBe(trail.at(-1)?.model);
      }),
      { numRuns: 150 },
    );
    expect([...ends].toSorted(byText)).toEqual(['done done', 'failed interrupted', 'waiting without words']);
  });
});
