import { randomUUID } from 'node:crypto';
import { isObject, textField, type JsonObject } from '../exchange.ts';
import type { PropertyValue, WorldBlock, WorldPage } from '../model.ts';
import { list, needBlock, needDatabase, needPage, pathId, type Ask } from './ask.ts';
import { invalid } from './errors.ts';
import { parseId } from './ids.ts';
import { parseBlocks, parsePropertyValue, parseRichText } from './parse-api.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { markdownOf, type Answer } from './read-routes.ts';
import { renderBlock, renderPageAsBlock } from './render-block.ts';
import { renderPage } from './render-page.ts';
import { plainText } from './render-text.ts';
import { findProperty } from './schema.ts';
import { countBlocks, locateAll } from './tree.ts';

const MOST_BLOCKS = 1000;

export function createPage(ask: Ask): Answer {
  const { body, store, connection } = ask;
  const parent = readParent(ask);
  const schema = parent.type === 'data_source_id' ? store.database(parent.id)?.schema : undefined;
  const properties = readProperties(ask, schema ?? { title: { type: 'title' } });
  const { title, blocks } = readContent(body, properties);
  const now = store.clock.minute();
  const page: WorldPage = {
    id: randomUUID(),
    title,
    ...readIcon(body),
    parent,
    properties: schema ? properties : {},
    blocks,
    createdTime: now,
    lastEditedTime: now,
    createdBy: connection.botId,
    lastEditedBy: connection.botId,
    inTrash: false,
  };
  const position = parent.type === 'page_id' ? readPosition(ask, parent.id) : undefined;
  store.create(page, connection.workspaceId);
  store.makers.note(blocks, connection.botId);
  if (parent.type === 'page_id') {
    const link = { id: page.id, type: 'child_page' as const, text: [{ text: title }], target: page.id, children: [] };
    store.makers.note([link], connection.botId);
    store.appendBlocks(parent.id, [link], position);
  }
  return renderPage(store, page);
}

/** Without a title among the properties, the first heading of the Markdown is the title. */
function readContent(
  body: JsonObject,
  properties: Readonly<Record<string, PropertyValue>>,
): { title: string; blocks: readonly WorldBlock[] } {
  if (body['markdown'] !== undefined && (body['children'] !== undefined || body['content'] !== undefined)) {
    throw invalid('body failed validation: body.markdown cannot be used with body.children.');
  }
  const children = body['children'] === undefined ? [] : parseBlocks(body['children'], 'body.children', randomUUID);
  const blocks = typeof body['markdown'] === 'string' ? readMarkdown(body['markdown'], readVersion(body)) : children;
  checkCount(blocks);
  const given = Object.values(properties).find((value) => value.type === 'title');
  if (given?.type === 'title') return { title: plainText(given.text), blocks };
  const [first, ...rest] = blocks;
  return first?.type === 'heading_1' && children.length === 0
    ? { title: plainText(first.text), blocks: rest }
    : { title: '', blocks };
}

function readParent(ask: Ask): WorldPage['parent'] {
  const parent = ask.body['parent'];
  if (!isObject(parent))
    throw invalid('body failed validation: body.parent should be defined, instead was `undefined`.');
  const id = (name: string): string | undefined =>
    typeof parent[name] === 'string' ? parseId(parent[name]) : undefined;
  const page = id('page_id');
  if (page !== undefined) return { type: 'page_id', id: needStanding(ask, page).id };
  const source = id('data_source_id');
  if (source !== undefined)
    return { type: 'data_source_id', id: needDatabase(ask, 'data source', source).dataSourceId };
  const database = id('database_id');
  if (database !== undefined)
    return { type: 'data_source_id', id: needDatabase(ask, 'database', database).dataSourceId };
  if (parent['workspace'] === true) return { type: 'workspace' };
  throw invalid('body failed validation: body.parent.page_id should be a valid uuid, instead was `undefined`.');
}

function readProperties(ask: Ask, schema: Parameters<typeof findProperty>[0]): Record<string, PropertyValue> {
  const given = isObject(ask.body['properties']) ? ask.body['properties'] : {};
  const values: Record<string, PropertyValue> = {};
  for (const [key, value] of Object.entries(given)) {
    const found = findProperty(schema, key);
    if (!found) throw invalid(`${key} is not a property that exists.`);
    const parsed = parsePropertyValue(found[1], value, `body.properties.${key}`);
    if (!parsed) throw invalid(`body failed validation: body.properties.${key} cannot be set.`);
    values[found[0]] = parsed;
  }
  return values;
}

