import type { SearchAnswer } from '../../lib/messages/search-desk.ts';
import { count, counted } from './amount.ts';

/** How much was found. Nothing is called nothing only when nobody looks any more. */
export function foundWords({ hits, total }: SearchAnswer, busy: boolean): string {
  if (hits.length === 0) return busy ? 'Searching…' : 'Nothing found.';
  return total > hits.length
    ? `The best ${count(hits.length)} of ${counted(total, 'result')}.`
    : `${counted(total, 'result')}.`;
}

/** How much of the workspaces was searched. */
export function coverageWords({ mirrored, known }: Pick<SearchAnswer, 'mirrored' | 'known'>): string {
  if (known === 0) return 'No page is on this device yet; Notion was searched by title.';
  if (mirrored < known) return `${count(mirrored)} of ${counted(known, 'page')} are on this device so far.`;
  return known === 1 ? 'The only page is on this device.' : `All ${count(known)} pages are on this device.`;
}
