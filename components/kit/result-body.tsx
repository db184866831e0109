import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { redactedWords } from '../../lib/policy/redaction/redacted-words.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { RunAgain } from './answer-rerun.tsx';
import { AnswerView } from './answer-view.tsx';
import { Button } from './button.tsx';
import { isHeldBack } from './class-words.ts';
import { FailureNote } from './failure-note.tsx';
import type { Connected } from './mended.ts';
import { modelName } from './model-name.ts';
import type { Remedies } from './next-step.ts';
import { ResultActions, Stopped } from './result-parts.tsx';
import type { ResultState } from './result-state.ts';
import type { JobShown } from './shown-job.ts';
import { belowFailure, StandIn } from './stand-in.tsx';
import type { Standing } from './stand-in.tsx';
import { useAnswerReadOut } from './use-answer-read-out.ts';
import { useNow } from './use-now.ts';
import { waitedWords, waitWords } from './waiting-words.ts';

interface ResultBodyProps {
  readonly desk: Desk;
  readonly view: JobView;
  readonly shown: JobShown;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings;
  readonly connected: Connected;
  readonly onRetry: (model?: string, urgent?: boolean) => void;
  readonly onProceed: (model?: string) => void;
  readonly onTakeBack: () => void;
  /** What else this place can do about a failure. */
  readonly remedies?: Pick<Remedies, 'rephrase'>;
  /** Stands first among what can be done with the answer. */
  readonly children?: ComponentChildren;
}

/**
 * What came of a job, in whatever state it is: the answer with who wrote it, the failure with what still works, what
 * stands in, and what can be done.
 */
export function ResultBody(props: ResultBodyProps) {
  const { desk, view, shown, models, settings, connected, onRetry, onProceed, onTakeBack, remedies, children } = props;
  const now = useNow();
  const { state, live } = shown;
  const { job } = view;
  const { first, leave } = useStoodFirst(state);
  useAnswerReadOut(state, settings.announce);
  const seen = { desk, models, now, connected };
  const below = state.standIns.filter(({ id }) => !first.some((one) => one.id === id));
  const standIn = (answer: Answer, standing: Standing) => (
    <StandIn key={answer.id} answer={answer} view={view} standing={standing} now={now} onLeave={leave}>
      <AnswerView {...seen} answer={answer} />
    </StandIn>
  );
  const anew = job.anew !== undefined && state.phase === 'waiting';
  const waited = state.phase === 'done' ? waitedWords(job) : undefined;
  return (
    <>
      {waited !== undefined && (
        <p key="waited" class="second">
          {waited}
        </p>
      )}
      <Found view={view} shown={shown} />
      {[
        ...first.map((answer) => standIn(answer, state.answer === undefined ? 'beside' : live ? 'above' : 'before')),
        state.answer && (
          <AnswerView
            key="answer"
            {...seen}
            answer={state.answer}
            writing={state.phase === 'streaming'}
            onRetry={onRetry}
          />
        ),
        state.phase === 'done' && state.answer && (
          <RunAgain key="again" desk={desk} answer={state.answer} models={models} onRetry={onRetry} />
        ),
        anew && <AskedAnew key="anew" name={modelName(shown.asked, models)} onTakeBack={onTakeBack} />,
        state.failure && !anew && (
          <FailureNote
            key="failure"
            desk={desk}
            failure={{ model: shown.asked, ...state.failure }}
            models={models}
            settings={settings}
            below={state.answer ? 'partial' : belowFailure(below, view)}
            onModel={onRetry}
            heldBack={isHeldBack(job.trail)}
            connected={connected}
            remedies={{ retry: onRetry, proceed: onProceed, ...remedies }}
            waiting={
              job.wait && state.phase === 'waiting' ? { words: waitWords(job.wait, now), onTakeBack } : undefined
            }
            {...(mayBeUrgent(job) && { onUrgent: () => onRetry(undefined, true) })}
          />
        ),
        state.phase === 'stopped' && <Stopped key="stopped" kept={state.answer !== undefined} />,
        ...below.map((answer) => standIn(answer, state.phase === 'paused' ? 'beside' : 'instead')),
      ]}
      {!live && (
        <ResultActions
          desk={desk}
          state={state}
          view={view}
          models={models}
          settings={settings}
          now={now}
          asked={shown.asked}
          connected={connected}
          onRetry={onRetry}
          onProceed={onProceed}
        >
          {children}
        </ResultActions>
      )}
    </>
  );
}

/** What was found in what is being sent, told while the answer is awaited. */
function Found({ view: { job }, shown: { live, state } }: Pick<ResultBodyProps, 'view' | 'shown'>) {
  const { redacted } = job;
  if (!live || state.answer !== undefined || redacted === undefined) return null;
  return <p class="second">{redactedWords(redacted).join(' ')}</p>;
}

/** What waits for the budget may use the part of it that is kept for what is urgent. */
const mayBeUrgent = ({ wait, input }: JobView['job']): boolean =>
  wait?.cause.code === 'budget-spent' && input.urgent !== true;

/** The answer of a substitute stands below, and is made again by itself. */
function AskedAnew({ name, onTakeBack }: { readonly name: string; readonly onTakeBack: () => void }) {
  return (
    <div class="row between">
      <p class="second">{name} is back and is asked this again. Until then, this is the answer of another model.</p>
      <Button onClick={onTakeBack}>Take back</Button>
    </div>
  );
}

/**
 * What was there to read before the first word came keeps its place above the answer until the person lets go of it, so
 * that nothing moves under the eyes of who reads it.
 */
function useStoodFirst({ phase, answer, standIns }: ResultState): {
  readonly first: readonly Answer[];
  readonly leave: () => void;
} {
  const stood = useRef<readonly Answer[]>([]);
  const [left, setLeft] = useState(false);
  if (phase === 'working') stood.current = standIns;
  const stays = phase === 'working' || (answer !== undefined && !left && !stood.current.includes(answer));
  return { first: stays ? stood.current : [], leave: () => setLeft(true) };
}
