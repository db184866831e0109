import type { Answer, TrailStep } from '../../lib/jobs/answer.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { jobsOf, knocksFor, lettersOf, tokenIn } from './history.ts';
import type { History, Knock } from './history.ts';

/** Every answer's trail is what the door saw: who was asked, in which order, and who answered. */
export function checkTrails(history: History): string[] {
  const jobs = jobsOf(history);
  return history.answers.flatMap((answer) => {
    const job = jobs.get(answer.jobId);
    if (answer.provenance.answeredBy === undefined || answer.state === 'streaming' || job === undefined) return [];
    const token = tokenIn(job.input.question);
    const knocks = knocksFor(history, job);
    return [
      ...unseen(history, answer, knocks),
      ...(token === undefined || job.input.continues !== undefined ? [] : unnamed(history, answer, knocks)),
      ...misnamed(answer),
      ...reworded(history, answer, job),
    ];
  });
}

/** So much later than it left a request may arrive at a service, on a busy machine. */
const ON_ITS_WAY_MS = 500;

/** What a request that never arrived is told as: Chromium holds back an extension's requests after a few answers of 500 or 503. */
const UNSENT: ReadonlySet<string> = new Set([
  'offline',
  'claude-unreachable',
  'claude-error',
  'claude-unavailable',
  'model-overloaded',
]);

/** Whether a request of which a trail tells may have ended on its way. */
function mayBeLost({ outcome, startedAt, endedAt, requestId }: TrailStep): boolean {
  if (outcome === 'stopped') return endedAt - startedAt < ON_ITS_WAY_MS;
  return outcome !== 'answered' && requestId === undefined && UNSENT.has(outcome.code);
}

/** Steps of which the door saw nothing. */
function unseen(
  { jumped, atService }: History,
  { id, provenance: { trail } }: Answer,
  knocks: readonly Knock[],
): string[] {
  const wrong: string[] = [];
  const late = atService === true ? ON_ITS_WAY_MS : 0;
  let from = 0;
  for (const step of trail) {
    const { model, startedAt, endedAt, requestId } = step;
    const at = knocks.findIndex(
      (knock, place) =>
        place >= from &&
        knock.model === model &&
        (jumped || (knock.shownAt >= startedAt && knock.shownAt <= endedAt + late)) &&
        (requestId === undefined || requestId === knock.requestId || knock.requestId === undefined),
    );
    if (at >= 0) from = at + 1;
    else if (atService !== true || !mayBeLost(step)) wrong.push(`${id}: nobody saw ${model} asked at ${startedAt}`);
  }
  return wrong;
}

/** Requests for a question that the door saw and no trail names; of a life that ended nobody could tell. */
function unnamed(history: History, answer: Answer, knocks: readonly Knock[]): string[] {
  const { id, updatedAt, provenance } = answer;
  const [first] = provenance.trail;
  // A row that its worker's death left behind does not tell of what was under way.
  const torn = jobsOf(history).get(answer.jobId)?.failure?.code === 'worker-restarted';
  if (first === undefined || torn || history.jumped) return [];
  const within = (at: number): boolean => at >= first.startedAt && at <= updatedAt;
  if (history.deaths.some(within)) return [];
  const late = history.atService === true ? ON_ITS_WAY_MS : 0;
  const seen = knocks.filter(({ shownAt, isRepeat }) => isRepeat !== true && within(shownAt)).length;
  const told = stepsBeside(history, answer).filter(
    ({ startedAt }) => within(startedAt) || within(startedAt + late),
  ).length;
  return seen > told ? [`${id}: the trails tell of ${told} requests, the door saw ${seen}`] : [];
}

/** All that is told of a question: it may be asked once more while it is still worked on. */
function stepsBeside({ jobs, answers: all, tokens }: History, { jobId }: Answer): readonly TrailStep[] {
  const own = tokens.get(jobId) ?? new Set<string>();
  return jobs
    .filter(({ id }) => [...(tokens.get(id) ?? [])].some((token) => own.has(token)))
    .flatMap(({ id, trail }) => {
      const answers = all.filter((answer) => answer.jobId === id);
      const steps = [trail, ...answers.map(({ provenance }) => provenance.trail)].flat();
      return [...new Map(steps.map((step) => [[step.model, step.startedAt].join(' '), step])).values()];
    });
}

function misnamed({ id, state, provenance: { answeredBy, trail } }: Answer): string[] {
  const last = trail.at(-1);
  if (state !== 'done') return [];
  if (last?.outcome !== 'answered') return [`${id} is done and its trail does not say by whom`];
  return last.model === answeredBy ? [] : [`${id} is said to be of ${answeredBy}, its trail says ${last.model}`];
}

/** A whole answer says what its model said. */
function reworded({ composed }: History, { id, state, text, provenance }: Answer, { input }: Job): string[] {
  const requestId = provenance.trail.at(-1)?.requestId;
  const said = requestId === undefined ? undefined : composed.get(requestId);
  if (state !== 'done' || input.continues !== undefined || said === undefined) return [];
  return lettersOf(said) === lettersOf(text) ? [] : [`${id} says other words than its model`];
}
