import type { Cited, Material } from '../actions/action.ts';
import { pageUrl } from '../mirror/address.ts';
import type { Citation } from '../jobs/answer.ts';

/** Citations as stored, from ranges of the material's blocks. Ranges that lead nowhere are left out. */
export function citationsFor({ page, related }: Material, cited: readonly Cited[]): readonly Citation[] {
  const pages = [page, ...related];
  return cited.flatMap(({ n, page: at, start, end, quote }) => {
    const source = pages[at];
    if (source === undefined) return [];
    const blockId = source.blocks[start]?.id;
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
