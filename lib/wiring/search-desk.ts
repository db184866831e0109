import type { Client } from '../messages/client.ts';
import type { SearchDesk } from '../messages/search-desk.ts';

/** Words of a block that lead back to it: as much of the snippet as stands in the page without a break. */
const QUOTE = 200;

/**
 * What every desk asks about searches, whichever way its messages go.
 * @param tabId where a result is shown first, if the tab shows its page
 */
export function createSearchDesk(ask: Client, tabId?: number): Omit<SearchDesk, 'tidySearches'> {
  return {
    search: (search, signal) => ask('search.run', search, signal),
    searchChoices: (databases) => ask('search.choices', { databases }),
    openHit: ({ hit, query, filters }) => {
      const quote = hit.snippet
        .map(({ text }) => text)
        .join('')
        .replaceAll('…', '')
        .slice(0, QUOTE);
      return ask('hit.open', {
        pageId: hit.pageId,
        url: hit.url,
        ...(hit.from === 'mirror' && quote !== '' && { quote }),
        ...(hit.start === undefined ? {} : { start: hit.start }),
        ...(tabId === undefined ? {} : { tabId }),
        search: { query, ...(filters === undefined ? {} : { filters }) },
      });
    },
    keptSearches: () => ask('search.kept', undefined),
    saveSearch: (search) => ask('search.save', search),
  };
}
