import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import type { JobInput } from '../../lib/jobs/job.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { focusedBeside } from './focused.ts';
import { useAsk } from './handing.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import type { Connected } from './mended.ts';
import { ResultBody } from './result-body.tsx';
import { Starting, Working } from './result-parts.tsx';
import { shownJob } from './shown-job.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import type { Run } from './use-run.ts';

interface ResultViewProps {
  readonly desk: Desk;
  readonly run: Run;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings;
  readonly connected: Connected;
  /** Puts the caret where the question is typed. */
  readonly onRephrase?: () => void;
  /** Stands under a result, in pages with room for it. */
  readonly under?: ((view: JobView) => ComponentChildren) | undefined;
  /** Stands where the result would stand before there is one. */
  readonly children?: ComponentChildren;
}

/** The region in which every answer, wait and failure stands. */
export function ResultView({ desk, run, models, settings, connected, onRephrase, under, children }: ResultViewProps) {
  const region = useRef<HTMLElement>(null);
  const { view, starting, fault } = run;
  // From here Stop is one step of the Tab key away. Who types goes on typing.
  useLayoutEffect(() => {
    if (!starting || !region.current) return;
    if (focusedBeside(region.current)?.matches('textarea, input') !== true) region.current.focus();
  }, [starting]);
  const showsView = view !== undefined && !starting && fault === undefined;
  return (
    <section ref={region} class="result" aria-label="Result" tabIndex={-1}>
      {starting && <Starting />}
      {fault && !starting && (
        <FailureNote
          desk={desk}
          failure={fault}
          models={models}
          remedies={{ retry: run.again, ...(onRephrase && { rephrase: onRephrase }) }}
        />
      )}
      {showsView && (
        <JobResult
          key={view.job.id}
          desk={desk}
          run={run}
          view={view}
          models={models}
          settings={settings}
          connected={connected}
          onRephrase={onRephrase}
          region={region}
        />
      )}
      {showsView && under?.(view)}
      {run.known && !view && !starting && !fault && children}
    </section>
  );
}

function JobResult({
  desk,
  run,
  view,
  models,
  settings,
  connected,
  onRephrase,
  region,
}: {
  readonly desk: Desk;
  readonly run: Run;
  readonly view: JobView;
  readonly models: readonly ModelFacts[];
  readonly settings: Settings;
  readonly connected: Connected;
  readonly onRephrase: (() => void) | undefined;
  readonly region: RefObject<HTMLElement | null>;
}) {
  const ask = useAsk();
  const { job } = view;
  const shown = shownJob(view, settings, models);
  const { live } = shown;
  const retry = (model?: string, urgent?: boolean): void => run.begin(() => desk.retry(job.id, model, urgent));
  const buttons = useKeptFocus(live, region);

  return (
    <>
      <header class="result-head">
        <h2 dir="auto">{heading(job.input)}</h2>
        {live && (
          <div ref={buttons} class="row">
            <Button icon="stop" onClick={() => ask(() => desk.stop(job.id))}>
              Stop
            </Button>
            <PauseButton desk={desk} view={view} />
          </div>
        )}
      </header>
      <Working shown={shown} />
      <ResultBody
        desk={desk}
        view={view}
        shown={shown}
        models={models}
        settings={settings}
        connected={connected}
        onRetry={retry}
        onProceed={(model) => run.begin(() => desk.proceed(job.id, model))}
        onTakeBack={() => ask(() => desk.stop(job.id))}
        {...(onRephrase && { remedies: { rephrase: onRephrase } })}
      />
    </>
  );
}

function PauseButton({ desk, view }: { readonly desk: Desk; readonly view: JobView }) {
  const ask = useAsk();
  const { job } = view;
  if (job.state === 'paused') {
    return (
      <Button icon="play" onClick={() => ask(() => desk.resume(job.id))}>
        Resume
      </Button>
    );
  }
  if (job.progress?.doing !== 'sections') return null;
  return (
    <Button icon="pause" onClick={() => ask(() => desk.pause(job.id))}>
      Pause
    </Button>
  );
}

function heading(input: JobInput): string {
  switch (input.action) {
    case 'summarize':
      return 'Summary';
    case 'brief':
      return 'Brief';
    case 'tasks':
      return 'Tasks';
    case 'wiki':
      return 'Wiki entry';
    case 'document':
      return 'Document';
    case 'write':
      return WRITTEN[input.particulars?.of === 'write' ? input.particulars.how : 'rewrite'];
    case 'report':
    case 'gaps':
    case 'ask':
    case 'chat':
    case 'compact':
      return input.question ?? 'Answer';
  }
}

const WRITTEN = { rewrite: 'Rewritten', translate: 'Translation', continue: 'Continued', fix: 'Corrected' } as const;
