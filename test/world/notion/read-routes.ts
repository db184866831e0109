import { list, needBlock, needDatabase, needPage, pageOf, pathId, readPaging, type Ask } from './ask.ts';
import { invalid, NotionRefusal, notFound } from './errors.ts';
import { uuidFrom } from './ids.ts';
import { renderBlock, renderDatabaseAsBlock, renderPageAsBlock } from './render-block.ts';
import { renderDatabase, renderDataSource } from './render-database.ts';
import { renderPage } from './render-page.ts';
import { renderBot, renderUser } from './render-user.ts';
import { relatedIds } from './plain-value.ts';
import { renderProperty } from './render-property.ts';
import { renderText } from './render-text.ts';
import { findProperty, propertyId } from './schema.ts';
import { LARGEST_PAGE, writeMarkdown } from './write-markdown.ts';
import type { WorldBlock } from '../model.ts';

export type Answer = Record<string, unknown>;

export function retrievePage(ask: Ask): Answer {
  const only = ask.query.getAll('filter_properties');
  return renderPage(ask.store, needPage(ask, pathId(ask, 'page_id')), only.length === 0 ? undefined : only);
}

/** Also takes the id of a block, for the rest of a page that was cut. */
export function retrieveMarkdown(ask: Ask, limit = LARGEST_PAGE): Answer {
  const id = pathId(ask, 'page_id');
  const version = ask.query.get('markdown_version') ?? 'v1';
  if (version !== 'v1' && version !== 'v2') {
    throw invalid(
      `query failed validation: query.markdown_version should be \`"v1"\` or \`"v2"\`, instead was \`"${version}"\`.`,
    );
  }
  return markdownOf(ask, id, version, limit, ask.query.get('include_transcript') === 'true');
}

export function markdownOf(
  ask: Ask,
  id: string,
  version: 'v1' | 'v2',
  limit = LARGEST_PAGE,
  transcript = false,
): Answer {
  const located = ask.store.page(id) ? undefined : ask.store.block(id);
  const page = needPage(ask, located ? located.pageId : id);
  const blocks = located ? [located.block] : page.blocks;
  const written = writeMarkdown(blocks, {
    version,
    limit,
    pageId: page.id,
    transcript,
    titleOf: (target) => visibleTitle(ask, target),
  });
  return {
    object: 'page_markdown',
    id,
    markdown: written.markdown,
    truncated: written.truncated,
    unknown_block_ids: written.unknownBlockIds,
  };
}

function visibleTitle(ask: Ask, id: string): string | undefined {
  if (!ask.store.canSee(ask.connection, id)) return undefined;
  return ask.store.page(id)?.title ?? ask.store.database(id)?.title;
}

/** Lists come in pages of their own, however long: relations, people, text and titles. */
export function retrieveProperty(ask: Ask): Answer {
  const page = needPage(ask, pathId(ask, 'page_id'));
  const key = ask.path['property_id'] ?? '';
  const schema = page.parent.type === 'data_source_id' ? ask.store.database(page.parent.id)?.schema : undefined;
  const found = findProperty(schema ?? { title: { type: 'title' } }, key);
  if (!found) throw new NotionRefusal(404, 'object_not_found', `Could not find property with name or id: ${key}`);
  const [name, property] = found;
  const id = propertyId(name, property);
  const items = propertyItems(ask, page.id, name);
  if (!items) return { object: 'property_item', ...renderProperty(ask.store, page, name, property) };
  const paging = readPaging(ask, 'query');
  const start = paging.start === undefined ? 0 : items.findIndex((item) => item.cursor === paging.start);
  const following = items[start + paging.size];
  return {
    object: 'list',
    results: items
      .slice(start, start + paging.size)
      .map(({ value }) => ({ object: 'property_item', id, type: property.type, [property.type]: value })),
    next_cursor: following?.cursor ?? null,
    has_more: following !== undefined,
    type: 'property_item',
    property_item: { id, next_url: null, type: property.type, [property.type]: {} },
  };
}

