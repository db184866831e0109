import type { BlockType, WorldBlock, WorldDatabase, WorldPage } from '../model.ts';
import { apiColor, plainText, renderIcon, renderText } from './render-text.ts';
import type { NotionStore } from './store.ts';
import type { Located } from './tree.ts';

/** A block as `GET /v1/blocks/:id` gives it. */
export function renderBlock(store: NotionStore, { block, pageId, parentId }: Located): Record<string, unknown> {
  const type = block.type === 'meeting_part' ? 'unsupported' : block.type;
  const page = store.page(pageId);
  const maker = page && store.makers.of(block, page);
  const edited = page ? store.blockTime(block, page) : store.clock.minute();
  const parent =
    parentId === undefined ? { type: 'page_id', page_id: pageId } : { type: 'block_id', block_id: parentId };
  return {
    object: 'block',
    id: block.id,
    parent,
    created_time: maker?.at ?? edited,
    last_edited_time: edited,
    created_by: { object: 'user', id: maker?.by },
    last_edited_by: { object: 'user', id: page?.lastEditedBy },
    has_children: hasChildren(store, block),
    in_trash: false,
    archived: false,
    type,
    [type]: DETAILS[block.type](block, store),
  };
}

/** The block form of a page, as blocks endpoints give it. */
export function renderPageAsBlock(store: NotionStore, page: WorldPage): Record<string, unknown> {
  return {
    ...renderAsBlock(store, page),
    created_time: page.createdTime,
    last_edited_time: page.lastEditedTime,
    created_by: { object: 'user', id: page.createdBy },
    last_edited_by: { object: 'user', id: page.lastEditedBy },
    has_children: page.blocks.length > 0,
    in_trash: page.inTrash,
    archived: page.inTrash,
    type: 'child_page',
    child_page: { title: page.title },
  };
}

export function renderDatabaseAsBlock(store: NotionStore, database: WorldDatabase): Record<string, unknown> {
  return { ...renderAsBlock(store, database), type: 'child_database', child_database: { title: database.title } };
}

function renderAsBlock(store: NotionStore, { id, parent }: Pick<WorldPage, 'id' | 'parent'>): Record<string, unknown> {
  const page = parent.type === 'page_id' ? store.page(parent.id) : undefined;
  const by = { object: 'user', id: page?.createdBy ?? id };
  return {
    object: 'block',
    id,
    parent:
      parent.type === 'workspace'
        ? { type: 'workspace', workspace: true }
        : { type: parent.type, [parent.type]: parent.id },
    created_time: page?.createdTime ?? store.clock.minute(),
    last_edited_time: page?.lastEditedTime ?? store.clock.minute(),
    created_by: by,
    last_edited_by: by,
    has_children: false,
    in_trash: false,
    archived: false,
  };
}

function hasChildren(store: NotionStore, block: WorldBlock): boolean {
  if (block.type === 'child_page') return (store.page(block.target ?? block.id)?.blocks.length ?? 0) > 0;
  return block.children.length > 0;
}

type Render = (block: WorldBlock, store: NotionStore) => Record<string, unknown>;

const rich: Render = (block) => ({ rich_text: renderText(block.text), color: apiColor(block.color) });
const heading: Render = (block, store) => ({ ...rich(block, store), is_toggleable: block.toggleable ?? false });
const link: Render = (block) => ({ url: block.url ?? '', caption: renderText(block.text) });
const file: Render = (block) => ({
  type: 'external',
  external: { url: block.url ?? '' },
  caption: renderText(block.text),
});
const empty: Render = () => ({});

/** The part of a block that has the name of its type. */
const DETAILS: Readonly<Record<BlockType, Render>> = {
  paragraph: (block, store) => ({ ...rich(block, store), icon: null }),
  heading_1: heading,
  heading_2: heading,
  heading_3: heading,
  heading_4: heading,
  bulleted_list_item: rich,
  numbered_list_item: rich,
  toggle: rich,
  quote: rich,
  to_do: (block, store) => ({ ...rich(block, store), checked: block.checked ?? false }),
  callout: (block, store) => ({ ...rich(block, store), icon: renderIcon(block.icon) }),
  code: (block) => ({
    rich_text: renderText(block.text),
    caption: renderText(block.caption ?? []),
    language: block.language ?? 'plain text',
  }),
  equation: (block) => ({ expression: plainText(block.text) }),
  image: file,
  video: file,
  audio: file,
  file: (block, store) => ({ ...file(block, store), name: block.url?.split('/').at(-1) ?? '' }),
  pdf: file,
  bookmark: link,
  embed: link,
  table: (block) => ({
    table_width: block.children[0]?.cells?.length ?? 0,
    has_column_header: block.headerRow ?? false,
    has_row_header: block.headerColumn ?? false,
  }),
  table_row: (block) => ({ cells: (block.cells ?? []).map((cell) => renderText(cell)) }),
  synced_block: (block) => ({
    synced_from: block.syncedFrom === undefined ? null : { type: 'block_id', block_id: block.syncedFrom },
  }),
  child_page: (block, store) => ({ title: store.page(block.target ?? block.id)?.title ?? plainText(block.text) }),
  child_database: (block, store) => ({
    title: store.database(block.target ?? block.id)?.title ?? plainText(block.text),
  }),
  link_to_page: (block, store) => {
    const kind = store.database(block.target ?? '') ? 'database_id' : 'page_id';
    return { type: kind, [kind]: block.target ?? '' };
  },
  table_of_contents: (block) => ({ color: apiColor(block.color) }),
  column: (block) => (block.ratio === undefined ? {} : { width_ratio: block.ratio }),
  tab: empty,
  column_list: empty,
  divider: empty,
  breadcrumb: empty,
  meeting_notes: (block) => ({
    title: renderText(block.text),
    status: 'notes_ready',
    children: Object.fromEntries(block.children.map(({ id, part }) => [`${part}_block_id`, id])),
  }),
  /** How Notion names these is written nowhere; only that their ids are known and that they have children. */
  meeting_part: (block) => ({ block_type: `meeting_notes_${block.part}` }),
  unsupported: () => ({ block_type: 'button' }),
};
