import { readReaderAddress, readerAddress } from '../messages/reader-address.ts';
import type { ReaderAsk } from '../messages/reader-address.ts';
import type { PageId } from '../base/ids.ts';
import { createPageDesk } from './page-desk.ts';
import type { PageDesk } from './page-desk.ts';

/**
 * The Reader's desk: as in our other pages, but what leads to a page that is on the device stays in the Reader, at the
 * block that was meant.
 */
export function createReaderDesk(): PageDesk {
  const desk = createPageDesk();
  const isHere = (id: PageId): Promise<boolean> =>
    new Promise((resolve) => {
      const unwatch = desk.watchPage(id, (found) => {
        resolve(found !== undefined);
        queueMicrotask(() => unwatch());
      });
    });
  return {
    ...desk,
    async openReader(page, why) {
      go({ page, ...(why !== undefined && { why }) });
    },
    async openHit(opened) {
      const { hit, query } = opened;
      if (!(await isHere(hit.pageId))) return desk.openHit(opened);
      // Going back leads to the search as it was.
      const before = readReaderAddress(location.search, location.hash);
      history.replaceState(history.state, '', readerAddress({ ...before, query }));
      go({ page: hit.pageId, ...(hit.start !== undefined && { spot: { start: hit.start } }) });
    },
    async openCitation(citation) {
      if (!(await isHere(citation.pageId))) return desk.openCitation(citation);
      go({ page: citation.pageId, spot: { start: citation.start } });
    },
  };
}

/** Within one page only the hash changes: what stands open there stays open. */
function go(ask: ReaderAsk): void {
  location.assign(`/${readerAddress(ask)}`);
}
