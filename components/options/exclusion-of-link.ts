import { pageIn, parseAddress, titleInAddress } from '../../lib/mirror/address.ts';
import type { Exclusion } from '../../lib/mirror/sync-view.ts';

/** What a pasted link leads to, named as the link names it; `undefined` when the text is no link to a page. */
export function exclusionOfLink(text: string): Exclusion | undefined {
  const link = text.trim();
  const id = pageIn(link);
  if (id === undefined) return undefined;
  return { id, title: titleInAddress(link), kind: parseAddress(link)?.view === undefined ? 'page' : 'database' };
}
