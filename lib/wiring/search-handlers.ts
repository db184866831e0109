import { searchChoices } from '../flows/search-choices.ts';
import { rerankHits } from '../flows/search-rerank.ts';
import { keepingRecent, noteRecent, noteSaved, withoutSaved } from '../messages/kept-searches.ts';
import type { MessageName } from '../messages/protocol.ts';
import type { Handlers } from '../messages/router.ts';
import type { Household } from './household.ts';
import { letRun } from './let-run.ts';
import { showBlock } from './show-block.ts';

type SearchHandlers = Pick<Handlers, Exclude<Extract<MessageName, `search.${string}` | 'hit.open'>, 'search.run'>>;

/** What the background does about searches besides searching, which `background.ts` does itself. */
export function createSearchHandlers(house: Household): SearchHandlers {
  const { searches, clock, log } = house;
  return {
    'search.rerank': (asked, _sender, signal) => rerankHits(house.answerPorts, asked, signal),
    'search.choices': ({ databases }) => searchChoices({ ...house.search, source: house.search }, databases),
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
