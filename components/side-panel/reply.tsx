import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

import type { Message } from '../../lib/chat/conversation.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import { AnswerView } from '../kit/answer-view.tsx';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { ResultActions, Stopped } from '../kit/result-parts.tsx';
import { shownJob } from '../kit/shown-job.ts';
import { belowFailure, StandIn } from '../kit/stand-in.tsx';
import { useAnswerReadOut } from '../kit/use-answer-read-out.ts';
import { useKeptFocus } from '../kit/use-kept-focus.ts';
import { useNow } from '../kit/use-now.ts';
import type { LogProps } from './log.tsx';

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
  const now = useNow();
  const shown = shownJob(view, settings, models);
  const { state, live } = shown;
  const retry = (model?: string): void => {
    if (question) log.onRegenerate(question, model);
    else log.onTry(desk.retry(job.id, model));
  };
  const proceed = (): void => log.onTry(desk.proceed(job.id));
  const seen = { desk, models, now, connected };
  const whole = useRef<HTMLElement>(null);
  const buttons = useKeptFocus(live, whole);
  useAnswerReadOut(state, settings.announce);

  return (
    // The growing text is announced by the live region in whole sentences, so the log itself keeps still.
    <article ref={whole} class="reply" tabIndex={-1} aria-label="Claude" aria-live={live ? 'off' : undefined}>
      {state.answer && (
        <AnswerView {...seen} answer={state.answer} writing={state.phase === 'streaming'} onRetry={retry} />
      )}
      {state.failure && (
        <FailureNote
          desk={desk}
          failure={{ model: shown.asked, ...state.failure }}
          models={models}
          below={belowFailure(state.standIns, view)}
          onModel={retry}
          connected={connected}
          remedies={{ retry, proceed }}
        />
      )}
      {state.phase === 'stopped' && <Stopped kept={state.answer !== undefined} />}
      {state.standIns.map((answer) => (
        <StandIn key={answer.id} answer={answer} view={view} live={live} now={now}>
          <AnswerView {...seen} answer={answer} />
        </StandIn>
      ))}
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
      {!live && (
        <ResultActions
          state={state}
          view={view}
          models={models}
          now={now}
          asked={shown.asked}
          onRetry={retry}
          onProceed={proceed}
        >
          {children}
        </ResultActions>
      )}
    </article>
  );
}
