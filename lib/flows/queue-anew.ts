import { isTransient } from '../base/failure.ts';
import { asJobId } from '../base/ids.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Job } from '../jobs/job.ts';
import { undated } from '../models/model-name.ts';
import { routeKey } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import type { Settings } from '../settings/settings.ts';
import { waitMs } from '../settings/wait-ms.ts';
import { askedRoute } from './asked-route.ts';
import type { AnswerPorts } from './answer-ports.ts';

/**
 * Queues once more what another model has answered, now that the asked one is back: its breaker was open and has closed
 * since. Each answer once, under an id made of its job's; turns of a chat stay as they were said.
 */
export async function askAnew(
  { clock, jobs, answers, breakers }: Pick<AnswerPorts, 'clock' | 'jobs' | 'answers' | 'breakers'>,
  settings: Settings,
): Promise<void> {
  const now = clock.now();
  const known = await breakers.all();
  const back = [...known.values()].filter(({ key, state }) => state === 'closed' && key.startsWith('model:'));
  const since = now - waitMs(settings);
  if (back.every((breaker) => breaker.since <= since)) return;
  for (const job of await jobs.doneSince(since)) {
    if (job.anew !== undefined || job.answerId === undefined || job.input.action === 'chat') continue;
    const answer = await answers.get(job.answerId);
    const asked = answer === undefined ? undefined : replaced(answer, job, settings);
    const breaker = asked === undefined ? undefined : known.get(`model:${routeKey(asked)}`);
    if (answer === undefined || asked === undefined || breaker?.state !== 'closed') continue;
    if (breaker.since <= answer.updatedAt) continue;
    const again = anewOf(job, answer, asked, settings, now);
    if ((await jobs.get(again.id)) === undefined) await jobs.add(again);
  }
}

/** Who was asked, where somebody else answered because it was out of service. */
function replaced({ provenance, state }: Answer, { input }: Job, settings: Settings): Route | undefined {
  const { asked, answeredBy, provider, trail } = provenance;
  if (state !== 'done' || asked === undefined || answeredBy === undefined) return undefined;
  const route = askedRoute({ ...input, model: asked }, settings);
  if (provider === route.provider && undated(asked) === undated(answeredBy)) return undefined;
  const last = trail.findLast((step) => step.model === asked && typeof step.outcome === 'object')?.outcome;
  return typeof last === 'object' && !isTransient(last.code) ? undefined : route;
}

function anewOf(job: Job, answer: Answer, asked: Route, settings: Settings, now: number): Job {
  const { continues: _joined, ...input } = job.input;
  const cause = answer.provenance.trail.find(({ outcome }) => typeof outcome === 'object')?.outcome;
  return {
    id: asJobId(`${job.id}:anew`),
    input: { ...input, ...asked, fresh: true },
    state: 'waiting',
    attempts: 0,
    trail: [],
    createdAt: now,
    updatedAt: now,
    anew: job.id,
    lastGoodId: answer.id,
    saw: answer.sections,
    wait: {
      cause: typeof cause === 'object' ? cause : { code: 'model-overloaded', model: asked.model },
      since: now,
      expiresAt: now + waitMs(settings),
    },
  };
}
