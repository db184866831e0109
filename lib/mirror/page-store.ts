import type { PageId } from '../base/ids.ts';
import type { Page } from './page.ts';

/** Pages as they were last read. May be evicted at any time: nothing a person wrote is here. */
export interface PageStore {
  get(id: PageId): Promise<Page | undefined>;
  put(page: Page): Promise<void>;
}
