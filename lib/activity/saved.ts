import type { TrailStep } from '../jobs/answer.ts';
import type { Job } from '../jobs/job.ts';
import type { FailureFacts } from '../base/failure.ts';
import { routeKey } from '../models/route.ts';
import type { ServiceKey } from './call.ts';
import { endOf } from './incident.ts';
import type { Incident } from './incident.ts';

/** What gave the person something after the asked model had failed, in the order of the ladder. */
export const RUNGS = ['retry', 'model', 'provider', 'built-in', 'last-good', 'model-free', 'queue'] as const;
export type Rung = (typeof RUNGS)[number];

/** One request that a rung saved. */
export interface SavedRequest {
  /** When it was asked. */
  readonly at: number;
  readonly rung: Rung;
  /** What failed first; absent where the row does not tell. */
  readonly service?: ServiceKey;
}

type Ended = Pick<Job, 'createdAt' | 'state' | 'waited' | 'lastGoodId' | 'modelFreeId' | 'failure' | 'wait'>;

/**
 * Which rung saved a request, from its row and the trail of its answer; `undefined` where none had to, or none did.
 * @param trail of the answer that was written, where one was
 */
export function savedBy(job: Ended, trail: readonly TrailStep[] = []): SavedRequest | undefined {
  const [first] = trail;
  const last = trail.at(-1);
  const rung = rungOf(job, first, last);
  if (rung === undefined) return undefined;
  const service = first === undefined ? serviceOf(job.failure ?? job.wait?.cause) : serviceOfStep(first);
  return { at: job.createdAt, rung, ...(service === undefined ? {} : { service }) };
}

function rungOf(job: Ended, first: TrailStep | undefined, last: TrailStep | undefined): Rung | undefined {
  if (job.state === 'done') {
    const answered = last?.outcome === 'answered';
    if (job.waited !== undefined) return answered ? 'queue' : undefined;
    return answered && first !== undefined && typeof first.outcome === 'object' ? rungBetween(first, last) : undefined;
  }
  if (job.failure === undefined && job.wait === undefined) return undefined;
  if (job.lastGoodId !== undefined) return 'last-good';
  return job.modelFreeId === undefined ? undefined : 'model-free';
}

function rungBetween(first: TrailStep, last: TrailStep): Rung {
  const provider = last.provider ?? 'claude';
  if (provider === 'built-in') return 'built-in';
  if (provider !== (first.provider ?? 'claude')) return 'provider';
  return last.model === first.model ? 'retry' : 'model';
}

const serviceOfStep = ({ model, provider = 'claude' }: TrailStep): ServiceKey =>
  `model:${routeKey({ provider, model })}`;

/** A failure names its provider only as people know it; without that name it was Claude. */
const serviceOf = (failure: FailureFacts | undefined): ServiceKey | undefined =>
  failure?.model === undefined || failure.provider !== undefined
    ? undefined
    : serviceOfStep({ ...NO_STEP, model: failure.model });

const NO_STEP = { startedAt: 0, endedAt: 0, outcome: 'stopped' } as const;

/** How many requests each rung saved, in the order of the ladder; rungs that saved none are left out. */
export function countSaved(saved: readonly SavedRequest[]): readonly (readonly [Rung, number])[] {
  return RUNGS.map((rung) => [rung, saved.filter((one) => one.rung === rung).length] as const).filter(
    ([, count]) => count > 0,
  );
}

/** Those that were asked of a service while one of its incidents lasted. */
export function savedDuring(saved: readonly SavedRequest[], incident: Incident, now: number): readonly SavedRequest[] {
  const end = endOf(incident, now);
  return saved.filter(
    ({ at, service }) => service === incident.service && at >= incident.startedAt - ASKED_BEFORE_MS && at <= end,
  );
}

/** The request whose call failed first was asked a little before the incident began. */
const ASKED_BEFORE_MS = 60_000;
