import type { BlockId, PageId } from '../base/ids.ts';

/** Colours of text and of blocks, as Notion's API names them. */
export type Color =
  | 'gray'
  | 'brown'
  | 'orange'
  | 'yellow'
  | 'green'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'red'
  | `${'gray' | 'brown' | 'orange' | 'yellow' | 'green' | 'blue' | 'purple' | 'pink' | 'red'}_background`;

/** How a run of text is set. What is absent is off. */
export interface Marks {
  readonly bold?: true;
  readonly italic?: true;
  readonly strikethrough?: true;
  readonly underline?: true;
  readonly code?: true;
  readonly color?: Color;
}

/** A piece of rich text of one kind. */
export type Run =
  | ({ readonly kind: 'text'; readonly text: string; readonly link?: string } & Marks)
  | ({ readonly kind: 'equation'; readonly expression: string } & Marks)
  | ({ readonly kind: 'mention'; readonly mention: Mentioned; readonly text: string } & Marks);

export type Mentioned =
  | { readonly of: 'page' | 'database' | 'data-source'; readonly id: PageId }
  | { readonly of: 'person' | 'agent'; readonly id: string }
  | { readonly of: 'date'; readonly start: string; readonly end?: string; readonly timeZone?: string };

/** What every block of a document has. */
interface Whole {
  /** Known where the document came from the block API. */
  readonly id?: BlockId;
  readonly color?: Color;
  readonly children: readonly DocBlock[];
}

/**
 * One Notion block with everything that can be written of it. `kind` is the API's own name, so that a document says
 * exactly what Notion stores.
 */
export type DocBlock =
  | (Whole & { readonly kind: 'paragraph' | 'quote' | 'bulleted_list_item' | 'toggle'; readonly runs: readonly Run[] })
  | (Whole & { readonly kind: 'numbered_list_item'; readonly runs: readonly Run[]; readonly start?: number })
  | (Whole & {
      readonly kind: 'heading_1' | 'heading_2' | 'heading_3' | 'heading_4';
      readonly runs: readonly Run[];
      readonly toggleable?: true;
    })
  | (Whole & { readonly kind: 'to_do'; readonly runs: readonly Run[]; readonly checked: boolean })
  | (Whole & { readonly kind: 'callout'; readonly runs: readonly Run[]; readonly icon?: string })
  | (Whole & {
      readonly kind: 'code';
      readonly text: string;
      readonly language: string;
      readonly caption?: readonly Run[];
    })
  | (Whole & { readonly kind: 'equation'; readonly expression: string })
  | (Whole & { readonly kind: 'divider' | 'breadcrumb' | 'table_of_contents' | 'column_list' | 'tab' })
  | (Whole & { readonly kind: 'column'; readonly ratio?: number })
  | (Whole & {
      readonly kind: 'table';
      readonly headerRow: boolean;
      readonly headerColumn: boolean;
      /** Cells row by row; every row has the same number. */
      readonly rows: readonly (readonly (readonly Run[])[])[];
    })
  | (Whole & {
      readonly kind: 'image' | 'video' | 'audio' | 'file' | 'pdf' | 'embed' | 'bookmark';
      readonly url: string;
      readonly caption: readonly Run[];
    })
  | (Whole & { readonly kind: 'synced_block'; readonly original?: BlockId })
  | (Whole & { readonly kind: 'link_to_page'; readonly page: PageId })
  /** Exists in a page and cannot be created: a child page or database, meeting notes, whatever Notion does not give. */
  | (Whole & { readonly kind: 'other'; readonly type: string; readonly text: string; readonly url?: string });

export type DocKind = DocBlock['kind'];

/** A page's content, top to bottom. */
export type NotionDocument = readonly DocBlock[];

/** What a document holds that a dialect or the API cannot say, told before anything is published. */
export interface Inexpressible {
  readonly kind: DocKind;
  /** One sentence: what becomes of it. */
  readonly words: string;
  /** How many times. */
  readonly count: number;
}
