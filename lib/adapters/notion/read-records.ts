import { parseBlockId, parsePageId } from '../../base/ids.ts';
import type { PageId } from '../../base/ids.ts';
import { Failure } from '../../base/failure.ts';
import { pageUrl } from '../../mirror/address.ts';
import { asObject, emojiIn, listIn, objectIn, pageIdIn, textIn, timeIn } from '../../mirror/notion-json.ts';
import type {
  BlockPlace,
  DatabaseRecord,
  MarkdownAnswer,
  NotionBlock,
  PageRecord,
  QueriedRow,
  Schema,
  SourceRecord,
  TitleHit,
  WhoAmI,
} from '../../mirror/notion-reader.ts';
import { readRawValue } from '../../mirror/raw-value.ts';
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
  const database = pageIdIn(objectIn(page, 'parent'), 'database_id');
  const createdAt = timeIn(page, 'created_time');
  const propertyIds = new Map(
    Object.entries(raw ?? {}).map(([name, value]): readonly [string, string] => [name, textIn(value, 'id') ?? name]),
  );
  return {
    id,
    title: titleOf(properties),
    url: textIn(page, 'url') ?? pageUrl(id),
    ...above(page),
    ...(createdAt !== undefined && { createdAt }),
    ...makersOf(page),
    ...(database !== undefined && { database }),
    ...(asObject(page)?.['in_trash'] === true && { inTrash: true }),
    properties,
    propertyIds,
  };
}

/** Who made a page and who edited it last. */
function makersOf(page: unknown): Pick<PageRecord, 'makers'> {
  const ids = ['created_by', 'last_edited_by'].flatMap((name) => textIn(objectIn(page, name), 'id') ?? []);
  return ids.length === 0 ? {} : { makers: [...new Set(ids)] };
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

function above(value: unknown): Pick<PageRecord, 'icon' | 'parent' | 'inBlock' | 'editedAt'> {
  const icon = emojiIn(value);
  const editedAt = timeIn(value, 'last_edited_time');
  return {
    ...(icon !== undefined && { icon }),
    ...placeIn(objectIn(value, 'parent')),
    ...(editedAt !== undefined && { editedAt }),
  };
}

function placeIn(place: unknown): Pick<PageRecord, 'parent' | 'inBlock'> {
  const parent = parentOf(place);
  const inBlock = parseBlockId(textIn(place, 'block_id') ?? '');
  return { ...(parent !== undefined && { parent }), ...(inBlock !== undefined && { inBlock }) };
}

/** What a block stands in. */
export function readBlockPlace(block: unknown): BlockPlace {
  const { parent, inBlock } = placeIn(must(objectIn(block, 'parent')));
  return { ...(parent !== undefined && { page: parent }), ...(inBlock !== undefined && { block: inBlock }) };
}

/** A row's parent is the database that it stands in, not the data source inside it. */
function parentOf(parent: unknown): PageId | undefined {
  return pageIdIn(parent, 'page_id') ?? pageIdIn(parent, 'database_id');
}

export function readColumns(dataSource: unknown): Schema['columns'] {
  return Object.entries(must(objectIn(dataSource, 'properties'))).map(([name, schema]): Schema['columns'][number] => {
    const type = textIn(schema, 'type') ?? 'unknown';
    const particular = asObject(schema)?.[type];
    const options = listIn(particular, 'options').map((option) => textIn(option, 'name') ?? '');
    const relatedSource = type === 'relation' ? textIn(particular, 'data_source_id') : undefined;
    return {
      name,
      type,
      ...(options.length > 0 && { options }),
      id: textIn(schema, 'id') ?? name,
      ...(relatedSource !== undefined && { relatedSource }),
    };
  });
}

export function readSchema(dataSource: unknown): Schema {
  const database = parentOf(objectIn(dataSource, 'parent'));
  return {
    id: must(textIn(dataSource, 'id')),
    title: plainTextOf(listIn(dataSource, 'title')),
    ...(database !== undefined && { database }),
    columns: readColumns(dataSource),
  };
}

/** Rows with values to compute with, of a list of pages. */
export function readQueriedRows(list: unknown): readonly QueriedRow[] {
  return results(list).flatMap((row) => {
    const id = pageIdIn(row, 'id');
    if (id === undefined) return [];
    const values = Object.entries(objectIn(row, 'properties') ?? {});
    const title = values.find(([, value]) => textIn(value, 'type') === 'title')?.[1];
    const [createdAt, editedAt] = [timeIn(row, 'created_time'), timeIn(row, 'last_edited_time')];
    return [
      {
        id,
        title: plainTextOf(listIn(title, 'title')),
        url: textIn(row, 'url') ?? pageUrl(id),
        ...(createdAt !== undefined && { createdAt }),
        ...(editedAt !== undefined && { editedAt }),
        values: new Map(values.map(([name, value]) => [name, readRawValue(value)])),
      },
    ];
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

/** Pages of a list that holds data sources, too. What is in the trash is none of what there is. */
export function readPages(list: unknown): readonly PageRecord[] {
  return readRows({ results: results(list).filter((one) => textIn(one, 'object') === 'page') }).filter(
    ({ inTrash }) => inTrash !== true,
  );
}

export function readSources(list: unknown): readonly SourceRecord[] {
  return results(list).flatMap((source) => {
    const id = textIn(source, 'id');
    const database = parentOf(objectIn(source, 'parent'));
    const listed = textIn(source, 'object') === 'data_source' && asObject(source)?.['in_trash'] !== true;
    if (!listed || id === undefined || database === undefined) return [];
    const { icon, editedAt } = above(source);
    return [
      {
        id,
        database,
        title: plainTextOf(listIn(source, 'title')),
        description: plainTextOf(listIn(source, 'description')),
        columns: objectIn(source, 'properties') === undefined ? [] : readColumns(source),
        ...placeIn(objectIn(source, 'database_parent')),
        ...(icon !== undefined && { icon }),
        ...(editedAt !== undefined && { editedAt }),
      },
    ];
  });
}

/** Whether Notion ended a list before all of it was told. */
export function isCut(list: unknown): boolean {
  return textIn(objectIn(list, 'request_status'), 'type') === 'incomplete';
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
