import type { WorldPage } from '../model.ts';
import { renderProperty } from './render-property.ts';
import { pageUrl, renderIcon, renderText } from './render-text.ts';
import { propertyId } from './schema.ts';
import type { NotionStore } from './store.ts';

export function renderParent(store: NotionStore, parent: WorldPage['parent']): Record<string, unknown> {
  if (parent.type === 'workspace') return { type: 'workspace', workspace: true };
  if (parent.type === 'page_id') return { type: 'page_id', page_id: parent.id };
  const database = store.database(parent.id);
  return { type: 'data_source_id', data_source_id: parent.id, database_id: database?.id ?? parent.id };
}

/** A page as `GET /v1/pages/:id` gives it. With `only`, properties by id or name. */
export function renderPage(store: NotionStore, page: WorldPage, only?: readonly string[]): Record<string, unknown> {
  return {
    object: 'page',
    id: page.id,
    created_time: page.createdTime,
    last_edited_time: page.lastEditedTime,
    created_by: { object: 'user', id: page.createdBy },
    last_edited_by: { object: 'user', id: page.lastEditedBy },
    cover: null,
    icon: renderIcon(page.icon),
    parent: renderParent(store, page.parent),
    in_trash: page.inTrash,
    is_archived: false,
    is_locked: false,
    properties: renderProperties(store, page, only),
    url: pageUrl(page.id, page.title),
    public_url: null,
    archived: page.inTrash,
  };
}

function renderProperties(store: NotionStore, page: WorldPage, only?: readonly string[]): Record<string, unknown> {
  const schema = page.parent.type === 'data_source_id' ? store.database(page.parent.id)?.schema : undefined;
  if (!schema) {
    const title = page.title === '' ? [] : renderText([{ text: page.title }]);
    return { title: { id: 'title', type: 'title', title } };
  }
  const wanted = Object.entries(schema).filter(
    ([name, property]) => only === undefined || only.includes(name) || only.includes(propertyId(name, property)),
  );
  return Object.fromEntries(wanted.map(([name, property]) => [name, renderProperty(store, page, name, property)]));
}
