import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { pageUrl, parseAddress } from '../../lib/mirror/address.ts';

/** A page that a pasted link leads to, named as the link names it. */
export interface LinkedPage {
  readonly page: PageId;
  readonly title: string;
  readonly url: string;
}

/** `undefined` where the text is no link to a page. */
export function pageOfLink(text: string): LinkedPage | undefined {
  const link = text.trim();
  const page = parseAddress(link)?.pageId ?? parsePageId(link);
  if (page === undefined) return undefined;
  const last = URL.parse(link)?.pathname.split('/').at(-1) ?? '';
  const title = last
    .replace(/-?[0-9a-f-]{32,36}$/i, '')
    .replaceAll('-', ' ')
    .trim();
  return { page, title: title === '' ? 'the chosen page' : title, url: pageUrl(page) };
}
