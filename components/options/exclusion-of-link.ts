import { parsePageId } from '../../lib/base/ids.ts';
import { parseAddress } from '../../lib/mirror/address.ts';
import type { Exclusion } from '../../lib/mirror/sync-view.ts';

/** What a pasted link leads to, named as the link names it; `undefined` when the text is no link to a page. */
export function exclusionOfLink(text: string): Exclusion | undefined {
  const link = text.trim();
  const place = parseAddress(link);
  const id = place?.pageId ?? parsePageId(link);
  if (id === undefined) return undefined;
  return { id, title: titleOf(link), kind: place?.view === undefined ? 'page' : 'database' };
}

/** Notion puts the title in front of the id, with hyphens for spaces. */
function titleOf(link: string): string {
  const last = URL.parse(link)?.pathname.split('/').at(-1) ?? '';
  const words = decode(last.replace(/-?[0-9a-f]{32}$/i, ''));
  return words.replaceAll('-', ' ').trim();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
