import { orderCompanion } from '../adapters/browser/companion-tab.ts';
import { showPage } from '../adapters/browser/tabs.ts';
import { Failure } from '../base/failure.ts';
import type { BlockId, PageId } from '../base/ids.ts';

/** A page in Notion, and a block of it. */
interface Place {
  readonly pageId: PageId;
  readonly url: string;
  readonly blockId?: BlockId;
  /** Words of the block; with none and no id, the page alone is shown. */
  readonly quote: string;
}

/** Brings a page to the front, in the preferred tab if that shows it, and marks a block of it. */
export async function showBlock({ url, ...place }: Place, preferred: number | undefined): Promise<void> {
  const tab = await showPage(url, preferred);
  if (tab === undefined) throw new Failure('no-page');
  if (place.blockId === undefined && place.quote === '') return;
  await orderCompanion(tab, { type: 'companion-mark', ...place });
}
