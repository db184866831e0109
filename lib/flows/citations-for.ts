import type { Cited } from '../actions/action.ts';
import { pageUrl } from '../mirror/address.ts';
import type { Page } from '../mirror/page.ts';
import type { Citation } from '../jobs/answer.ts';

/** Citations as stored, from ranges of the pages' blocks. Ranges that lead nowhere are left out. */
export function citationsFor(pages: readonly Page[], cited: readonly Cited[]): readonly Citation[] {
  return cited.flatMap(({ n, page: at, start, end, quote }) => {
    const source = pages[at];
    if (source === undefined) return [];
    // An empty range means the page itself: its title or its properties.
    const blockId = end > start ? source.blocks[start]?.id : undefined;
    const url = blockId === undefined ? source.url : pageUrl(source.id, blockId);
    return [
      {
        n,
        pageId: source.id,
        title: source.title,
        url,
        quote,
        start,
        end,
        ...(blockId === undefined ? {} : { blockId }),
      },
    ];
  });
}
