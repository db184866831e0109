import type { Answer } from '../jobs/answer.ts';
import { sameRoute } from '../models/route.ts';
import { remedyOf } from '../resilience/remedies.ts';
import { askParts } from './ask-parts.ts';
import type { Ascent } from './ask-parts.ts';
import { Unanswered } from './climb.ts';
import type { Judged } from './gate.ts';
import { isOnThisComputer } from './is-on-this-computer.ts';
import { combined, matesOf, rungsOf } from './rungs.ts';
import type { Rung } from './rungs.ts';
import { streamAnswer } from './stream-answer.ts';
import { createTally } from './tally.ts';
import { createTries } from './tries.ts';
import type { Work } from './work.ts';

/**
 * Asks for an answer, part by part where the page is long: each request of the asked model, then of whoever may answer
 * in its place.
 * @throws Unanswered when nobody answered, or when an answer broke off after its first word
 */
export async function answerByModel(work: Work): Promise<Answer> {
  const tally = createTally(work.settings);
  for (const { provider, model, usage } of work.spent) tally.add({ provider, model }, usage);
  const tries = createTries(work);
  const { classed, open, held } = await work.judged;
  const isAsked = ({ route }: Held): boolean => sameRoute(route, work.asked);
  const tell = ({ route, failure }: Held): void => {
    const now = work.ports.clock.now();
    tries.add({ ...route, startedAt: now, endedAt: now, outcome: failure });
    const about = { code: failure.code, rule: classed.dataClass, action: work.job.input.action, of: work.job.id };
    work.ports.record?.({ kind: 'policy', what: 'class', outcome: 'refused', ...route, ...about });
  };
  try {
    for (const each of held.filter(isAsked)) tell(each);
    const [first] = held;
    if (open.length === 0 && first !== undefined) throw new Unanswered(first.failure, tries.made, false);
    const rungs = await rungsOf(work, tries.add);
    const blank = { ...work.blank, provenance: { ...work.blank.provenance, classed } };
    const ascent = { work: { ...work, blank }, tally, tries, options: optionsOf(work, rungs, tries.add) };
    return await ascend(ascent, rungs);
  } catch (error) {
    // Who might have stood in but for this is told of where nobody else did.
    for (const each of held.filter((one) => !isAsked(one))) tell(each);
    await tries.keep();
    throw error;
  }
}

type Held = Judged['held'][number];

function optionsOf(
  { signal, job, settings, ports }: Work,
  rungs: readonly Rung[],
  onStep: Ascent['tries']['add'],
): Ascent['options'] {
  const rooms = new Map(rungs.map(({ route, facts }) => [route, facts.contextTokens]));
  return {
    signal,
    // What the queue has woken is waited for by nobody.
    interactive: job.waited === undefined,
    insists: job.input.fresh === true && job.waited === undefined,
    onStep,
    isSaidDown: (route) => ports.isSaidDown?.(route) === true,
    contextTokens: (route) => rooms.get(route) ?? 0,
    isLocal: (provider) => isOnThisComputer(provider, settings.providers),
  };
}

/** Through the parts of the plan, as long as it has any, to the answer itself. */
async function ascend(ascent: Ascent, rungs: readonly Rung[]): Promise<Answer> {
  let left = rungs;
  for (;;) {
    const plan = left[0]?.plan();
    if (plan?.kind !== 'sections') return streamAnswer(ascent, left);
    const mates = matesOf(left, plan.parts.length);
    const others = left.filter((rung) => !mates.includes(rung));
    try {
      const results = await askParts(ascent, mates, plan);
      left = left.map((rung) => (mates.includes(rung) ? combined(rung, results) : rung));
    } catch (error) {
      // A model with more room sees the page in another form: it begins anew.
      if (!(error instanceof Unanswered) || others.length === 0 || remedyOf(error.code).next === 'nobody') throw error;
      left = others;
    }
  }
}
