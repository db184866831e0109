import type { ComponentChildren } from 'preact';

import type { Below } from '../../lib/base/failure-words.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import { ago } from './age.ts';
import { counted } from './amount.ts';
import { Button } from './button.tsx';

/** What a failure may promise to stand below it. */
export function belowFailure(standIns: readonly Answer[], view: JobView): Below {
  const [first] = standIns;
  if (first === undefined) return 'nothing';
  return first.id === view.lastGood?.id ? 'last-good' : 'extract';
}

/** Beside a running attempt, above the words that come meanwhile or have come, or in place of an answer. */
export type Standing = 'beside' | 'above' | 'before' | 'instead';

const SAID_FIRST: Readonly<Record<Standing, string>> = {
  beside: 'Meanwhile: ',
  above: 'Meanwhile: ',
  before: 'Shown until the answer came: ',
  instead: '',
};

/** What stands in for an answer that is not there, with what it is said first. */
export function StandIn({
  answer,
  view,
  standing,
  now,
  onLeave,
  children,
}: {
  readonly answer: Answer;
  readonly view: JobView;
  readonly standing: Standing;
  readonly now: number;
  /** Takes it away, once the answer itself is below it. */
  readonly onLeave?: () => void;
  readonly children: ComponentChildren;
}) {
  const label = answer.id === view.lastGood?.id ? lastGoodWords(view, now) : 'From the page itself, without a model';
  const first = SAID_FIRST[standing];
  return (
    <div class="stand-in">
      <p class="stand-in-label">{first === '' ? label : `${first}${label.charAt(0).toLowerCase()}${label.slice(1)}`}</p>
      {(standing === 'above' || standing === 'before') && (
        <div class="row between">
          <p class="second">{standing === 'above' ? 'The answer arrives below.' : 'The answer is below.'}</p>
          {onLeave && (
            <Button icon="down" onClick={onLeave}>
              Only the answer
            </Button>
          )}
        </div>
      )}
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
