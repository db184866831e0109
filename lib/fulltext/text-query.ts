import type { ConnectionId, PageId } from '../base/ids.ts';

export type PageKind = 'page' | 'row' | 'database';

/** What a person narrows a search to. Values within one filter are alternatives; filters all have to hold. */
export interface SearchFilters {
  readonly connections?: readonly ConnectionId[];
  /** Databases whose rows are meant. */
  readonly databases?: readonly PageId[];
  readonly kinds?: readonly PageKind[];
  /** People by the name that Notion shows: editors, and those in people properties. */
  readonly people?: readonly string[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  /** Time of the last edit, milliseconds since 1970, both inclusive. */
  readonly editedFrom?: number;
  readonly editedTo?: number;
}

/** A search as it is typed: words, `"quoted phrases"` and `-excluded` words. */
export interface TextQuery {
  readonly text: string;
  readonly filters?: SearchFilters;
}
