import type { WorldBlock, WorldPage } from '../model.ts';
import { cellOf } from './cell.ts';
import { databaseRecord } from './database-record.ts';
import type { Column, DatabaseRecord, PageRecord, Reference, WebRecord } from './record.ts';
import { crumbsOf, referenceTo } from './reference.ts';
import type { Computed, NotionWebSource } from './source.ts';

/** What the app shows for an id: a page or a full-page database; `undefined` when it is neither or in the trash. */
export function recordOf(source: NotionWebSource, computed: Computed, id: string): WebRecord | undefined {
  const database = source.database(id);
  if (database !== undefined) return databaseRecord(source, computed, database);
  const page = source.page(id);
  return page === undefined || page.inTrash ? undefined : pageRecord(source, computed, page);
}

function pageRecord(source: NotionWebSource, computed: Computed, page: WorldPage): PageRecord {
  const references: Record<string, Reference> = {};
  const databases: Record<string, DatabaseRecord> = {};
  for (const id of namedIn(page.blocks)) {
    const reference = references[id] ?? referenceTo(source, id);
    if (reference !== undefined) references[id] = reference;
  }
  for (const id of inlineDatabasesIn(page.blocks)) {
    const database = source.database(id);
    if (database !== undefined) databases[id] = databaseRecord(source, computed, database);
  }
  return {
    kind: 'page',
    id: page.id,
    title: page.title,
    ...(page.icon !== undefined && { icon: page.icon }),
    lastEditedTime: page.lastEditedTime,
    crumbs: crumbsOf(source, page.parent),
    properties: propertiesOf(source, computed, page),
    blocks: page.blocks,
    references,
    databases,
  };
}

function propertiesOf(source: NotionWebSource, computed: Computed, page: WorldPage): PageRecord['properties'] {
  if (page.parent.type !== 'data_source_id') return [];
  return Object.entries(source.database(page.parent.id)?.schema ?? {})
    .filter(([, schema]) => schema.type !== 'title')
    .map(([name, schema]) => {
      const column: Column = { name, type: schema.type };
      return { column, cell: cellOf(source, computed, page, name, schema) };
    });
}

/** The ids of the pages, databases and people that blocks mention, link or hold. */
function* namedIn(blocks: readonly WorldBlock[]): Generator<string> {
  for (const block of blocks) {
    for (const { mention } of [block.text, ...(block.cells ?? [])].flat()) {
      if (mention !== undefined && mention.type !== 'date') yield mention.id;
    }
    if (block.target !== undefined) yield block.target;
    yield* namedIn(block.children);
  }
}

function* inlineDatabasesIn(blocks: readonly WorldBlock[]): Generator<string> {
  for (const block of blocks) {
    if (block.type === 'child_database') yield block.target ?? block.id;
    yield* inlineDatabasesIn(block.children);
  }
}
