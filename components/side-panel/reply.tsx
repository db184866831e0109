import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

import type { Message } from '../../lib/chat/conversation.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import { writerOf } from '../kit/answer-trail.ts';
import { Button } from '../kit/button.tsx';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { ResultBody } from '../kit/result-body.tsx';
import { shownJob } from '../kit/shown-job.ts';
import { useKeptFocus } from '../kit/use-kept-focus.ts';
import type { LogProps } from './log.tsx';
import { ToolProposals } from './tool-proposals.tsx';
import { ToolUses } from './tool-uses.tsx';

/** One answer of the conversation, in whatever state it is. */
export function Reply({
  log,
  view,
  question,
  children,
}: {
  readonly log: LogProps;
  readonly view: JobView;
  readonly question: Message | undefined;
  readonly children?: ComponentChildren;
}) {
  const { desk, models, settings, connected } = log;
  const { job } = view;
  const shown = shownJob(view, settings, models);
  const { state, live } = shown;
  const retry = (model?: string, urgent?: boolean): void => {
    // What waits is asked now, in its place; what has ended is answered once more beside it.
    const anew = question !== undefined && job.state !== 'waiting';
    log.onTry(anew ? desk.regenerate(question.id, model) : desk.retry(job.id, model, urgent));
  };
  const uses = view.answer?.tools ?? [];
  const proposed = uses.flatMap(({ entries = [] }) => entries);
  const byOther = writerOf(state.answer, models);
  const whole = useRef<HTMLElement>(null);
  const buttons = useKeptFocus(live, whole);

  return (
    // The growing text is announced by the live region in whole sentences, so the log itself keeps still.
    <article
      ref={whole}
      class="reply"
      tabIndex={-1}
      aria-label={byOther ?? 'Claude'}
      aria-live={live ? 'off' : undefined}
    >
      {byOther !== undefined && <p class="writer">{byOther}</p>}
      {uses.length > 0 && <ToolUses desk={desk} job={job.id} uses={uses} live={live} />}
      <ResultBody
        desk={desk}
        view={view}
        shown={shown}
        models={models}
        settings={settings}
        connected={connected}
        onRetry={retry}
        onProceed={(model) => log.onTry(desk.proceed(job.id, model))}
        onTakeBack={() => log.onTry(desk.stop(job.id))}
      >
        {children}
      </ResultBody>
      {view.answer?.provenance.toolless === true && (
        <p class="second small">This model cannot use tools, so it searched and read nothing further.</p>
      )}
      {proposed.length > 0 && <ToolProposals desk={desk} ids={proposed} />}
      {live && (
        <div ref={buttons} class="row between">
          <div class="working">
            {/* The line under the growing text says it already. */}
            {state.phase !== 'streaming' && <p>{shown.words}</p>}
            <ProgressBar label="Progress" words={shown.words} done={shown.done} total={shown.total} />
          </div>
          <Button icon="stop" onClick={() => log.onTry(desk.stop(job.id))}>
            Stop
          </Button>
        </div>
      )}
    </article>
  );
}
