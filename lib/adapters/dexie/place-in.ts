import type { ConnectionId, PageId } from '../../base/ids.ts';
import { ON_SCREEN } from '../../mirror/head-of-page.ts';
import type { PageHead } from '../../mirror/page-head.ts';
import { guardStorage } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';

/** What a page stands in, as the mirror knows it. The screen shows a page without what is above it. */
export async function placeIn(
  { heads }: MirrorDatabase,
  id: PageId,
): Promise<(Pick<PageHead, 'parent' | 'inBlock'> & { readonly connection?: ConnectionId }) | undefined> {
  const head = await guardStorage(() => heads.get(id));
  if (head === undefined) return undefined;
  const { connection, ...place } = head;
  return connection === ON_SCREEN ? place : { ...place, connection };
}
