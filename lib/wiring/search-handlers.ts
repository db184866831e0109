import { searchChoices } from '../flows/search-choices.ts';
import { searchPages } from '../flows/search-pages.ts';
import type { SearchPorts } from '../flows/search-pages.ts';
import { rerankHits } from '../flows/search-rerank.ts';
import { keepingRecent, noteRecent, noteSaved, withoutSaved } from '../messages/kept-searches.ts';
import type { MessageName } from '../messages/protocol.ts';
import type { Handlers } from '../messages/router.ts';
import type { Household } from './household.ts';
import { letRun } from './let-run.ts';
import { showBlock } from './show-block.ts';

type SearchHandlers = Pick<Handlers, Extract<MessageName, `search.${string}` | 'hit.open'>>;

/** Where searches look. */
export const searchPortsOf = ({
  clock,
  search,
  notion,
}: Pick<Household, 'clock' | 'search' | 'notion'>): SearchPorts => ({
  source: search,
  now: () => clock.now(),
  headsOf: search.headsOf,
  syncs: search.syncs,
  readers: notion.connections,
  within: (ms, outer) => AbortSignal.any([outer, AbortSignal.timeout(ms)]),
});

/** What the background does for searches. A search reads past Dexie: opening it takes longer than the search. */
export function createSearchHandlers(house: Household): SearchHandlers {
  const { searches, clock, log } = house;
  const ports = searchPortsOf(house);
  return {
    'search.run': (search, _sender, signal) => searchPages(ports, search, signal),
    'search.rerank': (asked, _sender, signal) => rerankHits(house.answerPorts, asked, signal),
    'search.choices': ({ databases }) => searchChoices(ports, databases),
    'search.kept': searches.kept,
    'search.save': (search) => searches.change((kept) => noteSaved(kept, search, clock.now())),
    'search.forget': (search) => searches.change((kept) => withoutSaved(kept, search)),
    'search.clear-recent': () => searches.change((kept) => ({ ...kept, recent: [] })),
    'search.keep-recent': (keep) => searches.change((kept) => keepingRecent(kept, keep)),
    'hit.open': async ({ pageId, url, quote = '', tabId, search }, sender) => {
      if (search !== undefined) {
        const noted = searches.change((kept) => noteRecent(kept, search, clock.now()));
        letRun(noted, log, 'recent searches');
      }
      await showBlock({ pageId, url, quote }, tabId ?? sender.tabId);
    },
  };
}
