import { Failure } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import type { JobInput } from '../jobs/job.ts';
import { parseAddress } from '../mirror/address.ts';
import type { SearchAnswer } from '../messages/desk.ts';
import type { Handlers, Sender } from '../messages/router.ts';

/** Where a tab stands, by the browser's word. */
export interface ContentPlace {
  /** The page that it shows. */
  readonly pageId?: PageId;
  /** A published page or a host that we may not look at: anybody may have written what stands there. */
  readonly published: boolean;
}

const NOTHING_FOUND: SearchAnswer = { hits: [], pagesRead: 0, failures: [] };

/**
 * Narrows what our script in Notion's page is given, should somebody speak in its name, by where its tab stands: the
 * draft of the open page alone, citations that lead to Notion alone, and on a published page nothing but that page.
 */
export function limitContent(handlers: Handlers, placeOf: (tabId?: number) => Promise<ContentPlace>): Handlers {
  const isContent = ({ caller }: Sender): boolean => caller === 'content';

  const checkTarget = async ({ target }: JobInput, sender: Sender): Promise<void> => {
    if (!isContent(sender)) return;
    const { published, pageId } = await placeOf(sender.tabId);
    if (published && target?.pageId !== pageId) throw new Failure('no-page');
  };

  return {
    ...handlers,
    async 'job.start'(input, sender, signal) {
      await checkTarget(input, sender);
      return handlers['job.start'](input, sender, signal);
    },
    async 'job.preview'(input, sender, signal) {
      await checkTarget(input, sender);
      return handlers['job.preview'](input, sender, signal);
    },
    async 'search.run'(query, sender, signal) {
      if (isContent(sender) && (await placeOf(sender.tabId)).published) return NOTHING_FOUND;
      return handlers['search.run'](query, sender, signal);
    },
    async 'citation.open'(citation, sender, signal) {
      if (isContent(sender) && parseAddress(citation.url) === undefined) throw new Failure('no-page');
      return handlers['citation.open'](citation, sender, signal);
    },
    async 'draft.read'(draft, sender, signal) {
      if (isContent(sender) && draft.key !== questionKey(await placeOf(sender.tabId))) return '';
      return handlers['draft.read'](draft, sender, signal);
    },
  };
}

/** The key under which a question that was begun in a page is kept. */
const questionKey = ({ pageId }: ContentPlace): string => `ask:${pageId ?? 'no page'}`;