function readIcon(body: JsonObject): { icon?: string } {
  return isObject(body['icon']) && typeof body['icon']['emoji'] === 'string' ? { icon: body['icon']['emoji'] } : {};
}

function readMarkdown(text: string, version: 'v1' | 'v2'): WorldBlock[] {
  return parseMarkdown(text, { idFor: () => randomUUID(), version });
}

/** The dialect of the Markdown in a body. */
function readVersion(body: JsonObject): 'v1' | 'v2' {
  const version = body['markdown_version'] ?? 'v1';
  if (version === 'v1' || version === 'v2') return version;
  throw invalid(
    `body failed validation: body.markdown_version should be \`"v1"\` or \`"v2"\`, instead was \`${JSON.stringify(version)}\`.`,
  );
}

function checkCount(blocks: readonly WorldBlock[]): void {
  const count = countBlocks(blocks);
  if (count > MOST_BLOCKS)
    throw invalid(
      `body failed validation: body.children should have at most \`${MOST_BLOCKS}\` blocks, instead had \`${count}\`.`,
    );
}

export function updatePage(ask: Ask): Answer {
  const { store, body } = ask;
  const page = needPage(ask, pathId(ask, 'page_id'));
  const schema = page.parent.type === 'data_source_id' ? store.database(page.parent.id)?.schema : undefined;
  if (body['properties'] !== undefined && (body['in_trash'] ?? body['archived']) !== false) needStanding(ask, page.id);
  for (const [name, value] of Object.entries(readProperties(ask, schema ?? { title: { type: 'title' } }))) {
    if (value.type === 'title') store.setTitle(page.id, plainText(value.text));
    else store.setProperty(page.id, name, value);
  }
  const trash = body['in_trash'] ?? body['archived'];
  if (typeof trash === 'boolean' && trash !== page.inTrash) store.setTrashed(page.id, trash);
  if (body['erase_content'] === true) store.replaceBlocks(page.id, []);
  return renderPage(store, store.page(page.id) ?? page);
}

export function updateBlock(ask: Ask): Answer {
  const id = pathId(ask, 'block_id');
  const { block } = needBlock(ask, id);
  const details = ask.body[block.type];
  if (isObject(details)) {
    const text =
      details['rich_text'] === undefined
        ? block.text
        : parseRichText(details['rich_text'], `body.${block.type}.rich_text`);
    const checked = typeof details['checked'] === 'boolean' ? { checked: details['checked'] } : {};
    ask.store.changeBlock(id, (old) => ({ ...old, text, ...checked }));
  }
  if (ask.body['in_trash'] === true || ask.body['archived'] === true) return deleteBlock(ask);
  return renderBlock(ask.store, needBlock(ask, id));
}

/** Of a page, its way to the trash. */
export function deleteBlock(ask: Ask): Answer {
  const id = pathId(ask, 'block_id');
  if (ask.store.page(id)) {
    const page = needPage(ask, id);
    ask.store.setTrashed(id, true);
    return renderPageAsBlock(ask.store, ask.store.page(id) ?? page);
  }
  const rendered = renderBlock(ask.store, needBlock(ask, id));
  ask.store.deleteBlock(id);
  return { ...rendered, in_trash: true, archived: true };
}

export function appendChildren(ask: Ask): Answer {
  const { store, body } = ask;
  const id = pathId(ask, 'block_id');
  const isPage = store.page(id) !== undefined;
  const pageId = needStanding(ask, isPage ? id : needBlock(ask, id).pageId).id;
  const blocks = parseBlocks(body['children'], 'body.children', randomUUID);
  checkCount(blocks);
  const position = readPosition(ask, id);
  store.makers.note(blocks, ask.connection.botId);
  store.appendBlocks(id, blocks, position);
  const results = blocks.map((block) => renderBlock(store, { block, pageId, parentId: isPage ? undefined : id }));
  return list('block', results, null);
}

/** Nothing in the trash, or below it, can be changed. */
function needStanding(ask: Ask, pageId: string): WorldPage {
  const page = needPage(ask, pageId);
  if (page.inTrash || ask.store.isBelowTrash(pageId)) {
    throw invalid(
      "Can't edit page on block with an archived ancestor. You must unarchive the ancestor before editing page.",
    );
  }
  return page;
}

