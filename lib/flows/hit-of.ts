import type { PageId } from '../base/ids.ts';
import type { SearchHit } from '../messages/search-desk.ts';
import type { PageHead } from '../mirror/page-head.ts';

/**
 * What can be shown of a page without its content.
 * @param titles of pages and databases that others stand in
 */
export function hitOf(head: PageHead, titles: ReadonlyMap<PageId, string> = new Map()): SearchHit {
  const place = head.parent === undefined ? undefined : titles.get(head.parent);
  return {
    pageId: head.id,
    title: head.title,
    url: head.url,
    workspace: head.workspace,
    kind: head.kind,
    snippet: [],
    from: 'mirror',
    ...(head.icon === undefined ? {} : { icon: head.icon }),
    ...(place === undefined || place === '' ? {} : { place }),
    ...(head.editedAt === undefined ? {} : { editedAt: head.editedAt }),
    ...(head.readAt === undefined ? {} : { readAt: head.readAt }),
    ...(head.state === 'lost' ? { lost: true as const } : {}),
  };
}
