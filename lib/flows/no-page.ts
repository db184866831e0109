import { Failure } from '../base/failure.ts';
import { parsePageId } from '../base/ids.ts';
import type { Page } from '../mirror/page.ts';

/** A page without words, under an id that Notion gives nobody. */
export function noPage(): Page {
  const id = parsePageId('0'.repeat(32));
  if (id === undefined) throw new Failure('bug');
  const completeness = { seen: 'api', missingBlocks: 0 } as const;
  return { id, title: '', url: '', properties: [], blocks: [], readAt: 0, completeness, fingerprint: '' };
}
