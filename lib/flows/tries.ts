import { factsOf } from '../base/failure.ts';
import type { TrailStep } from '../jobs/answer.ts';
import type { Work } from './work.ts';

/** Every try that a job has made, for the trail of its answer, or of the job where it gets none. */
export interface Tries {
  add(step: TrailStep): void;
  /** All of them, of earlier lives and waits too, in the order in which they began. */
  all(before?: readonly TrailStep[]): readonly TrailStep[];
  /** Keeps in the job's row what no answer's row holds. Never fails: the job has its own failure to tell. */
  keep(): Promise<void>;
}

export function createTries({ job, note, tell, ports }: Work): Tries {
  const made: TrailStep[] = [];
  const untold = new Set<TrailStep>();
  return {
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

/** Trails as one, each step once: what is gone on from may hold the beginning of the same job. */
function joinTrails(...trails: readonly (readonly TrailStep[])[]): readonly TrailStep[] {
  const steps = new Map<string, TrailStep>();
  for (const step of trails.flat()) {
    steps.set([step.startedAt, step.provider ?? 'claude', step.model, step.requestId].join(' '), step);
  }
  // Not by their times: the device's clock may have been set back meanwhile.
  return [...steps.values()];
}
