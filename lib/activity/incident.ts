import type { FailureCode } from '../base/failure.ts';
import type { ServiceKey } from './call.ts';

/** After so long without a call nobody knows any more: trouble that was last seen then counts as over. */
export const FADES_MS = 30 * 60_000;

/** A time in which a service failed us, as a row. At most one of a service is open, and none overlap. */
export interface Incident {
  readonly id: string;
  readonly service: ServiceKey;
  /** As a person knows it, when it began. */
  readonly name: string;
  /** The first failure. */
  readonly startedAt: number;
  readonly lastFailedAt: number;
  /** The first of the two answers that ended it, or when it faded; absent while it goes on. */
  readonly endedAt?: number;
  /** Nobody called any more, so its end was not seen. */
  readonly faded?: true;
  readonly calls: number;
  /** What failed how often: the evidence, the most frequent being the cause. */
  readonly failed: Partial<Readonly<Record<FailureCode, number>>>;
}

/** How many calls of an incident or a day failed. */
export const failedCalls = (failed: Partial<Readonly<Record<FailureCode, number>>>): number =>
  Object.values(failed).reduce((sum, count) => sum + count, 0);

/** What failed most often; of equals, what came first. */
export function causeOf({ failed }: Pick<Incident, 'failed'>): FailureCode | undefined {
  let most: readonly [FailureCode, number] | undefined;
  for (const [code, count] of entriesOf(failed)) if (most === undefined || count > most[1]) most = [code, count];
  return most?.[0];
}

/** Counts by code, as pairs. */
export function entriesOf(
  failed: Partial<Readonly<Record<FailureCode, number>>>,
): readonly (readonly [FailureCode, number])[] {
  return Object.entries(failed) as (readonly [FailureCode, number])[];
}

/** When it ended, as far as is known now: an incident that nobody has seen for long has faded. */
export function endOf({ startedAt, lastFailedAt, endedAt }: Incident, now: number): number {
  return endedAt ?? Math.max(startedAt, Math.min(now, lastFailedAt + FADES_MS));
}

/** Whether it goes on, as far as is known now. */
export const isOpen = (incident: Incident, now: number): boolean =>
  incident.endedAt === undefined && now < incident.lastFailedAt + FADES_MS;

/** How much of a span of time fell into incidents, in ms. Those of one service do not overlap. */
export function troubleWithin(incidents: readonly Incident[], from: number, to: number): number {
  let trouble = 0;
  for (const incident of incidents) {
    const begun = Math.max(from, incident.startedAt);
    trouble += Math.max(0, Math.min(to, endOf(incident, to)) - begun);
  }
  return Math.min(trouble, Math.max(0, to - from));
}
