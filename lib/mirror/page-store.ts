import type { PageId } from '../base/ids.ts';
import type { PageHead } from './page-head.ts';
import type { Page } from './page.ts';

/** What becomes of a page's head when its content is stored: told what is stored, so that nothing is overwritten. */
export type HeadWith = (before: PageHead | undefined) => PageHead;

/**
 * Pages as they were last read, with all that finds them again: head and index change in the same transaction. May be
 * evicted at any time: nothing a person wrote is here.
 * @throws Failure `storage-full`, `storage-broken`, `database-newer`
 */
export interface PageStore {
  get(id: PageId): Promise<Page | undefined>;
  /**
   * Stores a page. Its cost does not grow with the number of pages, and equal text is not indexed again.
   * @param head what lists said of it; without one the head follows from the page and from what was known
   */
  put(page: Page, head?: HeadWith): Promise<void>;
  /** Takes contents away, on the device and in the index. Heads stay, as of pages that were never read. */
  remove(ids: readonly PageId[]): Promise<void>;
  /** The same for what a person does not want on this device: no word of it stays in the index either. */
  erase(ids: readonly PageId[]): Promise<void>;
}
