import type { FailureFacts } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Block } from '../text/block.ts';

/** A property as a person reads it, with the ids it leads to. */
export interface Property {
  readonly name: string;
  readonly type: string;
  /** Reading text, for example `In progress` or `3 Dec 2026 → 5 Dec 2026`; empty when unset. */
  readonly text: string;
  /** For relations: the related pages. */
  readonly pages?: readonly PageId[];
  readonly number?: number;
  /** ISO date or range. */
  readonly date?: { readonly start: string; readonly end?: string };
  readonly checked?: boolean;
  /** For people. */
  readonly people?: readonly string[];
  /** The API gave only the first of more. */
  readonly more?: boolean;
}

/** How much of the page is here. What is missing is said in the answer, never passed over. */
export interface Completeness {
  /** `api`: the page as Notion stores it. `screen`: what was rendered in the open tab. */
  readonly seen: 'api' | 'screen';
  /** Blocks that Notion said exist and did not give (no permission, or past its limits). */
  readonly missingBlocks: number;
  /** For `screen`: why the API did not give the page. */
  readonly failure?: FailureFacts;
  /** For a database: it has more rows than are here. */
  readonly moreRows?: true;
}

/** What was rendered in the tab that shows the page. */
export interface ScreenPage {
  readonly title: string;
  readonly url: string;
  readonly properties: readonly Property[];
  readonly blocks: readonly Block[];
}

/** A Notion page or row as read, whole. */
export interface Page {
  readonly id: PageId;
  readonly connection?: ConnectionId;
  readonly workspace?: string;
  readonly title: string;
  readonly icon?: string;
  readonly url: string;
  readonly parent?: PageId;
  readonly properties: readonly Property[];
  readonly blocks: readonly Block[];
  /** As Notion gives it, rounded to the minute: for people, not for comparing. */
  readonly editedAt?: number;
  readonly readAt: number;
  readonly completeness: Completeness;
  /** Hash of title, properties and blocks: equal text, equal fingerprint. */
  readonly fingerprint: string;
}