/** Where new children of a page or block go: the id of the block before them, `'start'`, or at the end. */
function readPosition({ store, body }: Ask, parentId: string): string | undefined {
  const position = isObject(body['position']) ? body['position'] : {};
  if (position['type'] === 'start' || position['type'] === 'page_start') return 'start';
  const block = isObject(position['after_block']) ? position['after_block']['id'] : undefined;
  const after = body['after'] ?? block;
  if (typeof after !== 'string') return undefined;
  const id = parseId(after) ?? '';
  const siblings = store.page(parentId)?.blocks ?? store.block(parentId)?.block.children ?? [];
  if (!siblings.some((sibling) => sibling.id === id))
    throw invalid(`Block to append children after is not parented by ${parentId}: ${after}.`);
  return id;
}

export function updateMarkdown(ask: Ask): Answer {
  const { store, body } = ask;
  const page = needStanding(ask, pathId(ask, 'page_id'));
  const version = readVersion(body);
  const current = String(markdownOf(ask, page.id, version)['markdown']);
  const kept = readMarkdown(changedMarkdown(body, current, version), version);
  const type = String(body['type']);
  const options = body[type];
  const allowed = isObject(options) && options['allow_deleting_content'] === true;
  const lost = page.blocks.filter((block) => isPageLike(block) && !JSON.stringify(kept).includes(block.id));
  if (lost.length > 0 && !allowed) {
    throw invalid(
      'This update would delete child pages or databases. Set allow_deleting_content to true to delete them.',
    );
  }
  const next = keepIds(page.blocks, kept);
  const before = new Set([...locateAll(page)].map(({ block }) => block.id));
  const after = [...locateAll({ ...page, blocks: next })].map(({ block }) => block);
  store.makers.note(
    after.filter(({ id }) => !before.has(id)),
    ask.connection.botId,
  );
  store.replaceBlocks(page.id, next);
  return markdownOf(ask, page.id, version);
}

function isPageLike(block: WorldBlock): boolean {
  return block.type === 'child_page' || block.type === 'child_database';
}

/** The page's Markdown after `update_content`, `replace_content` or `insert_content`. */
function changedMarkdown(body: JsonObject, current: string, version: 'v1' | 'v2'): string {
  const type = String(body['type']);
  const options = body[type];
  if (!isObject(options))
    throw invalid(`body failed validation: body.${type} should be defined, instead was \`undefined\`.`);
  if (type === 'replace_content') return textField(options, 'new_str', textField(options, 'content'));
  if (type === 'insert_content') {
    const content = textField(options, 'content');
    const { position } = options;
    const first = position === 'start' || (isObject(position) && position['type'] === 'start');
    return (first ? [content, current] : [current, content]).join(version === 'v2' ? '\n\n' : '\n');
  }
  if (type !== 'update_content') throw invalid(`body failed validation: body.type is not supported: ${type}.`);
  const updates = Array.isArray(options['content_updates']) ? options['content_updates'].filter(isObject) : [];
  if (updates.length > 100)
    throw invalid(
      `body failed validation: body.update_content.content_updates.length should be ≤ \`100\`, instead was \`${updates.length}\`.`,
    );
  return updates.reduce((text, update) => {
    const [from, to] = [textField(update, 'old_str'), textField(update, 'new_str')];
    const count = from === '' ? 0 : text.split(from).length - 1;
    if (count === 0) throw invalid(`Could not find old_str in the page content: ${JSON.stringify(from.slice(0, 80))}`);
    if (count > 1 && update['replace_all_matches'] !== true) {
      throw invalid(
        `old_str matches ${count} times in the page content. It must match exactly once, or set replace_all_matches to true.`,
      );
    }
    return text.replaceAll(from, () => to);
  }, current);
}

/** Blocks that did not change stay what they are, so that links to them still lead there; changed ones keep their ids. */
function keepIds(before: readonly WorldBlock[], after: readonly WorldBlock[]): WorldBlock[] {
  const left = [...before];
  const take = (fits: (block: WorldBlock) => boolean): WorldBlock | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const same = after.map((block) => {
    const form = shape(block);
    return take((one) => shape(one) === form);
  });
  return after.map((block, at) => {
    const changed = same[at] ?? take((one) => one.type === block.type);
    if (changed === undefined || changed === same[at]) return changed ?? block;
    return { ...block, id: changed.id, children: keepIds(changed.children, block.children) };
  });
}

function shape(block: WorldBlock): string {
  return JSON.stringify({ ...block, id: '', children: block.children.map(shape) });
}
