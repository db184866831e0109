import type { JobId } from '../base/ids.ts';
import type { JobView } from '../jobs/job-view.ts';

type Unwatch = () => void;

/** What our own pages can see of the queue and do about it. */
export interface QueueDesk {
  /** Requests that wait for service, or for the turn before them, oldest first. */
  watchWaiting(show: (views: readonly JobView[]) => void): Unwatch;
  /** What the queue has let go since the digest was last put away, newest first. */
  watchDigest(show: (views: readonly JobView[]) => void): Unwatch;
  runNow(id: JobId): Promise<void>;
  /** Gives a waiting question other words; false where it waits no more, so that nothing typed is taken for kept. */
  edit(id: JobId, question: string): Promise<boolean>;
  /** A request whole, as Markdown: what was asked, of what, what arrived and what was tried. Any job has one. */
  exportRequest(id: JobId): Promise<string>;
  /** @param until when the newest that is shown ended, in milliseconds since the epoch */
  dismissDigest(until: number): Promise<void>;
  /** Asks the browser for leave to tell when waiting requests have run. Call it in the press itself. */
  allowNotices(): Promise<boolean>;
}
