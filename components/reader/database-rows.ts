import type { ReaderRow } from '../../lib/messages/reader-desk.ts';
import { pageIn } from '../../lib/mirror/address.ts';
import type { Property } from '../../lib/mirror/page.ts';
import type { Block } from '../../lib/text/block.ts';

export interface Sorting {
  /** Name of the column; `undefined` is the title. */
  readonly by: string | undefined;
  readonly down: boolean;
}

/** The columns of a database beside its title, in the order in which its rows bring them; those that all leave empty go. */
export function columnsOf(rows: readonly ReaderRow[]): readonly string[] {
  const names = new Set<string>();
  for (const { properties } of rows) {
    for (const { name, type, text } of properties) if (type !== 'title' && text !== '') names.add(name);
  }
  const inOrder = new Set(rows.flatMap(({ properties }) => properties.map(({ name }) => name)));
  return [...inOrder].filter((name) => names.has(name));
}

export function propertyOf(row: ReaderRow, name: string): Property | undefined {
  return row.properties.find((property) => property.name === name);
}

/** Rows in an order. Numbers and dates by their size, everything else as words; rows that hold nothing come last. */
export function sorted(rows: readonly ReaderRow[], { by, down }: Sorting): readonly ReaderRow[] {
  const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const keys = new Map(rows.map((row) => [row, keyOf(row, by)] as const));
  return rows.toSorted((one, other) => {
    const [first, second] = [keys.get(one), keys.get(other)];
    if (first === undefined || second === undefined) return Number(first === undefined) - Number(second === undefined);
    const order =
      typeof first === 'number' && typeof second === 'number'
        ? first - second
        : words.compare(String(first), String(second));
    return down ? -order : order;
  });
}

function keyOf(row: ReaderRow, by: string | undefined): number | string | undefined {
  if (by === undefined) return row.title;
  const property = propertyOf(row, by);
  if (property === undefined || property.text === '') return undefined;
  if (property.number !== undefined) return property.number;
  const day = Date.parse(property.date?.start ?? '');
  return Number.isNaN(day) ? property.text : day;
}

/** The rows that a database's own text lists: what there is while its rows are not mirrored as pages of their own. */
export function rowsInText(blocks: readonly Block[]): readonly ReaderRow[] {
  return blocks.flatMap((block): readonly ReaderRow[] => {
    const id = block.kind === 'row' ? pageIn(block.url ?? '') : undefined;
    if (id === undefined) return [];
    const [title = '', ...values] = block.text.split(' | ');
    const properties = values.map((value): Property => {
      const colon = value.indexOf(': ');
      const [name, text] = colon === -1 ? ['', value] : [value.slice(0, colon), value.slice(colon + 2)];
      return { name, type: 'text', text };
    });
    return [{ id, title, kind: 'row', here: false, url: block.url ?? '', properties }];
  });
}

/** Whether a block of a database is told by its table already: its rows, and the line that lists its columns. */
export function isToldByTable(block: Block): boolean {
  return (block.kind === 'row' && block.url !== undefined) || block.text.startsWith('Columns: ');
}
