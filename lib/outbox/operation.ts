import type { PageId } from '../base/ids.ts';
import type { NotionDocument } from '../markup/document.ts';
import type { PropertyValues } from './property-value.ts';

/** Where a new page or row goes. */
export type Parent =
  | { readonly kind: 'page'; readonly id: PageId }
  /** Rows live in a data source; `database` is the one that people see. */
  | { readonly kind: 'database'; readonly id: PageId; readonly dataSource: string };

/** One passage that is to read otherwise. `before` stands exactly once in the page. */
export interface TextEdit {
  readonly before: string;
  readonly after: string;
}

/** One thing to be written to Notion, whole: what is approved is this and nothing else. */
export type Operation =
  /** Adds a container of our own with `content` in it, at the end of the page. */
  | { readonly kind: 'append'; readonly page: PageId; readonly content: NotionDocument }
  | {
      readonly kind: 'create';
      readonly parent: Parent;
      readonly title: string;
      readonly values: PropertyValues;
      readonly content: NotionDocument;
    }
  | { readonly kind: 'set-properties'; readonly page: PageId; readonly values: PropertyValues }
  | { readonly kind: 'replace-text'; readonly page: PageId; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'comment'; readonly page: PageId; readonly discussion?: string; readonly text: string };

export type OperationKind = Operation['kind'];

/** The page that an operation changes, or under which it makes one: entries of one target go one after the other. */
export const targetOfOperation = (operation: Operation): PageId =>
  operation.kind === 'create' ? operation.parent.id : operation.page;
