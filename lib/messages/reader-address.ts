import { parseBlockId, parsePageId, undashed } from '../base/ids.ts';
import type { BlockId, PageId } from '../base/ids.ts';

/** Why a copy is shown in place of the page. */
export const READER_WHYS = ['notion-down', 'asked', 'offline'] as const;
export type ReaderWhy = (typeof READER_WHYS)[number];

/** A block in a page: its place, its id, or words that it holds. */
export type ReaderSpot = { readonly start: number } | { readonly blockId: BlockId } | { readonly words: string };

/** What the Reader's address asks for. Without a page it is the start view; a query opens the search with it. */
export interface ReaderAsk {
  readonly page?: PageId;
  readonly why?: ReaderWhy;
  readonly query?: string;
  readonly spot?: ReaderSpot;
}

/** The Reader's address, relative to the extension's own pages. */
export function readerAddress({ page, why, query, spot }: ReaderAsk): string {
  const parts = [
    ...(page === undefined ? [] : [`page=${undashed(page)}`]),
    ...(why === undefined || why === 'asked' ? [] : [`why=${why}`]),
    ...(query === undefined || query === '' ? [] : [`q=${encodeURIComponent(query)}`]),
  ];
  const search = parts.length === 0 ? '' : `?${parts.join('&')}`;
  return `reader.html${search}${spot === undefined ? '' : spotHash(spot)}`;
}

/** The part of an address that leads to a block. */
export function spotHash(spot: ReaderSpot): string {
  if ('start' in spot) return `#${spot.start}`;
  return 'blockId' in spot ? `#${undashed(spot.blockId)}` : `#${encodeURIComponent(spot.words)}`;
}

/** Reads the query and the hash of the Reader's address. What makes no sense is passed over. */
export function readReaderAddress(search: string, hash: string): ReaderAsk {
  const parts = new URLSearchParams(search);
  const page = parsePageId(parts.get('page') ?? '');
  const why = READER_WHYS.find((one) => one === parts.get('why'));
  const query = parts.get('q') ?? '';
  const spot = readSpot(hash.replace(/^#/, ''));
  return {
    ...(page !== undefined && { page }),
    ...(why !== undefined && { why }),
    ...(query !== '' && { query }),
    ...(spot !== undefined && { spot }),
  };
}

function readSpot(hash: string): ReaderSpot | undefined {
  if (hash === '') return undefined;
  if (/^\d{1,9}$/.test(hash)) return { start: Number(hash) };
  const blockId = parseBlockId(hash);
  if (blockId !== undefined) return { blockId };
  try {
    return { words: decodeURIComponent(hash) };
  } catch {
    return undefined;
  }
}
