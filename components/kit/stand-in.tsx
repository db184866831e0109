import type { ComponentChildren } from 'preact';

import type { Below } from '../../lib/base/failure-words.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import { ago } from './age.ts';
import { counted } from './amount.ts';

/** What a failure may promise to stand below it. */
export function belowFailure(standIns: readonly Answer[], view: JobView): Below {
  const [first] = standIns;
  if (first === undefined) return 'nothing';
  return first.id === view.lastGood?.id ? 'last-good' : 'extract';
}

/** What stands in for an answer that is not there, with what it is said first. */
export function StandIn({
  answer,
  view,
  live,
  now,
  children,
}: {
  readonly answer: Answer;
  readonly view: JobView;
  readonly live: boolean;
  readonly now: number;
  readonly children: ComponentChildren;
}) {
  const label = answer.id === view.lastGood?.id ? lastGoodWords(view, now) : 'From the page itself, without a model';
  return (
    <div class="stand-in">
      <p class="stand-in-label">{live ? `Meanwhile: ${label.charAt(0).toLowerCase()}${label.slice(1)}` : label}</p>
      {children}
    </div>
  );
}

/** `The last good answer, 2 h ago. 3 of 18 sections changed since.` */
export function lastGoodWords({ job, lastGood }: Pick<JobView, 'job' | 'lastGood'>, now: number): string {
  const age = lastGood ? `The last good answer, ${ago(lastGood.updatedAt, now)}.` : 'The last good answer.';
  const changes = job.lastGoodChanges;
  if (!changes) return age;
  if (changes.changed === 0) return `${age} The page has not changed since.`;
  return `${age} ${changes.changed} of ${counted(changes.total, 'section')} changed since.`;
}
