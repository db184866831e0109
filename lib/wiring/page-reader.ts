import { readScreen } from '../adapters/notion-page/read-screen.ts';
import { parseAddress } from '../mirror/address.ts';
import type { ScreenPage } from '../mirror/page.ts';

/** What the tab shows of the page in front; `undefined` where there is none. */
export function readPageHere(): ScreenPage | undefined {
  const place = parseAddress(location.href);
  return place === undefined ? undefined : readScreen(document, place.pageId);
}
