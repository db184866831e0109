import type { WorldDatabase } from '../model.ts';
import { renderParent } from './render-page.ts';
import { pageUrl, renderIcon, renderText } from './render-text.ts';
import { renderSchema } from './schema.ts';
import type { NotionStore } from './store.ts';

/** The container: it names its data sources and has no schema. Its times carry an offset, unlike a page's. */
export function renderDatabase(store: NotionStore, database: WorldDatabase): Record<string, unknown> {
  const time = timesOf(store, database).created.replace('Z', '+00:00');
  return {
    object: 'database',
    id: database.id,
    title: renderText([{ text: database.title }]),
    description: [],
    parent: renderParent(store, database.parent),
    is_inline: false,
    in_trash: database.inTrash ?? false,
    is_locked: false,
    created_time: time,
    last_edited_time: time,
    data_sources: [{ id: database.dataSourceId, name: database.title }],
    icon: renderIcon(database.icon),
    cover: null,
    url: pageUrl(database.id),
    public_url: null,
    archived: database.inTrash ?? false,
  };
}

export function renderDataSource(store: NotionStore, database: WorldDatabase): Record<string, unknown> {
  const { created, edited, by } = timesOf(store, database);
  return {
    object: 'data_source',
    id: database.dataSourceId,
    cover: null,
    icon: renderIcon(database.icon),
    created_time: created,
    created_by: { object: 'user', id: by },
    last_edited_by: { object: 'user', id: by },
    last_edited_time: edited,
    title: renderText([{ text: database.title }]),
    description: [],
    is_inline: false,
    properties: renderSchema(database, (id) => store.database(id)),
    parent: { type: 'database_id', database_id: database.id },
    database_parent: renderParent(store, database.parent),
    url: pageUrl(database.id),
    public_url: null,
    in_trash: database.inTrash ?? false,
    archived: database.inTrash ?? false,
  };
}

/** A database keeps no times of its own in the world: it is as old as the page that it stands on, or as its rows. */
function timesOf(store: NotionStore, database: WorldDatabase): { created: string; edited: string; by: string } {
  const parent = database.parent.type === 'workspace' ? undefined : store.page(database.parent.id);
  const source = parent ?? store.rows(database.dataSourceId)[0];
  const fallback = store.clock.minute();
  return {
    created: source?.createdTime ?? fallback,
    edited: source?.lastEditedTime ?? fallback,
    by: source?.createdBy ?? database.id,
  };
}
