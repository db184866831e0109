import type { BlockId } from '../base/ids.ts';

export type BlockKind =
  | 'paragraph'
  | 'heading'
  | 'bullet'
  | 'number'
  | 'todo'
  | 'toggle'
  | 'quote'
  | 'callout'
  | 'code'
  | 'equation'
  | 'row'
  | 'media'
  | 'page'
  | 'database'
  | 'unknown';

/** One Notion block as plain reading text: what a person sees, without marks of form. */
export interface Block {
  readonly kind: BlockKind;
  /** How deep it is nested, 0 at the top of the page. */
  readonly depth: number;
  /** Reading text, one block, may hold line breaks. Never empty but for media and unknown. */
  readonly text: string;
  /** Heading level, 1 to 4. */
  readonly level?: number;
  /** For a to-do. */
  readonly checked?: boolean;
  /** For a code block. */
  readonly language?: string;
  /** For a child page, database or mention-only block: where it leads. */
  readonly url?: string;
  /** Known when the page came from the DOM or from the block API; Markdown carries no ids. */
  readonly id?: BlockId;
  /** People, pages and dates mentioned in it. */
  readonly mentions?: readonly Mention[];
}

export interface Mention {
  readonly kind: 'page' | 'database' | 'person' | 'date';
  readonly text: string;
  readonly url?: string;
}

/** A run of blocks under one heading, worked on as a whole. */
export interface Section {
  /** Headings from the outermost to its own; empty for the text before the first heading. */
  readonly path: readonly string[];
  readonly blocks: readonly Block[];
  /** Place of its first block in the page. */
  readonly start: number;
  /** Hash of what a reader would see in it. */
  readonly fingerprint: string;
}
