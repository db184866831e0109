import type { PageId } from '../../lib/base/ids.ts';
import { pageIn, pageUrl, titleInAddress } from '../../lib/mirror/address.ts';

/** A page that a pasted link leads to, named as the link names it. */
export interface LinkedPage {
  readonly page: PageId;
  readonly title: string;
  readonly url: string;
}

/** `undefined` where the text is no link to a page. */
export function pageOfLink(text: string): LinkedPage | undefined {
  const link = text.trim();
  const page = pageIn(link);
  if (page === undefined) return undefined;
  const title = titleInAddress(link);
  return { page, title: title === '' ? 'the chosen page' : title, url: pageUrl(page) };
}
