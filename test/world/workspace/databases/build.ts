import type { PropertyValue, WorldPage } from '../../model.ts';
import type { PageFile } from '../front-matter.ts';
import { DATABASES, pageId, rowId, userId } from '../ids.ts';
import type { DatabaseName } from '../ids.ts';
import { parsePageFile } from '../page-files.ts';
import type { Names } from '../references.ts';
import { plain } from './row.ts';
import type { Row, Table } from './row.ts';

/** The page id of a row: that of its body's file where it has one, so that pages can mention it by path. */
function idOfRow(database: DatabaseName, row: Row): string {
  return row.body === undefined ? rowId(database, row.key) : pageId(row.body);
}

/** All rows as pages, each relation written on both sides. A relation to a row that does not exist throws. */
export function buildRows(tables: readonly Table[], files: ReadonlyMap<string, PageFile>, names: Names): WorldPage[] {
  const relations = bothSides(tables);
  return tables.flatMap((table) =>
    table.rows.map((row) => {
      const id = idOfRow(table.name, row);
      const file = row.body === undefined ? undefined : files.get(row.body);
      if (row.body !== undefined && file === undefined) throw new Error(`No file ${row.body}.md`);
      const properties: Record<string, PropertyValue> = {
        [table.titleProperty]: { type: 'title', text: plain(row.title) },
        ...row.values,
        ...relations.get(id),
      };
      return {
        id,
        title: row.title,
        ...(row.icon === undefined ? {} : { icon: row.icon }),
        parent: { type: 'data_source_id', id: DATABASES[table.name].dataSourceId },
        properties,
        blocks: file && row.body !== undefined ? parsePageFile(row.body, file, id, names) : [],
        createdTime: row.created,
        lastEditedTime: row.edited,
        createdBy: userId(row.by),
        lastEditedBy: userId(row.by),
        inTrash: false,
      } satisfies WorldPage;
    }),
  );
}

/** The relation properties by page id, with an empty list where nothing is related. */
function bothSides(tables: readonly Table[]): Map<string, Record<string, PropertyValue>> {
  const ids = new Map<string, Record<string, Set<string>>>();
  const rowIds = new Map<string, string>();
  const tableOf = new Map(tables.map((table) => [DATABASES[table.name].dataSourceId, table]));
  for (const table of tables) {
    const names = Object.entries(table.schema).filter(([, property]) => property.type === 'relation');
    for (const row of table.rows) {
      const id = idOfRow(table.name, row);
      rowIds.set(`${table.name}/${row.key}`, id);
      ids.set(id, Object.fromEntries(names.map(([name]) => [name, new Set<string>()])));
    }
  }
  const relate = (from: string, property: string, to: string): void => {
    const related = ids.get(from)?.[property];
    if (related === undefined) throw new Error(`No relation "${property}" on ${from}`);
    related.add(to);
  };
  for (const table of tables) {
    for (const row of table.rows) {
      for (const [property, keys] of Object.entries(row.relations)) {
        const schema = table.schema[property];
        const other = schema?.type === 'relation' ? tableOf.get(schema.dataSourceId) : undefined;
        if (schema?.type !== 'relation' || other === undefined) throw new Error(`"${property}" relates to nothing`);
        for (const key of keys) {
          const to = rowIds.get(`${other.name}/${key}`);
          if (to === undefined) throw new Error(`${row.title}: no row "${key}" in ${other.name}`);
          const from = idOfRow(table.name, row);
          relate(from, property, to);
          relate(to, schema.syncedProperty, from);
        }
      }
    }
  }
  return new Map(
    [...ids].map(([id, properties]) => [
      id,
      Object.fromEntries(
        Object.entries(properties).map(([name, related]) => [name, { type: 'relation', ids: [...related] }]),
      ),
    ]),
  );
}
