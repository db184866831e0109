import type { Part, SectionsPlan, WholePlan } from '../actions/action.ts';
import { newDraft } from '../models/accumulate.ts';
import { attemptAnswer } from './attempt-answer.ts';
import { billOf } from './bill-of.ts';
import { citeHere } from './cite-here.ts';
import { climb } from './climb.ts';
import type { AttemptHooks, ClimbOptions } from './climb.ts';
import { mayAsk } from './route-breakers.ts';
import { openRungs } from './open-rungs.ts';
import { rungFor } from './rungs.ts';
import type { Rung } from './rungs.ts';
import type { Tally } from './tally.ts';
import type { Tries } from './tries.ts';
import type { Work } from './work.ts';

/** Parts of a long page asked at once: enough to overlap waiting, few enough for a small account's rate limit. */
const AT_ONCE = 3;

/** What asking goes by, the same for all requests of a job. */
export interface Ascent {
  readonly work: Work;
  readonly tally: Tally;
  readonly tries: Tries;
  readonly options: ClimbOptions;
}

/**
 * The results of all parts, in order. Each is kept before it counts as done, under the name of the model that worked it
 * out, so that a killed worker does not pay for it again.
 * @param rungs whose plans have the same parts
 */
export async function askParts(ascent: Ascent, rungs: readonly Rung[], plan: SectionsPlan): Promise<readonly string[]> {
  const { work } = ascent;
  const total = plan.parts.length;
  const results = await keptParts(work, rungs, plan);
  const told = (): Promise<void> =>
    work.note({ type: 'progress', progress: { doing: 'sections', done: results.size, total } });
  await told();
  const left = plan.parts.flatMap((_part, at) => (results.has(at) ? [] : [at]));
  const take = async (): Promise<void> => {
    for (let at = left.shift(); at !== undefined; at = left.shift()) {
      try {
        results.set(at, await askPart(ascent, rungs, at));
      } catch (error) {
        left.length = 0;
        throw error;
      }
      await told();
    }
  };
  // What is under way when one fails is paid for: it is waited for and kept.
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, take));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return plan.parts.map((_part, at) => results.get(at) ?? '');
}

/** What is kept of the parts. What another model made of one serves while the asked one cannot be asked. */
async function keptParts(work: Work, rungs: readonly Rung[], plan: SectionsPlan): Promise<Map<number, string>> {
  const [lead, ...others] = rungs;
  const plans = [
    plan,
    ...(lead !== undefined && !(await mayAsk(work.ports, lead.route, false)) ? plansOf(others) : []),
  ];
  const kept = new Map<number, string>();
  for (const { parts } of plans) {
    for (const [at, { key }] of parts.entries()) {
      const step = kept.has(at) ? undefined : await work.ports.steps.get(key);
      if (step !== undefined) kept.set(at, step.text);
    }
  }
  return kept;
}

const plansOf = (rungs: readonly Rung[]): readonly SectionsPlan[] =>
  rungs.map((rung) => rung.plan()).filter((plan) => plan.kind === 'sections');

async function askPart(ascent: Ascent, rungs: readonly Rung[], at: number): Promise<string> {
  const { work, tries, options } = ascent;
  const { value } = await climb(
    work.ports,
    openRungs(rungs, tries.made).map(({ route }) => route),
    async (route, signal, hooks) => {
      const rung = rungFor(rungs, route);
      return tryPart(ascent, rung, partOf(rung, at), signal, hooks);
    },
    options,
  );
  return value;
}

function partOf(rung: Rung, at: number): Part {
  const plan = rung.plan();
  const part = plan.kind === 'sections' ? plan.parts[at] : undefined;
  if (part === undefined) throw new Error('Plans with the same parts have this one');
  return part;
}

async function tryPart(
  { work, tally }: Ascent,
  { route, facts }: Rung,
  part: Part,
  signal: AbortSignal,
  hooks: AttemptHooks,
): Promise<string> {
  const { ports } = work;
  const draft = await attemptAnswer(
    ports.model(route.provider, work.contents, billOf(work.job.input, work.pages)),
    route,
    {
      request: part.request,
      from: newDraft(),
      wanted: 'words',
      show: () => {},
      failed: ({ model, usage }) => tally.add({ ...route, ...(model === undefined ? {} : { model }) }, usage),
    },
    signal,
    hooks,
  );
  tally.add({ ...route, ...(draft.model === undefined ? {} : { model: draft.model }) }, draft.usage);
  const now = ports.clock.now();
  const said = citeHere(draft, facts, part.request);
  const text = part.finish(said.text, said.citations);
  await ports.steps.put({ key: part.key, text, madeAt: now, usedAt: now });
  return text;
}

/**
 * The plan of one rung brought to its last request within one attempt: for a model with less room than the asked one,
 * which would have been shown the page at once.
 */
export async function wholeAlone(
  ascent: Ascent,
  rung: Rung,
  signal: AbortSignal,
  hooks: AttemptHooks,
): Promise<WholePlan> {
  const { ports, tell } = ascent.work;
  let plan = rung.plan();
  while (plan.kind === 'sections') {
    const results: string[] = [];
    const total = plan.parts.length;
    for (const part of plan.parts) {
      tell({ type: 'progress', progress: { doing: 'sections', done: results.length, total } });
      const kept = await ports.steps.get(part.key);
      results.push(kept?.text ?? (await partAlone(ascent, rung, part, signal, hooks)));
    }
    plan = plan.combine(results);
  }
  return plan;
}

/** A try of its own in the trail; where it fails, the attempt that it belongs to tells so. */
async function partAlone(
  ascent: Ascent,
  rung: Rung,
  part: Part,
  signal: AbortSignal,
  hooks: AttemptHooks,
): Promise<string> {
  const { clock } = ascent.work.ports;
  const startedAt = clock.now();
  let requestId: string | undefined;
  const text = await tryPart(ascent, rung, part, signal, {
    ...hooks,
    requestId(id) {
      requestId = id;
    },
  });
  ascent.tries.add({
    ...rung.route,
    startedAt,
    endedAt: clock.now(),
    outcome: 'answered',
    ...(requestId === undefined ? {} : { requestId }),
  });
  return text;
}
