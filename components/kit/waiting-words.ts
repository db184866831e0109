import type { Job } from '../../lib/jobs/job.ts';
import { lasting } from './age.ts';
import { count, counted } from './amount.ts';
import { moment } from './moment.ts';

/** What becomes of a request that waits: `Waits here and runs by itself when service returns (until 22 Nov, 10:32).` */
export function waitWords(wait: NonNullable<Job['wait']>, now: number): string {
  const until = `until ${moment(wait.expiresAt, now)}`;
  if (wait.behind !== undefined) return `Waits behind the message before it, and runs by itself (${until}).`;
  if (wait.cause.code === 'budget-spent' && wait.until !== undefined) {
    return `Waits here and runs by itself when the budget begins anew (${moment(wait.until, now)}).`;
  }
  return `Waits here and runs by itself when service returns (${until}).`;
}

/** What became of the page meanwhile: `3 of 18 sections changed while it waited.` */
export const changedWords = ({ changed, total }: NonNullable<Job['changed']>): string =>
  `${count(changed)} of ${counted(total, 'section')} changed while it waited.`;

/** What a person should know of an answer that came later: how long it waited, and whether the page moved on. */
export function waitedWords({ waited, changed }: Pick<Job, 'waited' | 'changed'>): string | undefined {
  if (waited === undefined) return undefined;
  const length = `Waited ${lasting(waited.ranAt - waited.since)}.`;
  if (changed === undefined || changed.changed === 0) return length;
  return `${length} ${changedWords(changed)}`;
}
