import { extension } from '../adapters/browser/extension.ts';
import { isNotionLoaded } from '../adapters/browser/tab-loaded.ts';
import { targetInFront, targetOfTab } from '../adapters/browser/tabs.ts';
import type { PageId } from '../base/ids.ts';
import { rereadPage } from '../flows/reread-page.ts';
import { readerAddress } from '../messages/reader-address.ts';
import type { CopyOffer } from '../messages/reader-desk.ts';
import type { READER_SHAPES } from '../messages/reader-messages.ts';
import type { Handlers, Sender } from '../messages/router.ts';
import type { Household } from './household.ts';
import { rereadPortsOf } from './reader-kits.ts';

/** What the background does about copies of pages. */
export function createReaderHandlers(house: Household): Pick<Handlers, keyof typeof READER_SHAPES> {
  const reread = rereadPortsOf(house);
  return {
    'reader.open': async ({ pageId, why }) => {
      const address = readerAddress({ page: pageId, ...(why !== undefined && { why }) });
      await extension.tabs.create({ url: extension.runtime.getURL(`/${address}`) });
    },
    'reader.offer': async ({ tabId }, sender) => {
      const target = await targetOf(sender, tabId);
      if (target === undefined) return undefined;
      // The script in a page has looked for itself, and waited.
      if (sender.caller === 'page' && target.tabId !== undefined && (await isNotionLoaded(target.tabId))) {
        return undefined;
      }
      return offerOf(house, target.pageId);
    },
    'reader.refresh': async (id, _sender, signal) => {
      await rereadPage(reread, id, undefined, signal);
    },
    'kit.pin': house.kits.pin,
    'kit.unpin': house.kits.unpin,
  };
}

function targetOf({ caller, tabId }: Sender, asked: number | undefined): ReturnType<typeof targetInFront> {
  const tab = caller === 'content' ? tabId : asked;
  return tab === undefined ? targetInFront() : targetOfTab(tab);
}

async function offerOf({ pages }: Household, pageId: PageId): Promise<CopyOffer | undefined> {
  const page = await pages.get(pageId);
  return page === undefined ? undefined : { pageId, title: page.title, readAt: page.readAt };
}
