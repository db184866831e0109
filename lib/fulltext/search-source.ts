import type { PageId } from '../base/ids.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { Page } from '../mirror/page.ts';
import type { DocNumber, IndexView } from './index-view.ts';

/**
 * Where a search reads: the index, and what stands behind its hits. Reads only, and never the network.
 * @throws Failure `storage-broken`
 */
export interface SearchSource {
  /** The index as it is now; `undefined` while nothing was ever indexed. Cheap while nothing has changed. */
  view(): Promise<IndexView | undefined>;
  /** Heads in the order asked; a page that was edited or removed since is `undefined`. */
  heads(docs: readonly DocNumber[]): Promise<readonly (PageHead | undefined)[]>;
  /** Pages in the order asked, contents and all. */
  pages(ids: readonly PageId[]): Promise<readonly (Page | undefined)[]>;
}
