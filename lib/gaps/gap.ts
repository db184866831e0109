import type { PageId } from '../base/ids.ts';
import type { Property } from '../mirror/page.ts';
import type { Block } from '../text/block.ts';

/**
 * What a workspace lacks. `unexplained`: many pages use a term and none explains it. `missing-page`: links lead to a page
 * that is not there. `contradiction`: pages give one thing different values. `stale`: a page was left as it is while the
 * pages that it describes changed. `orphan`: nothing leads to it. `single-author`: one person alone writes about it.
 */
export const GAP_KINDS = ['contradiction', 'missing-page', 'unexplained', 'stale', 'single-author', 'orphan'] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** The words of a page that show a gap. */
export interface Evidence {
  readonly pageId: PageId;
  readonly title: string;
  readonly url: string;
  readonly quote: string;
  readonly editedAt?: number;
}

export interface Gap {
  /** Equal for the same gap in a later check, so that what a person has put aside stays aside. */
  readonly key: string;
  readonly kind: GapKind;
  /** The term, the title, the thing with two values, or the person. */
  readonly subject: string;
  /** For a contradiction: the values, the one with most pages first. */
  readonly values?: readonly string[];
  /** How many pages it touches. */
  readonly pages: number;
  /** For ranking: about how many pages a reader stumbles over it on. */
  readonly weight: number;
  /** The best few, strongest first. */
  readonly evidence: readonly Evidence[];
}

/** A page as the finders read it. */
export interface GapPage {
  readonly id: PageId;
  readonly title: string;
  readonly url: string;
  readonly kind: 'page' | 'row' | 'database';
  readonly parent?: PageId;
  readonly editedAt?: number;
  /** Who made it, and who edited it last, as Notion names them. */
  readonly authors: readonly string[];
  readonly properties: readonly Property[];
  readonly blocks: readonly Block[];
}

/** What is known of all pages before the first is read. */
export interface KnownPages {
  /** Titles of every page that the mirror lists, whether its content is here or not. */
  readonly titles: ReadonlyMap<PageId, string>;
  /** Pages that Notion shows no longer. */
  readonly lost: ReadonlySet<PageId>;
  /** The mirror has listed everything that the token sees: what is not in it is not there. */
  readonly complete: boolean;
}

/** One way of looking: pages are shown to it one by one, then it tells. */
export interface GapFinder {
  take(page: GapPage): void;
  found(now: number): readonly Gap[];
}

/** So many pieces of evidence are kept of each gap. */
export const MOST_EVIDENCE = 6;
const QUOTE_CHARS = 240;

export function evidenceOf({ id, title, url, editedAt }: GapPage, quote: string): Evidence {
  const line = quote.replaceAll(/\s+/g, ' ').trim();
  const short = line.length <= QUOTE_CHARS ? line : `${line.slice(0, QUOTE_CHARS - 1).trimEnd()}…`;
  return { pageId: id, title, url, quote: short, ...(editedAt === undefined ? {} : { editedAt }) };
}
