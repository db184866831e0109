import type { WorldDatabase, WorldPage, WorldUser } from '../model.ts';

interface NamedWorkspace {
  readonly id: string;
  readonly name: string;
}

/** What the web app needs of the store. Every answer is the state of now. */
export interface NotionWebSource {
  readonly workspaces: readonly NamedWorkspace[];
  /** The workspace of a page or database. */
  workspaceOf(id: string): NamedWorkspace | undefined;
  pages(): Iterable<WorldPage>;
  databases(): Iterable<WorldDatabase>;
  page(id: string): WorldPage | undefined;
  /** By the id of the database or of its data source. */
  database(id: string): WorldDatabase | undefined;
  /** The rows of a data source that are not in the trash, in the order of the table. */
  rows(dataSourceId: string): readonly WorldPage[];
  user(id: string): WorldUser | undefined;
  /** Gives a block new text, as a person types it. */
  editBlock(blockId: string, text: string): unknown;
  /** The answer ends the listening. */
  onChange(listener: (change: { readonly pageId: string }) => void): () => void;
}

/** What a rollup or a formula of a row comes to. */
export type Computed = (row: WorldPage, property: string) => string | number | boolean | null | readonly string[];
