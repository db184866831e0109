import { useEffect, useRef, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { SearchAnswer, SearchAsk, SearchDesk } from '../../lib/messages/search-desk.ts';
import { useRerank } from './use-rerank.ts';
import type { Reranking } from './use-rerank.ts';
import { inSeenOrder, keepingSnippets, mayBeMore, withTitles } from './merge-hits.ts';

/** After the last key in milliseconds: the pages themselves are looked at, and Notion is asked for titles. */
const FULL_AFTER = 150;
const TITLES_AFTER = 450;

export interface Searching {
  readonly answer: SearchAnswer | undefined;
  /** Better results are on their way. */
  readonly busy: boolean;
  /** Whether it is known how much of the workspaces was searched: quick results do not tell. */
  readonly covered: boolean;
  /** The results as they are shown: in the order found, or in that of a model when the person asked for it. */
  readonly reranking: Reranking;
  /** Searches once more. */
  readonly again: () => void;
}

const NOTHING: SearchAnswer = { hits: [], total: 0, mirrored: 0, known: 0, failures: [] };

/**
 * The answer to the newest search; the one before stays until it is there. Quick results come with every key, better
 * ones when the typing rests.
 * @param isRead whether the list is being read now, so that it must not be put into another order
 */
export function useSearch(
  desk: SearchDesk,
  { query, filters }: Pick<SearchAsk, 'query' | 'filters'>,
  isRead: () => boolean,
): Searching {
  const [tries, setTries] = useState(0);
  const [answer, setAnswer] = useState<SearchAnswer>();
  const [busy, setBusy] = useState(false);
  const [covered, setCovered] = useState(false);
  const shown = useRef<SearchAnswer | undefined>(undefined);
  const show = (next: SearchAnswer | undefined): void => {
    shown.current = next;
    setAnswer(next);
  };
  useEffect(() => {
    if (query === '' && filters === undefined) {
      show(undefined);
      setBusy(false);
      return;
    }
    const ending = new AbortController();
    const { signal } = ending;
    setBusy(true);
    let depth: SearchAsk['depth'] = 'first';
    const look = (deep: SearchAsk['depth']): Promise<SearchAnswer> =>
      desk
        .search({ query, depth: deep, ...(filters && { filters }) }, signal)
        .catch((error: unknown) => ({ ...NOTHING, failures: [factsOf(error)] }));

    const first = async (): Promise<void> => {
      const found = await look('first');
      // What hinders it hinders the full search too, and is told there.
      if (signal.aborted || depth !== 'first' || found.failures.length > 0) return;
      const { mirrored, known } = shown.current ?? found;
      show({ ...found, mirrored, known, hits: keepingSnippets(shown.current?.hits ?? [], found.hits) });
    };
    const full = async (): Promise<void> => {
      const found = await look('full');
      if (signal.aborted) return;
      depth = 'full';
      setCovered(true);
      const hits = isRead() ? inSeenOrder(shown.current?.hits ?? [], found.hits) : found.hits;
      show({ ...found, hits });
      if (!mayBeMore(found)) return setBusy(false);
      await new Promise((resolve) => setTimeout(resolve, TITLES_AFTER - FULL_AFTER));
      if (signal.aborted) return;
      const titles = await look('titles');
      if (signal.aborted) return;
      show(withTitles(shown.current ?? found, titles, query, isRead()));
      setBusy(false);
    };
    void first();
    const timer = setTimeout(() => void full(), FULL_AFTER);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [desk, query, JSON.stringify(filters), tries]);
  const reranking = useRerank(desk, query, `${query} ${JSON.stringify(filters)}`, answer?.hits ?? NOTHING.hits);
  return { answer, busy, covered, reranking, again: () => setTries(tries + 1) };
}
