import type { WorldBlock } from '../model.ts';

/** A name that can be shown and followed. */
export interface Reference {
  readonly kind: 'page' | 'database' | 'user';
  readonly id: string;
  readonly title: string;
  readonly icon?: string;
}

export interface Tag {
  readonly name: string;
  readonly color: string;
}

/** A property value as the app shows it. */
export type Cell =
  | { readonly type: 'empty' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string }
  | { readonly type: 'checkbox'; readonly checked: boolean }
  | { readonly type: 'status'; readonly tag: Tag }
  | { readonly type: 'tags'; readonly tags: readonly Tag[] }
  | { readonly type: 'references'; readonly references: readonly Reference[] };

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly icon?: string;
  /** One a column, in the order of the columns; the title is not among them. */
  readonly cells: readonly Cell[];
}

export interface View {
  readonly id: string;
  readonly name: string;
  readonly type: 'table' | 'board' | 'list';
  /** For a board: the column that makes its groups, and their order. */
  readonly groupBy?: number;
  readonly groups?: readonly Tag[];
}

export interface DatabaseRecord {
  readonly kind: 'database';
  readonly id: string;
  readonly title: string;
  readonly icon?: string;
  readonly lastEditedTime: string;
  /** From the outermost page to the parent. */
  readonly crumbs: readonly Reference[];
  /** The name of the property that holds the titles. */
  readonly titleName: string;
  readonly columns: readonly Column[];
  readonly views: readonly View[];
  readonly rows: readonly Row[];
}

export interface PageRecord {
  readonly kind: 'page';
  readonly id: string;
  readonly title: string;
  readonly icon?: string;
  readonly lastEditedTime: string;
  /** From the outermost page to the parent. */
  readonly crumbs: readonly Reference[];
  /** Only rows of a database have any. */
  readonly properties: readonly { readonly column: Column; readonly cell: Cell }[];
  /** Synced copies hold the children of their original. */
  readonly blocks: readonly WorldBlock[];
  /** Every page, database and person that the blocks name, by id. */
  readonly references: Readonly<Record<string, Reference>>;
  /** Every database that the blocks show inline, by id. */
  readonly databases: Readonly<Record<string, DatabaseRecord>>;
}

export type WebRecord = PageRecord | DatabaseRecord;

export interface SidebarEntry extends Reference {
  readonly children: readonly SidebarEntry[];
}

export interface Sidebar {
  readonly workspace: string;
  readonly entries: readonly SidebarEntry[];
}

export interface Hit extends Reference {
  /** The titles on the way down to it. */
  readonly path: string;
}
