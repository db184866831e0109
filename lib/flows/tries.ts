import { factsOf } from '../base/failure.ts';
import type { TrailStep } from '../jobs/answer.ts';
import type { Work } from './work.ts';

/** Every try that a job has made, for the trail of its answer, or of the job where it gets none. */
export interface Tries {
  /** Those of this life, in the order in which they ended. */
  readonly made: readonly TrailStep[];
  add(step: TrailStep): void;
  /** All of them, of earlier lives and waits too, in the order in which they ended. */
  all(before?: readonly TrailStep[]): readonly TrailStep[];
  /** Keeps in the job's row what no answer's row holds. Never fails: the job has its own failure to tell. */
  keep(): Promise<void>;
}

export function createTries({ job, note, tell, ports }: Work): Tries {
  const made: TrailStep[] = [];
  const untold = new Set<TrailStep>();
  return {
    made,
    add(step) {
      made.push(step);
      // A surface says at once who could not be had; who answered is in the answer.
      if (typeof step.outcome === 'object') tell({ type: 'try', step });
      else untold.add(step);
    },
    all: (before = []) => joinTrails(before, job.trail, made),
    async keep() {
      try {
        for (const step of untold) await note({ type: 'try', step });
      } catch (error) {
        ports.log.warn('tries not kept', { code: factsOf(error).code });
      }
    },
  };
}

/**
 * What is gone on from may hold what the job has kept of its own tries: they are told once. In the order in which they
 * ended, not by their times: the device's clock may have been set back meanwhile.
 */
function joinTrails(
  before: readonly TrailStep[],
  kept: readonly TrailStep[],
  made: readonly TrailStep[],
): readonly TrailStep[] {
  const told = new Set(before.map(nameOf));
  return [...before, ...kept.filter((step) => !told.has(nameOf(step))), ...made];
}

const nameOf = ({ startedAt, endedAt, provider = 'claude', model, requestId }: TrailStep): string =>
  [startedAt, endedAt, provider, model, requestId].join(' ');