function propertyItems(ask: Ask, pageId: string, name: string): { cursor: string; value: unknown }[] | undefined {
  const page = needPage(ask, pageId);
  const value = page.properties[name];
  const items = (values: readonly unknown[]) =>
    values.map((item, index) => ({ cursor: uuidFrom(pageId, name, index), value: item }));
  if (value?.type === 'relation') return items(relatedIds(ask.store, page, name).map((id) => ({ id })));
  if (value?.type === 'title' || value?.type === 'rich_text') return items(renderText(value.text));
  if (value?.type !== 'people') return undefined;
  return items(
    value.ids.map((id) => ask.store.user(id)).flatMap((user) => (user ? [renderUser(ask.store, user)] : [])),
  );
}

export function retrieveBlock(ask: Ask): Answer {
  const id = pathId(ask, 'block_id');
  if (ask.store.page(id))
    return renderPageAsBlock(
      ask.store,
      visible(ask, id, () => needPage(ask, id)),
    );
  if (ask.store.database(id))
    return renderDatabaseAsBlock(
      ask.store,
      visible(ask, id, () => needDatabase(ask, 'database', id)),
    );
  return renderBlock(ask.store, needBlock(ask, id));
}

/** Asked for as a block, a page that cannot be seen is a block that is not found. */
function visible<Thing>(ask: Ask, id: string, find: () => Thing): Thing {
  if (!ask.store.canSee(ask.connection, id)) throw notFound('block', id, ask.connection.name);
  return find();
}

export function listChildren(ask: Ask): Answer {
  const id = pathId(ask, 'block_id');
  const isPage = ask.store.page(id) !== undefined;
  const located = isPage ? undefined : needBlock(ask, id);
  const pageId = located?.pageId ?? visible(ask, id, () => id);
  const children: readonly WorldBlock[] = located?.block.children ?? ask.store.page(id)?.blocks ?? [];
  const standing = children.filter((block) => !isTrashed(ask, block));
  const page = pageOf(standing, readPaging(ask, 'query'), (block) => block.id);
  const results = page.items.map((block) =>
    renderBlock(ask.store, { block, pageId, parentId: isPage ? undefined : id }),
  );
  return list('block', results, page.next);
}

/** A page in the trash is no longer listed below its parent. */
function isTrashed(ask: Ask, block: WorldBlock): boolean {
  return block.type === 'child_page' && ask.store.page(block.target ?? block.id)?.inTrash === true;
}

export function retrieveDatabase(ask: Ask): Answer {
  return renderDatabase(ask.store, needDatabase(ask, 'database', pathId(ask, 'database_id')));
}

export function retrieveDataSource(ask: Ask): Answer {
  return renderDataSource(ask.store, needDatabase(ask, 'data source', pathId(ask, 'data_source_id')));
}

export function retrieveMe(ask: Ask): Answer {
  return renderBot(ask.store, ask.connection);
}

export function listUsers(ask: Ask): Answer {
  refusePersonal(ask);
  const users = ask.store.workspaces.find((workspace) => workspace.id === ask.connection.workspaceId)?.users ?? [];
  const page = pageOf(users, readPaging(ask, 'query'), (user) => user.id);
  return list(
    'user',
    page.items.map((user) => renderUser(ask.store, user)),
    page.next,
  );
}

export function retrieveUser(ask: Ask): Answer {
  refusePersonal(ask);
  const id = pathId(ask, 'user_id');
  const user = ask.store.user(id);
  if (!user) throw notFound('user', id, ask.connection.name);
  return renderUser(ask.store, user);
}

function refusePersonal(ask: Ask): void {
  if (ask.connection.kind !== 'personal') return;
  throw new NotionRefusal(403, 'restricted_resource', 'Insufficient permissions for this endpoint.');
}
