import { parseBlockId, parsePageId } from '../../base/ids.ts';
import type { PageId } from '../../base/ids.ts';
import { Failure } from '../../base/failure.ts';
import { pageUrl } from '../../mirror/address.ts';
import { asObject, emojiIn, listIn, objectIn, pageIdIn, textIn, timeIn } from '../../mirror/notion-json.ts';
import type {
  Column,
  DatabaseRecord,
  MarkdownAnswer,
  NotionBlock,
  PageRecord,
  TitleHit,
  WhoAmI,
} from '../../mirror/notion-reader.ts';
import { readBlock } from '../../mirror/read-block.ts';
import { readProperties, titleOf } from '../../mirror/read-properties.ts';
import { plainTextOf } from '../../mirror/read-rich-text.ts';

/** Everything here parses at the border: an answer without what it must have is `notion-garbled`. */
function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Failure('notion-garbled');
  return value;
}

export function results(list: unknown): readonly unknown[] {
  const found = asObject(list)?.['results'];
  return must(Array.isArray(found) ? found : undefined);
}

export function readWhoAmI(user: unknown): WhoAmI {
  must(textIn(user, 'id'));
  const bot = objectIn(user, 'bot');
  const owner = objectIn(objectIn(bot, 'owner'), 'user');
  const workspaceId = textIn(bot, 'workspace_id');
  const person = textIn(user, 'type') === 'person';
  return {
    name: textIn(user, 'name') ?? textIn(owner, 'name') ?? '',
    kind: person ? 'person' : 'bot',
    workspace: textIn(bot, 'workspace_name') ?? '',
    ...(workspaceId !== undefined && { workspaceId }),
  };
}

export function readPage(page: unknown): PageRecord {
  const id = must(pageIdIn(page, 'id'));
  const raw = objectIn(page, 'properties');
  const properties = readProperties(raw);
  const propertyIds = new Map(
    Object.entries(raw ?? {}).map(([name, value]): readonly [string, string] => [name, textIn(value, 'id') ?? name]),
  );
  return {
    id,
    title: titleOf(properties),
    url: textIn(page, 'url') ?? pageUrl(id),
    ...above(page),
    properties,
    propertyIds,
  };
}

export function readDatabase(database: unknown): DatabaseRecord {
  const id = must(pageIdIn(database, 'id'));
  return {
    id,
    title: plainTextOf(listIn(database, 'title')),
    url: textIn(database, 'url') ?? pageUrl(id),
    description: plainTextOf(listIn(database, 'description')),
    ...above(database),
    dataSources: listIn(database, 'data_sources')
      .map((source) => ({ id: textIn(source, 'id') ?? '', name: textIn(source, 'name') ?? '' }))
      .filter((source) => source.id !== ''),
  };
}

function above(value: unknown): Pick<PageRecord, 'icon' | 'parent' | 'editedAt'> {
  const icon = emojiIn(value);
  const parent = parentOf(objectIn(value, 'parent'));
  const editedAt = timeIn(value, 'last_edited_time');
  return {
    ...(icon !== undefined && { icon }),
    ...(parent !== undefined && { parent }),
    ...(editedAt !== undefined && { editedAt }),
  };
}

/** A row's parent is the database that it stands in, not the data source inside it. */
function parentOf(parent: unknown): PageId | undefined {
  return pageIdIn(parent, 'page_id') ?? pageIdIn(parent, 'database_id');
}

export function readColumns(dataSource: unknown): readonly Column[] {
  return Object.entries(must(objectIn(dataSource, 'properties'))).map(([name, schema]): Column => {
    const type = textIn(schema, 'type') ?? 'unknown';
    const options = listIn(asObject(schema)?.[type], 'options').map((option) => textIn(option, 'name') ?? '');
    return { name, type, ...(options.length > 0 && { options }) };
  });
}

export function readMarkdownAnswer(answer: unknown, dialect: MarkdownAnswer['dialect']): MarkdownAnswer {
  return {
    markdown: must(textIn(answer, 'markdown')),
    dialect,
    truncated: asObject(answer)?.['truncated'] === true,
    unknownBlockIds: listIn(answer, 'unknown_block_ids')
      .map((id) => parseBlockId(typeof id === 'string' ? id : ''))
      .filter((id) => id !== undefined),
  };
}

export function readOneBlock(block: unknown): NotionBlock {
  return must(readBlock(block));
}

export function readBlocks(list: unknown): readonly NotionBlock[] {
  return results(list)
    .map(readBlock)
    .filter((block) => block !== undefined);
}

/** Where the next page of a list begins. */
export function cursorOf(list: unknown): string | undefined {
  return asObject(list)?.['has_more'] === true ? textIn(list, 'next_cursor') : undefined;
}

export function readRows(list: unknown): readonly PageRecord[] {
  return results(list)
    .filter((row) => pageIdIn(row, 'id') !== undefined)
    .map(readPage);
}

export function readHits(list: unknown): readonly TitleHit[] {
  return results(list)
    .map(readHit)
    .filter((hit) => hit !== undefined);
}

/** A found data source leads to its database: that is what has an address. */
function readHit(value: unknown): TitleHit | undefined {
  const database = textIn(value, 'object') === 'data_source';
  const id = database ? parentOf(objectIn(value, 'parent')) : parsePageId(textIn(value, 'id') ?? '');
  if (id === undefined || asObject(value)?.['in_trash'] === true) return undefined;
  const title = database ? plainTextOf(listIn(value, 'title')) : titleOf(readProperties(objectIn(value, 'properties')));
  const { icon, editedAt } = above(value);
  return {
    id,
    kind: database ? 'database' : 'page',
    title,
    url: database ? pageUrl(id) : (textIn(value, 'url') ?? pageUrl(id)),
    ...(icon !== undefined && { icon }),
    ...(editedAt !== undefined && { editedAt }),
  };
}
