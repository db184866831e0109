import { useEffect, useState } from 'preact/hooks';

import type { ConnectionId } from '../../lib/base/ids.ts';
import type { SearchDesk, SearchHit } from '../../lib/messages/search-desk.ts';

const MOST = 5;
const SETTLE_MS = 150;

/** A few pages and databases of one workspace for words that are being typed. A search that fails finds none. */
export function useFound(desk: SearchDesk, connection: ConnectionId | undefined, query: string): readonly SearchHit[] {
  const [found, setFound] = useState<readonly SearchHit[]>([]);
  useEffect(() => {
    if (query === '') {
      setFound([]);
      return;
    }
    const ending = new AbortController();
    const look = async (): Promise<void> => {
      const asked = { query, ...(connection === undefined ? {} : { filters: { connections: [connection] } }) };
      for (const depth of ['first', 'titles'] as const) {
        const { hits } = await desk.search({ ...asked, depth }, ending.signal);
        if (ending.signal.aborted) return;
        setFound(hits.slice(0, MOST));
        if (hits.length > 0) return;
      }
    };
    const timer = setTimeout(() => {
      look().catch(() => setFound([]));
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [desk, connection, query]);
  return found;
}
