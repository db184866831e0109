import type { FailureFacts } from '../../lib/base/failure.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';

/** What a surface shows of a job: the phase decides the words and the buttons. */
export interface ResultState {
  readonly phase: 'working' | 'paused' | 'streaming' | 'done' | 'stopped' | 'waiting' | 'failed';
  /** The answer that a model wrote or is writing, when it has any text. */
  readonly answer: Answer | undefined;
  readonly failure: FailureFacts | undefined;
  /** What stands in while there is no whole answer: the last good one, or the one made without a model. */
  readonly standIns: readonly Answer[];
}

export function resultState({ job, answer, modelFree, lastGood }: JobView): ResultState {
  const written = answer !== undefined && answer.text !== '' ? answer : undefined;
  const others = [lastGood, modelFree].filter((other) => other !== undefined && other.id !== written?.id);
  const standIns = others.filter((other) => other !== undefined);
  switch (job.state) {
    case 'queued':
    case 'running':
      return written
        ? { phase: 'streaming', answer: written, failure: undefined, standIns: [] }
        : { phase: 'working', answer: undefined, failure: undefined, standIns };
    case 'paused':
      return { phase: 'paused', answer: written, failure: undefined, standIns };
    case 'cancelled':
      return { phase: 'stopped', answer: written, failure: undefined, standIns: written ? [] : standIns };
    case 'failed':
      return { phase: 'failed', answer: written, failure: job.failure ?? { code: 'bug' }, standIns };
    case 'waiting':
      return { phase: 'waiting', answer: written, failure: job.wait?.cause ?? { code: 'bug' }, standIns };
    case 'done':
      return doneState(written, standIns, job.failure);
  }
}

/** A job may be done without a model: the stand-in is then the answer, and a failure says why no model wrote it. */
function doneState(
  written: Answer | undefined,
  standIns: readonly Answer[],
  failure: FailureFacts | undefined,
): ResultState {
  if (written) return { phase: 'done', answer: written, failure: undefined, standIns: [] };
  if (failure) return { phase: 'failed', answer: undefined, failure, standIns };
  return { phase: 'done', answer: standIns.at(-1), failure: undefined, standIns: [] };
}
