import type { ComponentChildren } from 'preact';

import type { JobView } from '../../lib/jobs/job-view.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { CopyButtons, RetryButtons } from './answer-actions.tsx';
import { Button } from './button.tsx';
import { ProgressBar } from './progress-bar.tsx';
import type { ResultState } from './result-state.ts';
import { offersProceed } from './shown-job.ts';

/** What is going on, in words over a thin bar. */
export function Working({
  words,
  done,
  total,
}: {
  readonly words: string;
  readonly done: number;
  readonly total: number;
}) {
  return (
    <div class="working">
      <p>{words}</p>
      <ProgressBar label="Progress" words={words} done={done} total={total} />
    </div>
  );
}

export function Stopped({ kept }: { readonly kept: boolean }) {
  return <p class="second">{kept ? 'Stopped. What arrived is kept.' : 'Stopped.'}</p>;
}

/** What can be done with an answer once nothing moves any more. */
export function ResultActions({
  state,
  view,
  models,
  now,
  asked,
  onRetry,
  onProceed,
  children,
}: {
  readonly state: ResultState;
  readonly view: JobView;
  readonly models: readonly ModelFacts[];
  readonly now: number;
  readonly asked: string;
  readonly onRetry: (model?: string) => void;
  readonly onProceed: () => void;
  readonly children?: ComponentChildren;
}) {
  const copied = state.answer ?? state.standIns[0];
  const partial = state.phase !== 'done' && state.answer !== undefined;
  return (
    <div class="row actions">
      {children}
      {partial && !offersProceed(view) && (
        <Button icon="play" onClick={onProceed}>
          Continue
        </Button>
      )}
      {copied && <CopyButtons answer={copied} models={models} now={now} />}
      <RetryButtons asked={asked} models={models} onRetry={onRetry} />
    </div>
  );
}
