import type { Dexie, Table } from 'dexie';
import { DATABASES, KINDS, TABLES } from '../../keeping/kinds.ts';
import { writeRow } from '../../keeping/row-text.ts';
import type { KindSize } from '../../keeping/size.ts';
import { guardStorage } from './guard-storage.ts';
import type { Databases } from './snapshot.ts';

/** So many rows of a table are measured; a table that has more is reckoned from as many, spread over its keys. */
const MEASURED = 300;

interface TableSize {
  readonly rows: number;
  readonly bytes: number;
  readonly about: boolean;
}

/** How much is stored of each kind, in the order of the kinds. Quick whatever there is: beyond some rows it is reckoned. */
export async function measureKinds(here: Databases): Promise<readonly KindSize[]> {
  const sizes = new Map<string, TableSize[]>();
  for (const database of DATABASES) {
    const measured = await guardStorage(() => measureAll(here[database]));
    for (const [table, { kind }] of Object.entries(TABLES[database])) {
      const size = measured.get(table);
      if (size !== undefined) sizes.set(kind, [...(sizes.get(kind) ?? []), size]);
    }
  }
  return KINDS.flatMap((kind) => {
    const tables = sizes.get(kind) ?? [];
    return {
      kind,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
      about: tables.some(({ about }) => about),
    };
  });
}

async function measureAll(database: Dexie): Promise<ReadonlyMap<string, TableSize>> {
  await database.open();
  const sizes = await Promise.all(
    database.tables.map(async (table) => [table.name, await measureTable(table)] as const),
  );
  return new Map(sizes);
}

async function measureTable(table: Table): Promise<TableSize> {
  const rows = await table.count();
  if (rows <= MEASURED) return { rows, bytes: sum((await table.toArray()).map(bytesOf)), about: false };
  const keys = await table.orderBy(':id').primaryKeys();
  const chosen = Array.from({ length: MEASURED }, (_, at) => keys[Math.floor((at * keys.length) / MEASURED)]);
  const measured = (await table.bulkGet(chosen)).map(bytesOf);
  return { rows, bytes: Math.round((sum(measured) / MEASURED) * rows), about: true };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const utf8 = new TextEncoder();

function bytesOf(row: unknown): number {
  if (row instanceof Uint8Array) return row.length;
  return utf8.encode(writeRow(row)).length;
}
