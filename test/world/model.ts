/** What the simulated Notion stores. One block tree feeds the API, the Markdown endpoint and the web app. */

export interface RichText {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly strikethrough?: true;
  readonly underline?: true;
  readonly code?: true;
  readonly color?: string;
  readonly link?: string;
  readonly equation?: true;
  readonly mention?:
    | { readonly type: 'page' | 'database' | 'user' | 'data-source' | 'agent'; readonly id: string }
    | { readonly type: 'date'; readonly start: string; readonly end?: string; readonly timeZone?: string };
}

export type BlockType =
  | 'paragraph'
  | 'heading_1'
  | 'heading_2'
  | 'heading_3'
  | 'heading_4'
  | 'bulleted_list_item'
  | 'numbered_list_item'
  | 'to_do'
  | 'toggle'
  | 'quote'
  | 'callout'
  | 'code'
  | 'equation'
  | 'divider'
  | 'image'
  | 'video'
  | 'audio'
  | 'file'
  | 'pdf'
  | 'bookmark'
  | 'embed'
  | 'table'
  | 'table_row'
  | 'column_list'
  | 'column'
  | 'tab'
  | 'synced_block'
  | 'child_page'
  | 'child_database'
  | 'link_to_page'
  | 'table_of_contents'
  | 'breadcrumb'
  | 'meeting_notes'
  | 'meeting_part'
  | 'unsupported';

export interface WorldBlock {
  /** Dashed UUID, the same in the API, in `data-block-id` and in `#` links. */
  readonly id: string;
  readonly type: BlockType;
  readonly text: readonly RichText[];
  readonly children: readonly WorldBlock[];
  readonly checked?: boolean;
  readonly language?: string;
  readonly icon?: string;
  readonly color?: string;
  readonly url?: string;
  /** For `code`: what stands below it. Other captions are the block's text. */
  readonly caption?: readonly RichText[];
  /** For a `numbered_list_item` that begins a list: where it counts from when that is not 1. */
  readonly listStart?: number;
  /** For a `column`: its share of the width. */
  readonly ratio?: number;
  /** A heading that folds. */
  readonly toggleable?: boolean;
  /** For a `table_row`: one rich text list a cell. */
  readonly cells?: readonly (readonly RichText[])[];
  readonly headerRow?: boolean;
  readonly headerColumn?: boolean;
  /** For a synced copy: the original block. */
  readonly syncedFrom?: string;
  /** For `child_page`, `child_database` and `link_to_page`: what it points to. */
  readonly target?: string;
  /** For a `meeting_part`: which of the three that meeting notes hold. */
  readonly part?: 'summary' | 'notes' | 'transcript';
}

export type PropertySchema =
  | {
      readonly type:
        | 'title'
        | 'rich_text'
        | 'number'
        | 'checkbox'
        | 'date'
        | 'people'
        | 'url'
        | 'email'
        | 'phone_number'
        | 'created_time'
        | 'last_edited_time'
        | 'created_by'
        | 'last_edited_by'
        | 'files';
      readonly format?: string;
    }
  | {
      readonly type: 'select' | 'multi_select' | 'status';
      readonly options: readonly { readonly name: string; readonly color: string }[];
    }
  | {
      readonly type: 'relation';
      readonly dataSourceId: string;
      /** The property on the other side that mirrors this one. */ readonly syncedProperty: string;
    }
  | {
      readonly type: 'rollup';
      readonly relation: string;
      readonly property: string;
      readonly function:
        | 'sum'
        | 'average'
        | 'count'
        | 'show_original'
        | 'earliest_date'
        | 'latest_date'
        | 'percent_checked';
    }
  | { readonly type: 'formula'; readonly expression: string };

/** Stored values; rollups, formulas and the created and edited fields are computed when read. */
export type PropertyValue =
  | { readonly type: 'title' | 'rich_text'; readonly text: readonly RichText[] }
  | { readonly type: 'number'; readonly number: number | null }
  | { readonly type: 'checkbox'; readonly checkbox: boolean }
  | { readonly type: 'select' | 'status'; readonly name: string | null }
  | { readonly type: 'multi_select'; readonly names: readonly string[] }
  | { readonly type: 'date'; readonly start: string | null; readonly end?: string }
  | { readonly type: 'people' | 'relation'; readonly ids: readonly string[] }
  | { readonly type: 'url' | 'email' | 'phone_number'; readonly value: string | null };

export interface WorldPage {
  readonly id: string;
  readonly title: string;
  readonly icon?: string;
  readonly parent:
    | { readonly type: 'workspace' }
    | { readonly type: 'page_id'; readonly id: string }
    | { readonly type: 'data_source_id'; readonly id: string };
  /** By property name; only rows of a database have more than the title. */
  readonly properties: Readonly<Record<string, PropertyValue>>;
  readonly blocks: readonly WorldBlock[];
  readonly createdTime: string;
  readonly lastEditedTime: string;
  readonly createdBy: string;
  readonly lastEditedBy: string;
  readonly inTrash: boolean;
  /** A page that the tokens of the world cannot see: the web app shows it, the API says it is not found. */
  readonly hiddenFromApi?: boolean;
}

export interface WorldDatabase {
  readonly id: string;
  readonly dataSourceId: string;
  readonly title: string;
  readonly icon?: string;
  readonly parent: WorldPage['parent'];
  readonly schema: Readonly<Record<string, PropertySchema>>;
  readonly inTrash?: boolean;
}

export interface WorldUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly type: 'person' | 'bot';
}

/** A fact planted for tests: where it stands, and a question that it answers. */
export interface PlantedFact {
  readonly key: string;
  readonly pageId: string;
  readonly blockText: string;
  readonly question: string;
  readonly answer: string;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly users: readonly WorldUser[];
  readonly pages: readonly WorldPage[];
  readonly databases: readonly WorldDatabase[];
  readonly facts: readonly PlantedFact[];
}
