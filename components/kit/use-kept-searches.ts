import { useEffect, useState } from 'preact/hooks';

import type { KeptSearches, SearchDesk } from '../../lib/messages/search-desk.ts';

export interface Kept {
  readonly searches: KeptSearches | undefined;
  /** Shows what is kept after a change. */
  readonly show: (searches: KeptSearches) => void;
}

/** Searches made before. Not having them hinders nobody: the search itself tells what is wrong with the store. */
export function useKeptSearches(desk: SearchDesk): Kept {
  const [searches, show] = useState<KeptSearches>();
  useEffect(() => {
    desk.keptSearches().then(show, () => undefined);
  }, [desk]);
  return { searches, show };
}
