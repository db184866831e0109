import type { Part, SectionsPlan, WholePlan } from '../actions/action.ts';
import { citationsOf } from '../actions/citations-of.ts';
import { Failure, factsOf } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Answer, TrailStep } from '../jobs/answer.ts';
import { accumulate, newDraft, textOf } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import type { ModelRequest, Usage } from '../models/answer-event.ts';
import { modelName } from '../models/model-name.ts';
import { costOf } from '../models/prices.ts';
import { routeKey } from '../models/route.ts';
import type { Settings } from '../settings/settings.ts';
import { continueRequest } from '../prompt/continue-answer.ts';
import { joinContinuation } from '../prompt/join-continuation.ts';
import { createAnswerWriter } from './answer-writer.ts';
import { citationsFor } from './citations-for.ts';
import type { Work } from './answer-job.ts';

/** Parts of a long page asked at once: enough to overlap waiting, few enough for a small account's rate limit. */
const AT_ONCE = 3;

/** Asks the model, part by part where the page is long, and streams the answer into its row. */
export async function answerByModel(work: Work): Promise<Answer> {
  const tally = createTally(work.settings.prices);
  for (const { model, usage } of work.spent) tally.add(model, usage);
  let plan = work.plan();
  while (plan.kind === 'sections') {
    const results = await askParts(work, plan, tally);
    plan = plan.combine(results);
  }
  return streamWhole(work, plan, tally);
}

/** What the parts of an answer have used. A price may depend on the length of one request, so each is priced by itself. */
interface Tally {
  add(model: string, usage: Usage): void;
  /** With one more request, which may still be under way. */
  with(model: string, usage: Usage): { readonly usage: Usage; readonly costUsd?: number };
}

function createTally(prices: Settings['prices']): Tally {
  let sum = NO_USAGE;
  // Once a part has no price, neither has the whole.
  let paid: number | undefined = 0;
  const priced = (model: string, usage: Usage): number | undefined => {
    const cost = costOf(model, usage, prices);
    return cost === undefined || paid === undefined ? undefined : paid + cost;
  };
  return {
    add(model, usage) {
      paid = priced(model, usage);
      sum = addUsage(sum, usage);
    },
    with(model, usage) {
      const costUsd = priced(model, usage);
      return { usage: addUsage(sum, usage), ...(costUsd === undefined ? {} : { costUsd }) };
    },
  };
}

async function askParts(work: Work, plan: SectionsPlan, tally: Tally): Promise<readonly string[]> {
  const results = new Map<string, string>();
  const total = plan.parts.length;
  for (const part of plan.parts) {
    const kept = await work.ports.steps.get(part.key);
    if (kept !== undefined) results.set(part.key, kept.text);
  }
  const told = (): Promise<void> =>
    work.note({ type: 'progress', progress: { doing: 'sections', done: results.size, total } });
  await told();
  const left = plan.parts.filter(({ key }) => !results.has(key));
  const take = async (): Promise<void> => {
    for (let part = left.shift(); part !== undefined; part = left.shift()) {
      results.set(part.key, await askPart(work, part, tally));
      await told();
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, take));
  } catch (error) {
    left.length = 0;
    throw error;
  }
  return plan.parts.map(({ key }) => results.get(key) ?? '');
}

/** One part: kept before it counts as done, so that a killed worker does not pay for it again. */
async function askPart(work: Work, part: Part, tally: Tally): Promise<string> {
  const draft = await attempt(work, part.request, newDraft(), () => {}, 'words');
  if (draft.stopped === 'refusal') throw new Failure({ code: 'model-refusal', model: work.options.model });
  tally.add(draft.model ?? work.options.model, draft.usage);
  const now = work.ports.clock.now();
  const text = part.finish(textOf(draft), draft.citations);
  await work.ports.steps.put({ key: part.key, text, madeAt: now, usedAt: now });
  return text;
}

