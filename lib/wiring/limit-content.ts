import { Failure } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import type { JobInput } from '../jobs/job.ts';
import { parseAddress } from '../mirror/address.ts';
import { NO_SEARCHES } from '../messages/kept-searches.ts';
import type { SearchAnswer, SearchChoices } from '../messages/search-desk.ts';
import type { Handlers, Sender } from '../messages/router.ts';

/** Where a tab stands, by the browser's word. */
export interface ContentPlace {
  /** The page that it shows. */
  readonly pageId?: PageId;
  /** A published page or a host that we may not look at: anybody may have written what stands there. */
  readonly published: boolean;
}

const NOTHING_FOUND: SearchAnswer = { hits: [], total: 0, mirrored: 0, known: 0, failures: [] };
const NO_CHOICES: SearchChoices = { connections: [], kinds: [], databases: [], people: [], properties: [] };

/**
 * Narrows what our script in Notion's page is given, should somebody speak in its name, by where its tab stands: the
 * draft of the open page alone, citations and results that lead to Notion alone, kits of the open page alone, and on a
 * published page nothing but that page.
 */
export function limitContent(handlers: Handlers, placeOf: (tabId?: number) => Promise<ContentPlace>): Handlers {
  const isContent = ({ caller }: Sender): boolean => caller === 'content';

  const checkTarget = async ({ target, scope }: JobInput, sender: Sender): Promise<void> => {
    if (!isContent(sender)) return;
    const { published, pageId } = await placeOf(sender.tabId);
    if (published && (target?.pageId !== pageId || scope !== undefined)) throw new Failure('no-page');
  };
  /** The page that the tab shows; none counts on a published page. */
  const checkPinned = async (pinned: PageId, sender: Sender): Promise<void> => {
    if (!isContent(sender)) return;
    const { published, pageId } = await placeOf(sender.tabId);
    if (published || pageId !== pinned) throw new Failure('no-page');
  };
  const isOutside = async (sender: Sender): Promise<boolean> =>
    isContent(sender) && (await placeOf(sender.tabId)).published;

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
    async 'search.run'(search, sender, signal) {
      return (await isOutside(sender)) ? NOTHING_FOUND : handlers['search.run'](search, sender, signal);
    },
    async 'search.choices'(choices, sender, signal) {
      return (await isOutside(sender)) ? NO_CHOICES : handlers['search.choices'](choices, sender, signal);
    },
    async 'search.kept'(nothing, sender, signal) {
      return (await isOutside(sender)) ? NO_SEARCHES : handlers['search.kept'](nothing, sender, signal);
    },
    async 'search.save'(search, sender, signal) {
      return (await isOutside(sender)) ? NO_SEARCHES : handlers['search.save'](search, sender, signal);
    },
    async 'hit.open'(hit, sender, signal) {
      if (isContent(sender) && parseAddress(hit.url) === undefined) throw new Failure('no-page');
      if (await isOutside(sender)) throw new Failure('no-page');
      return handlers['hit.open'](hit, sender, signal);
    },
    async 'citation.open'(citation, sender, signal) {
      if (isContent(sender) && parseAddress(citation.url) === undefined) throw new Failure('no-page');
      return handlers['citation.open'](citation, sender, signal);
    },
    async 'reader.open'(copy, sender, signal) {
      if (isContent(sender)) {
        const { published, pageId } = await placeOf(sender.tabId);
        if (published && pageId !== copy.pageId) throw new Failure('no-page');
      }
      return handlers['reader.open'](copy, sender, signal);
    },
    async 'publish.propose'(answer, sender, signal) {
      if (await isOutside(sender)) throw new Failure('no-page');
      return handlers['publish.propose'](answer, sender, signal);
    },
    async 'kit.pin'(page, sender, signal) {
      await checkPinned(page.pageId, sender);
      return handlers['kit.pin'](page, sender, signal);
    },
    async 'kit.unpin'(pageId, sender, signal) {
      await checkPinned(pageId, sender);
      return handlers['kit.unpin'](pageId, sender, signal);
    },
    async 'draft.read'(draft, sender, signal) {
      if (isContent(sender) && draft.key !== questionKey(await placeOf(sender.tabId))) return '';
      return handlers['draft.read'](draft, sender, signal);
    },
  };
}

/** The key under which a question that was begun in a page is kept. */
const questionKey = ({ pageId }: ContentPlace): string => `ask:${pageId ?? 'no page'}`;
