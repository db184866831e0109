import type { JobView } from '../../lib/jobs/job-view.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { stepWords, writerOf } from './answer-trail.ts';
import { modelName } from './model-name.ts';
import { resultState } from './result-state.ts';
import type { ResultState } from './result-state.ts';
import { workingWords } from './working-words.ts';

/** What every surface needs to show of one job. */
export interface JobShown {
  readonly state: ResultState;
  /** Still at work, or held. */
  readonly live: boolean;
  /** The model that the person asked for. */
  readonly asked: string;
  /** What it is doing, in words. */
  readonly words: string;
  /** Sections done of all; no total where none is known. */
  readonly done: number;
  readonly total: number;
}

export function shownJob(view: JobView, settings: Settings, models: readonly ModelFacts[]): JobShown {
  const { job } = view;
  const state = resultState(view);
  const asked = job.input.model ?? settings.model;
  const last = job.trail.at(-1);
  const failed = typeof last?.outcome === 'object' ? stepWords(last, models) : undefined;
  return {
    state,
    live: state.phase === 'working' || state.phase === 'streaming' || state.phase === 'paused',
    asked,
    words: workingWords(job, writerOf(state.answer, models) ?? modelName(asked, models), failed),
    done: job.progress?.done ?? 0,
    total: job.progress?.total ?? 0,
  };
}

/** These failures have Continue as their own button. */
export function offersProceed({ job }: JobView): boolean {
  const code = job.state === 'failed' ? job.failure?.code : undefined;
  return code === 'claude-cut' || code === 'model-length' || code === 'model-paused';
}
