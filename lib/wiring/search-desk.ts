import type { Client } from '../messages/client.ts';
import type { SearchDesk, SearchHit } from '../messages/search-desk.ts';

/** Words enough to tell one block from another. */
const QUOTE = 200;

/**
 * What every desk asks about searches, whichever way its messages go.
 * @param tabId where a result is shown first, if the tab shows its page
 */
export function createSearchDesk(ask: Client, tabId?: number): Omit<SearchDesk, 'tidySearches'> {
  return {
    search: (search, signal) => ask('search.run', search, signal),
    rerank: (asked, signal) => ask('search.rerank', asked, signal),
    searchChoices: (databases) => ask('search.choices', { databases }),
    openHit: ({ hit, query, filters }) =>
      ask('hit.open', {
        pageId: hit.pageId,
        url: hit.url,
        ...placeOf(hit),
        ...(tabId === undefined ? {} : { tabId }),
        search: { query, ...(filters === undefined ? {} : { filters }) },
      }),
    keptSearches: () => ask('search.kept', undefined),
    saveSearch: (search) => ask('search.save', search),
  };
}

/** Where in the page a snippet stands, by its words. One of a property stands in no block. */
function placeOf({ snippet, start }: SearchHit): { readonly start?: number; readonly quote?: string } {
  if (start === undefined) return {};
  // A snippet that was cut says so at its ends.
  const words = snippet.map(({ text }) => text).filter((text) => text !== '…');
  return { start, quote: words.join('').slice(0, QUOTE) };
}
