import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { JobId, PageId } from '../../lib/base/ids.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import { useWatch } from './use-watch.ts';

export interface Run {
  readonly view: JobView | undefined;
  /** Whether there is a result or none is known; until then neither is shown. */
  readonly known: boolean;
  /** Asked for, and not taken up yet. */
  readonly starting: boolean;
  /** The request itself could not be handed over. */
  readonly fault: FailureFacts | undefined;
  /** Hands the last request over once more. */
  readonly again: () => void;
  /** Hands a request over; the result shows what becomes of it. */
  readonly begin: (request: () => Promise<JobId>) => void;
}

interface Fault {
  readonly facts: FailureFacts;
  /** When the request was handed over, in milliseconds since the epoch. */
  readonly askedAt: number;
}

/** What a watch showed: that there is none is knowledge too. */
interface Seen {
  readonly view: JobView | undefined;
}

/** The newest result for a page, whichever surface asked for it, and the way to ask for another. */
export function useRun(desk: Desk, pageId: PageId | undefined): Run {
  const [own, setOwn] = useState<JobId>();
  const [starting, setStarting] = useState(false);
  const [refused, setRefused] = useState<Fault>();
  const latest = useWatch<Seen>(
    pageId === undefined ? undefined : (show) => desk.watchLatest(pageId, (view) => show({ view })),
    [desk, pageId],
  );
  const mine = useWatch<Seen>(own === undefined ? undefined : (show) => desk.watchJob(own, (view) => show({ view })), [
    desk,
    own,
  ]);
  useEffect(() => {
    setOwn(undefined);
    setRefused(undefined);
  }, [pageId]);

  const last = useRef<(() => Promise<JobId>) | undefined>(undefined);
  const begin = useCallback((request: () => Promise<JobId>) => {
    last.current = request;
    const hand = async (): Promise<void> => {
      const askedAt = Date.now();
      setStarting(true);
      setRefused(undefined);
      try {
        setOwn(await request());
      } catch (error) {
        setRefused({ facts: factsOf(error), askedAt });
      }
      setStarting(false);
    };
    void hand();
  }, []);
  const again = useCallback(() => {
    if (last.current) begin(last.current);
  }, [begin]);
  const known = pageId === undefined || latest !== undefined;
  const view = newer(mine?.view, latest?.view);
  // A request that was cut may have been taken all the same: the job that came of it is the result then.
  const taken = view !== undefined && refused !== undefined && view.job.createdAt >= refused.askedAt;
  const fault = taken ? undefined : refused?.facts;
  // Until the new job is seen, the one before it must not stand there again for a moment.
  const awaited = own !== undefined && fault === undefined && mine?.view?.job.id !== own;
  return { view, starting: starting || awaited, fault, again, begin, known };
}

/** Turns of a chat have their own place, so they are passed over. */
function newer(one: JobView | undefined, other: JobView | undefined): JobView | undefined {
  const [first, second] = [one, other].map((view) => (view?.job.input.action === 'chat' ? undefined : view));
  if (!first || !second) return first ?? second;
  return first.job.createdAt >= second.job.createdAt ? first : second;
}
