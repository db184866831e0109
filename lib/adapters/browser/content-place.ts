import type { PageId } from '../../base/ids.ts';
import { parseAddress } from '../../mirror/address.ts';
import { extension } from './extension.ts';

const APP = /^(?:(?:.+\.)?app\.notion\.com|(?:www\.)?notion\.so)$/;

/** What a tab shows, and whether it is a published page; a tab whose address is hidden from us counts as one. */
export async function contentPlace(tabId?: number): Promise<{ readonly pageId?: PageId; readonly published: boolean }> {
  const tab = tabId === undefined ? undefined : await extension.tabs.get(tabId).catch(() => undefined);
  const pageId = parseAddress(tab?.url ?? '')?.pageId;
  const published = !APP.test(URL.parse(tab?.url ?? '')?.hostname ?? '');
  return { published, ...(pageId === undefined ? {} : { pageId }) };
}
