import type { ComponentChildren } from 'preact';

import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { ContinueButtons, CopyButtons, RetryButtons } from './answer-actions.tsx';
import { Button } from './button.tsx';
import { CopyRequest } from './copy-request.tsx';
import type { Connected } from './mended.ts';
import { ProgressBar } from './progress-bar.tsx';
import { ToNotion } from './propose-buttons.tsx';
import { wholeFor } from './publish-buttons.tsx';
import type { ResultState } from './result-state.ts';
import { otherModels } from './other-models.ts';
import { offersProceed } from './shown-job.ts';
import type { JobShown } from './shown-job.ts';

/** Asked for, and not taken up yet. */
export function Starting() {
  return (
    <div class="working">
      <ProgressBar label="Progress" words="Starting" done={0} total={0} />
      <p>Starting</p>
    </div>
  );
}

/**
 * What is going on: a thin bar, and words until there is text to read. The place of the bar stays when it is gone, so
 * that the text under it does not move at the end.
 */
export function Working({ shown }: { readonly shown: JobShown }) {
  const { state, live, words, done, total } = shown;
  if (!live && !state.answer) return null;
  return (
    <div class="working">
      {live ? <ProgressBar label="Progress" words={words} done={done} total={total} /> : <div class="progress-place" />}
      {live && !state.answer && <p>{words}</p>}
    </div>
  );
}

export function Stopped({ kept }: { readonly kept: boolean }) {
  return <p class="second">{kept ? 'Stopped. What arrived is kept.' : 'Stopped.'}</p>;
}

/** What can be done with an answer once nothing moves any more. */
export function ResultActions({
  desk,
  state,
  view,
  models,
  settings,
  now,
  asked,
  connected,
  onRetry,
  onProceed,
  children,
}: {
  readonly desk: Desk;
  readonly state: ResultState;
  readonly view: JobView;
  readonly models: readonly ModelFacts[];
  readonly settings?: Settings;
  readonly now: number;
  readonly asked: string;
  readonly connected: Connected;
  readonly onRetry: (model?: string) => void;
  readonly onProceed: (model?: string) => void;
  readonly children?: ComponentChildren;
}) {
  const copied = state.answer ?? state.standIns[0];
  const partial = state.phase !== 'done' && state.answer !== undefined;
  // Words alone found no answer; Claude may see one in what comes nearest.
  const unsure = state.phase === 'done' && copied?.notFound === true && copied.citations.length > 0;
  const whole = wholeFor(copied, connected, settings);
  const [anyway] = unsure ? otherModels({ models }, asked, onRetry) : [];
  return (
    <div class="row actions">
      {children}
      {partial && (
        <ContinueButtons
          alone={offersProceed(view)}
          others={otherModels({ models, settings }, state.answer?.provenance.answeredBy ?? asked, onProceed)}
          onProceed={() => onProceed()}
        />
      )}
      {anyway && (
        <Button icon="send" onClick={anyway.onChoose}>
          Ask Claude anyway
        </Button>
      )}
      {copied && <CopyButtons answer={copied} models={models} now={now} />}
      {whole && <ToNotion desk={desk} answer={whole} settings={settings} />}
      {desk.queue && (state.phase === 'failed' || state.phase === 'waiting') && (
        <CopyRequest queue={desk.queue} id={view.job.id} words="Copy request" />
      )}
      <RetryButtons asked={asked} models={models} settings={settings} onRetry={onRetry} />
    </div>
  );
}