async function streamWhole(work: Work, plan: WholePlan, tally: Tally): Promise<Answer> {
  const { ports, job, blank } = work;
  const earlier = job.input.continues === undefined ? undefined : await ports.answers.get(job.input.continues);
  const request = earlier === undefined ? plan.request : continueRequest(plan.request, earlier.text);
  const writer = createAnswerWriter(ports.answers, ports.clock);
  const firstN = 1 + Math.max(0, ...(earlier?.citations ?? []).map(({ n }) => n));
  let started = false;

  const snapshot = (draft: Draft, state: Answer['state'], trail: readonly TrailStep[]): Answer => {
    const cited = citationsOf(plan, work.pages, draft.citations);
    const answeredBy = draft.model ?? work.options.model;
    const { usage, costUsd } = tally.with(answeredBy, draft.usage);
    return {
      ...blank,
      state,
      text: earlier === undefined ? textOf(draft) : joinContinuation(earlier.text, textOf(draft)),
      citations: [...(earlier?.citations ?? []), ...citationsFor(work.pages, cited)],
      provenance: {
        ...blank.provenance,
        answeredBy,
        trail: [...(earlier?.provenance.trail ?? []), ...trail],
        usage: earlier === undefined ? usage : addUsage(earlier.provenance.usage, usage),
        ...(costUsd === undefined ? {} : { costUsd: costUsd + (earlier?.provenance.costUsd ?? 0) }),
      },
      updatedAt: ports.clock.now(),
    };
  };

  // Nothing waits for these rows. The answer's name goes first, so that its first words wait for one write alone; what
  // is gone on from stays in its place until there are words to replace it.
  work.tell({ type: 'progress', progress: { doing: 'asking', done: 0, total: 1 } });
  const named = (): void => work.tell({ type: 'answer-start', answerId: blank.id });
  if (earlier === undefined) named();
  let latest = newDraft(firstN);
  const show = (draft: Draft): void => {
    latest = draft;
    if (textOf(draft).trim() === '') return;
    writer.write(snapshot(draft, 'streaming', []));
    if (started || earlier === undefined) return;
    started = true;
    named();
  };
  const trail: TrailStep[] = [];
  const startedAt = ports.clock.now();
  const close = (outcome: TrailStep['outcome']): TrailStep => ({
    model: work.options.model,
    startedAt,
    endedAt: ports.clock.now(),
    outcome,
    ...(latest.requestId === undefined ? {} : { requestId: latest.requestId }),
  });

  try {
    const draft = await attempt(work, request, latest, show, earlier === undefined ? 'words' : 'words or silence');
    latest = draft;
    const ended = endOf(draft, work.options.model);
    if (ended !== undefined) throw ended;
    trail.push(close('answered'));
    const whole = snapshot(draft, 'done', trail);
    await writer.end(whole);
    return whole;
  } catch (error) {
    const stopped = work.signal.aborted;
    trail.push(close(stopped ? 'stopped' : factsOf(error)));
    if (textOf(latest).trim() !== '') await writer.end(snapshot(latest, 'interrupted', trail));
    throw error;
  }
}

const ENDINGS = { length: 'model-length', refusal: 'model-refusal', paused: 'model-paused' } as const;

/** An answer that ended otherwise than whole is a failure that keeps its text. */
function endOf({ stopped }: Draft, model: string): Failure | undefined {
  return stopped === undefined || stopped === 'done' ? undefined : new Failure({ code: ENDINGS[stopped], model });
}

/**
 * One streaming attempt. What it shows of the model is noted, unless the person stopped it.
 * @param wanted an answer without words is none, but to be told to go on from an answer that was whole already
 */
async function attempt(
  work: Work,
  request: ModelRequest,
  from: Draft,
  show: (draft: Draft) => void,
  wanted: 'words' | 'words or silence',
): Promise<Draft> {
  const { ports, options, signal } = work;
  let draft = from;
  const startedAt = ports.clock.now();
  const observe = (failure?: FailureFacts): void =>
    ports.observe({
      service: `model:${routeKey({ provider: 'claude', model: options.model })}`,
      name: modelName(options.model),
      startedAt,
      endedAt: ports.clock.now(),
      ...(failure === undefined ? {} : { failure }),
    });
  try {
    for await (const event of ports.model('claude').answer(options.model, request, signal)) {
      draft = accumulate(draft, event);
      if (event.type === 'text-delta') show(draft);
    }
    const silent = draft.stopped === 'done' && textOf(draft).trim() === '';
    if (silent && wanted === 'words') throw new Failure({ code: 'claude-garbled', model: options.model });
  } catch (error) {
    if (error instanceof Failure && !signal.aborted) observe(error.facts);
    throw error;
  }
  observe();
  return draft;
}

const addUsage = (one: Usage, other: Usage): Usage => ({
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
  cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
  cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
});
