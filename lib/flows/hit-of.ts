import type { SearchHit } from '../messages/search-desk.ts';
import type { PageHead } from '../mirror/page-head.ts';

/**
 * What can be shown of a page without its content.
 * @param place title of what it stands in
 */
export function hitOf(head: PageHead, place = ''): SearchHit {
  return {
    pageId: head.id,
    title: head.title,
    url: head.url,
    workspace: head.workspace,
    kind: head.kind,
    snippet: [],
    from: 'mirror',
    ...(head.icon === undefined ? {} : { icon: head.icon }),
    ...(place === '' ? {} : { place }),
    ...(head.editedAt === undefined ? {} : { editedAt: head.editedAt }),
    ...(head.readAt === undefined ? {} : { readAt: head.readAt }),
    ...(head.state === 'lost' ? { lost: true as const } : {}),
  };
}
