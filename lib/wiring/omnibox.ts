import { extension } from '../adapters/browser/extension.ts';
import { readManagedStorage } from '../adapters/browser/managed-storage.ts';
import type { Log } from '../base/ports.ts';
import type { SearchAnswer, SearchAsk, SearchHit } from '../messages/search-desk.ts';
import type { Handlers } from '../messages/router.ts';
import { namesSurfaceOff } from '../settings/managed-rules.ts';
import { letRun } from './let-run.ts';
import { describeFound, describeHit } from './suggestion.ts';

const MOST_SUGGESTED = 6;
const PAGE_CALLER = { caller: 'page' } as const;

/** Search in the address bar after `un`: suggestions with every key, and Enter opens the one that is chosen, else the first. */
export function openOmnibox(handlers: Handlers, log: Log): void {
  // Chrome reads descriptions as XML and shows marks in them, Firefox takes them as they are.
  const form = extension.runtime.getURL('/').startsWith('moz-extension:') ? 'plain' : 'xml';
  let asking = new AbortController();
  const search = (query: string, depth: SearchAsk['depth'] = 'first'): Promise<SearchAnswer> => {
    asking.abort();
    asking = new AbortController();
    return handlers['search.run']({ query, depth }, PAGE_CALLER, asking.signal);
  };
  const open = ({ pageId, url }: SearchHit, query: string): Promise<void> =>
    handlers['hit.open']({ pageId, url, search: { query } }, PAGE_CALLER, new AbortController().signal);

  const isOff = async (): Promise<boolean> => namesSurfaceOff(await readManagedStorage(), 'omnibox');
  const suggestFor = async (query: string, suggest: (list: { content: string; description: string }[]) => void) => {
    if (await isOff()) {
      extension.omnibox.setDefaultSuggestion({ description: 'Your organization has switched this search off.' });
      return;
    }
    const answer = await search(query);
    extension.omnibox.setDefaultSuggestion({ description: describeFound(answer, query, form) });
    suggest(
      answer.hits
        .slice(0, MOST_SUGGESTED)
        .map((hit) => ({ content: hit.url, description: describeHit(hit, query, form) })),
    );
  };
  const enter = async (entered: string): Promise<void> => {
    if (await isOff()) return;
    if (/^https?:/.test(entered) && URL.canParse(entered)) {
      await handlers['address.open']({ url: entered }, PAGE_CALLER, new AbortController().signal);
      return;
    }
    // Before the first sync Notion's own titles are all there is.
    const first = (await search(entered)).hits[0] ?? (await search(entered, 'titles')).hits[0];
    if (first !== undefined) await open(first, entered);
  };

  extension.omnibox.onInputChanged.addListener((query, suggest) => {
    // A search that was typed on has no suggestions any more.
    suggestFor(query, suggest).catch(() => undefined);
  });
  extension.omnibox.onInputEntered.addListener((entered) => letRun(enter(entered), log, 'address bar'));
}
