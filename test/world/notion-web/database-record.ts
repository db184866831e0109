import type { PropertySchema, WorldDatabase } from '../model.ts';
import { cellOf } from './cell.ts';
import type { Column, DatabaseRecord, View } from './record.ts';
import { crumbsOf } from './reference.ts';
import type { Computed, NotionWebSource } from './source.ts';

/** A database as a table of cells, with its rows in the order of the store. */
export function databaseRecord(source: NotionWebSource, computed: Computed, database: WorldDatabase): DatabaseRecord {
  const columns = Object.entries(database.schema).filter(([, schema]) => schema.type !== 'title');
  const rows = source.rows(database.dataSourceId);
  return {
    kind: 'database',
    id: database.id,
    title: database.title,
    ...(database.icon !== undefined && { icon: database.icon }),
    lastEditedTime: rows.reduce((latest, row) => (row.lastEditedTime > latest ? row.lastEditedTime : latest), ''),
    crumbs: crumbsOf(source, database.parent),
    titleName: Object.keys(database.schema).find((name) => database.schema[name]?.type === 'title') ?? 'Name',
    columns: columns.map(([name, schema]): Column => ({ name, type: schema.type })),
    views: viewsOf(database.id, columns),
    rows: rows.map((row) => ({
      id: row.id,
      title: row.title,
      ...(row.icon !== undefined && { icon: row.icon }),
      cells: columns.map(([name, schema]) => cellOf(source, computed, row, name, schema)),
    })),
  };
}

/** A table and a list for every database, and a board when a property can group its rows. */
function viewsOf(id: string, columns: readonly (readonly [string, PropertySchema])[]): readonly View[] {
  const views: View[] = [{ id: viewId(id, 1), name: 'Table', type: 'table' }];
  const groupBy = columns.findIndex(([, schema]) => schema.type === 'status');
  const grouping = columns[groupBy]?.[1];
  if (grouping !== undefined && 'options' in grouping) {
    const groups = grouping.options;
    views.push({ id: viewId(id, 2), name: 'Board', type: 'board', groupBy, groups });
  }
  views.push({ id: viewId(id, 3), name: 'List', type: 'list' });
  return views;
}

/** A view has an id of its own; here it follows from the database, so that addresses stay the same between runs. */
function viewId(databaseId: string, place: number): string {
  return `${databaseId.slice(0, 24)}${'0'.repeat(11)}${place}`;
}
