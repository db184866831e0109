import type { BlockType, WorldBlock } from '../../model.ts';
import type { PageRecord } from '../record.ts';
import { type BlockDress, blocks } from './block-look.ts';
import { colorStyle, textTrees } from './text.ts';
import { type Branch, classes, h, type Tree } from './tree.ts';

const { look } = blocks;

/** What decides how a page's blocks look at this moment. */
export interface Scene {
  readonly record: PageRecord;
  /** The toggles that stand open; the children of the others are not in the document. */
  readonly open: ReadonlySet<string>;
  /** The chosen view of each inline database, by the id of the database. */
  readonly views: ReadonlyMap<string, string>;
  /** Text that a person typed, by the id of the block. */
  readonly drafts: ReadonlyMap<string, string>;
}

/** The names that the app's classes have kept from before the API had its own. */
export const CLASS_NAMES = {
  paragraph: 'text',
  heading_1: 'header',
  heading_2: 'sub_header',
  heading_3: 'sub_sub_header',
  heading_4: 'header_4',
  bulleted_list_item: 'bulleted_list',
  numbered_list_item: 'numbered_list',
  to_do: 'to_do',
  toggle: 'toggle',
  quote: 'quote',
  callout: 'callout',
  code: 'code',
  equation: 'equation',
  divider: 'divider',
  image: 'image',
  video: 'video',
  audio: 'audio',
  file: 'file',
  pdf: 'pdf',
  bookmark: 'bookmark',
  embed: 'embed',
  table: 'table',
  table_row: 'table_row',
  column_list: 'column_list',
  column: 'column',
  tab: 'tab',
  synced_block: 'transclusion_container',
  child_page: 'page',
  child_database: 'collection_view',
  link_to_page: 'alias',
  table_of_contents: 'table_of_contents',
  breadcrumb: 'breadcrumb',
  meeting_notes: 'transcription',
  meeting_part: 'transcription_part',
  unsupported: 'button',
} as const satisfies Record<BlockType, string>;

/** The element that carries a block's id and names its kind. */
export function shell(block: WorldBlock, dress: BlockDress, ...children: Parameters<typeof h>[2][]): Branch {
  const name = block.syncedFrom === undefined ? CLASS_NAMES[block.type] : 'transclusion_reference';
  return h(
    'div',
    {
      'data-block-id': block.id,
      class: classes('notion-selectable', `notion-${name}-block`, look(dress)),
      dir: 'auto',
      style: block.type === 'callout' ? undefined : colorStyle(block.color),
    },
    ...children,
  );
}

/** The text of a block: the one place where a person can type. */
export function leaf(scene: Scene, block: WorldBlock, tag: string, dress: BlockDress, placeholder: string): Branch {
  const draft = scene.drafts.get(block.id);
  return h(
    tag,
    {
      'data-content-editable-leaf': 'true',
      spellcheck: 'true',
      placeholder,
      class: classes('content-editable-leaf-rtl', look(dress)),
    },
    ...(draft === undefined ? textTrees(block.text, scene.record.references) : [draft]),
  );
}

/** A part of a block that holds no text of its own. */
export function boxed(...children: readonly Tree[]): Branch {
  return h(
    'div',
    {
      contenteditable: 'false',
      'data-content-editable-void': 'true',
      class: classes('pseudoSelection', look('marker')),
    },
    ...children,
  );
}
