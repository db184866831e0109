import type { Machine } from './sync-state.ts';
import type { SyncView } from './sync-view.ts';

/** What is counted while a sync runs. */
export interface Counts {
  readonly known: number;
  readonly mirrored: number;
  readonly bytes: number;
  /** Pages whose content is still to be read. */
  readonly toRead: number;
}

/** Background work may start about so many requests a minute on the smallest plan. */
const REQUESTS_A_MINUTE = 171;
/** A page takes one request, and a few of them more: relations past 25 pages, content that Markdown leaves out. */
const REQUESTS_A_PAGE = 1.02;
/** A list whose length is not known yet: as many requests as it had pages so far, and one. */
const REQUESTS_A_LIST = 2;

type Progress = Omit<SyncView, 'connection' | 'workspace' | 'exclusions' | 'syncedAt'>;

/** What a person is told: an estimate where it is one, and never less than what is known to be left. */
export function progressOf(machine: Machine, counts: Counts, now: number): Progress {
  const { known, mirrored, bytes, toRead } = counts;
  const lists = machine.pass?.steps.length ?? 0;
  const requestsLeft = Math.ceil(toRead * REQUESTS_A_PAGE) + lists * REQUESTS_A_LIST;
  const { waiting } = machine;
  const delay = waiting?.until === undefined ? 0 : Math.max(0, waiting.until - now);
  return {
    state: stateOf(machine, toRead),
    known,
    mirrored,
    requestsLeft,
    msLeft: requestsLeft === 0 ? 0 : delay + Math.ceil((requestsLeft * 60_000) / REQUESTS_A_MINUTE),
    bytes,
    ...(waiting !== undefined && { failure: waiting.failure }),
    ...(waiting?.until !== undefined && { until: waiting.until }),
  };
}

function stateOf({ work, paused, waiting, pass }: Machine, toRead: number): SyncView['state'] {
  if (paused) return 'paused';
  if (waiting !== undefined) return 'waiting';
  if (work === 'idle') return 'resting';
  return pass !== undefined && (pass.steps.length > 0 || toRead === 0) ? 'listing' : 'fetching';
}
