import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { Icon } from '../kit/icon.tsx';
import { ProgressBar } from '../kit/progress-bar.tsx';
import type { LongWork } from './use-long-work.ts';

/** How far long work is, with the way out of it, then what came of it. */
export function LongWorkView({
  desk,
  work,
  onAgain,
}: {
  readonly desk: OptionsDesk;
  readonly work: LongWork;
  /** Goes to what is to be changed before it is tried again. */
  readonly onAgain: () => void;
}) {
  const { busy, done, failure } = work;
  return (
    <>
      {busy && (
        <div class="long-work">
          <p class="second">{busy.words}</p>
          <ProgressBar
            label={busy.words}
            words={busy.share === undefined ? busy.words : `${Math.round(busy.share * 100)} percent`}
            done={Math.round((busy.share ?? 0) * 100)}
            total={busy.share === undefined ? 0 : 100}
          />
          {busy.canCancel && (
            <div class="row">
              <Button onClick={work.cancel}>Cancel</Button>
            </div>
          )}
        </div>
      )}
      <output class="test-words">
        {done !== undefined && (
          <span class="good">
            <Icon name="check" /> {done}
          </span>
        )}
      </output>
      {failure && (
        <FailureNote
          desk={desk}
          failure={failure}
          remedies={{ retry: onAgain, rephrase: onAgain, settings: onAgain }}
        />
      )}
    </>
  );
}
