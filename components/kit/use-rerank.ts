import { useEffect, useRef, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { Reranked, SearchDesk, SearchHit } from '../../lib/messages/search-desk.ts';

export interface Reranking {
  /** The results in the order that stands. */
  readonly hits: readonly SearchHit[];
  readonly done: Reranked | undefined;
  readonly busy: boolean;
  /** Why they were not put into another order. */
  readonly failure: FailureFacts | undefined;
  readonly begin: () => void;
  /** Gives up, or goes back to the order in which they were found. */
  readonly leave: () => void;
}

/**
 * Lets a model order the results of a search, when the person asks. The order holds for that search alone.
 * @param search what is searched, as a key
 */
export function useRerank(desk: SearchDesk, query: string, search: string, found: readonly SearchHit[]): Reranking {
  const [done, setDone] = useState<Reranked>();
  const [failure, setFailure] = useState<FailureFacts>();
  const [running, setRunning] = useState<AbortController>();
  const current = useRef<AbortController | undefined>(undefined);
  const leave = (): void => {
    current.current?.abort();
    current.current = undefined;
    setRunning(undefined);
    setDone(undefined);
    setFailure(undefined);
  };
  useEffect(() => leave, [desk, search]);

  const begin = (): void => {
    leave();
    const asking = new AbortController();
    current.current = asking;
    setRunning(asking);
    const rank = async (): Promise<void> => {
      try {
        const reranked = await desk.rerank({ query, hits: found.map(shownOf) }, asking.signal);
        if (!asking.signal.aborted) setDone(reranked);
      } catch (error) {
        if (!asking.signal.aborted) setFailure(factsOf(error));
      }
      if (!asking.signal.aborted) setRunning(undefined);
    };
    void rank();
  };
  return { hits: done ? ordered(found, done.order) : found, done, busy: running !== undefined, failure, begin, leave };
}

const shownOf = ({ pageId, title, place, heading, snippet }: SearchHit) => ({
  pageId,
  title,
  ...(place !== undefined && { place }),
  snippet: [heading, snippet.map(({ text }) => text).join('')].filter((words) => words).join(': '),
});

/** What came after the asking stands at the end. */
export function ordered(found: readonly SearchHit[], order: Reranked['order']): readonly SearchHit[] {
  const known = new Map(found.map((hit) => [hit.pageId, hit]));
  const first = order.flatMap((id) => known.get(id) ?? []);
  return [...first, ...found.filter((hit) => !first.includes(hit))];
}
