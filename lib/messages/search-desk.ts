import type { FailureFacts } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { PageKind, SearchFilters } from '../fulltext/text-query.ts';

/**
 * How far a search goes. `first`: ranked from the index alone, for every key that is typed. `full`: ranked again from
 * the pages themselves, with snippets. `titles`: what Notion's own title search knows, for what is not mirrored yet.
 */
export type SearchDepth = 'first' | 'full' | 'titles';

export interface SearchAsk {
  readonly query: string;
  readonly filters?: SearchFilters;
  readonly depth: SearchDepth;
}

export interface SearchHit {
  readonly pageId: PageId;
  readonly title: string;
  readonly url: string;
  readonly workspace: string;
  readonly kind: PageKind;
  readonly icon?: string;
  /** Title of the page or database that it stands in. */
  readonly place?: string;
  /** Text around the match, cut in runs; `hit` runs are the matched words. */
  readonly snippet: readonly { readonly text: string; readonly hit: boolean }[];
  /** Heading the snippet stands under. */
  readonly heading?: string;
  /** Place of the snippet's block in the page. */
  readonly start?: number;
  readonly editedAt?: number;
  /** Age of the copy on this device: when it was read. */
  readonly readAt?: number;
  /** Notion shows the page no longer; the copy is kept. */
  readonly lost?: true;
  /** `mirror`: found on this device. `notion`: by Notion's title search. */
  readonly from: 'mirror' | 'notion';
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** Pages that were found, shown or not. */
  readonly total: number;
  /** Pages on this device, and pages that are known to be in the workspaces. */
  readonly mirrored: number;
  readonly known: number;
  /** What took no part in the search, and why. */
  readonly failures: readonly FailureFacts[];
}

/** One value that a search can be narrowed to, and how many pages have it. */
export interface FilterChoice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly pages: number;
}

/** What a search can be narrowed to, by what is known on this device; the most frequent first. */
export interface SearchChoices {
  readonly connections: readonly FilterChoice<ConnectionId>[];
  readonly kinds: readonly FilterChoice<PageKind>[];
  readonly databases: readonly FilterChoice<PageId>[];
  readonly people: readonly FilterChoice<string>[];
  /** Values in the rows of the chosen databases; none while no database is chosen. */
  readonly properties: readonly FilterChoice<{ readonly name: string; readonly value: string }>[];
}

/** A search to run again: one that was made lately, or one that was saved. */
export interface KeptSearch {
  readonly query: string;
  readonly filters?: SearchFilters;
  readonly at: number;
}

export interface KeptSearches {
  /** Searches that led to a page, newest first. */
  readonly recent: readonly KeptSearch[];
  readonly saved: readonly KeptSearch[];
  /** Whether recent ones are kept at all. */
  readonly keepsRecent: boolean;
}

/** Results that are to be put into the order of their meaning. */
export interface RerankAsk {
  readonly query: string;
  readonly hits: readonly {
    readonly pageId: PageId;
    readonly title: string;
    readonly place?: string;
    readonly snippet: string;
  }[];
}

export interface Reranked {
  /** All pages that were asked about, the best first. */
  readonly order: readonly PageId[];
  readonly model: string;
  readonly provider: ProviderId;
  /** As the provider is shown, where it is not Claude. */
  readonly providerName?: string;
  /** US dollars; absent for a model without a known price. */
  readonly costUsd?: number;
  /** It was asked for before, and nobody was asked now. */
  readonly kept?: true;
}

/** A result, and the search that it came from. */
export interface OpenedHit {
  readonly hit: SearchHit;
  readonly query: string;
  readonly filters?: SearchFilters;
}

/** What every surface can do about searching. */
export interface SearchDesk {
  search(ask: SearchAsk, signal: AbortSignal): Promise<SearchAnswer>;
  /** Asks a model for the order of some results. Sends their titles and snippets. */
  rerank(ask: RerankAsk, signal: AbortSignal): Promise<Reranked>;
  searchChoices(databases: readonly PageId[]): Promise<SearchChoices>;
  /** Opens the page in Notion at the block that was found. The search counts as a recent one then. */
  openHit(opened: OpenedHit): Promise<void>;
  keptSearches(): Promise<KeptSearches>;
  saveSearch(search: Pick<KeptSearch, 'query' | 'filters'>): Promise<KeptSearches>;
  /** Not for a script in Notion's page: takes a saved search away, or all recent ones, or stops and begins keeping those. */
  readonly tidySearches?: {
    forget(search: Pick<KeptSearch, 'query' | 'filters'>): Promise<KeptSearches>;
    clearRecent(): Promise<KeptSearches>;
    keepRecent(keep: boolean): Promise<KeptSearches>;
  };
}
