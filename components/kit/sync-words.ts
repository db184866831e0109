import { describeFailure } from '../../lib/base/failure-words.ts';
import type { SyncView } from '../../lib/mirror/sync-view.ts';
import { ago, lasting } from './age.ts';
import { count, counted } from './amount.ts';

const MINUTE_MS = 60_000;

/** How far a mirror is, in one or two sentences. */
export function syncWords(sync: SyncView, now: number): string {
  const { state, known, mirrored, requestsLeft, msLeft, syncedAt } = sync;
  const far = `${count(mirrored)} of ${counted(known, 'page')}`;
  switch (state) {
    case 'listing':
      return `Finding out what there is: ${counted(known, 'page')} so far.`;
    case 'fetching':
      return `${far} here. ${counted(requestsLeft, 'request')} left, ${timeLeft(msLeft)}.`;
    case 'paused':
      return `Paused at ${far}.`;
    case 'waiting':
      return `${far} here. ${waitingWords(sync, now)}`;
    case 'resting':
      return syncedAt === undefined ? 'Not synced yet.' : `${allWords(sync)}, as of ${ago(syncedAt, now)}.`;
  }
}

/** Whole minutes, rounded up: who waits had rather be surprised by an early end. */
function timeLeft(ms: number): string {
  return ms < MINUTE_MS ? 'under a minute' : `about ${lasting(Math.ceil(ms / MINUTE_MS) * MINUTE_MS)}`;
}

function allWords({ known, mirrored }: SyncView): string {
  if (known === 0) return 'No page is shared with this token';
  if (mirrored < known) return `${count(mirrored)} of ${counted(known, 'page')} here`;
  return known === 1 ? 'The only page is here' : `All ${count(known)} pages are here`;
}

function waitingWords({ failure, until }: SyncView, now: number): string {
  const cause = failure === undefined ? 'Waiting.' : describeFailure(failure).cause;
  if (until === undefined) return cause;
  return `${cause} Goes on by itself ${until - now < 60_000 ? 'within a minute' : `in about ${lasting(until - now)}`}.`;
}
