import type { QueriedRow, Schema } from '../../mirror/notion-reader.ts';
import type { RawValue } from '../../mirror/raw-value.ts';
import { counted, linesWithin, MOST_TOLD, named } from './told.ts';
import type { Told } from './told.ts';

export interface AskedRows {
  readonly rows: readonly QueriedRow[];
  /** There are more that fit. */
  readonly more: boolean;
}

/** Options beyond these are counted. */
const MOST_OPTIONS = 30;
const MOST_CELL = 400;

/** Rows of a database, one a line, below its columns. */
export function tellRows(schema: Schema, { rows, more }: AskedRows): Told {
  const columns = schema.columns.map(columnLine);
  const lines = rows.map((row, at) => `${at + 1}. ${rowLine(row)}`);
  const { text, leftOut } = linesWithin(lines, MOST_TOLD);
  const rest = leftOut > 0 ? `\n[${leftOut} further rows have no room here: ask for fewer columns or rows.]` : '';
  const title = schema.title === '' ? 'Untitled' : schema.title;
  const count = counted(rows.length, 'row');
  return {
    text: [
      `Database ${title}`,
      `Columns: ${columns.join('; ')}`,
      '',
      rows.length === 0 ? 'No rows fit.' : `${count}${more ? ', and there are more' : ''}:`,
      text + rest,
    ].join('\n'),
    words: `Queried ${named(title)}: ${more ? 'the first ' : ''}${count}`,
    pages: rows.map(({ id, title: name, url }) => ({ id, title: name, url })),
  };
}

function columnLine({ name, type, options = [] }: Schema['columns'][number]): string {
  if (options.length === 0) return `${name} (${type})`;
  const shown = options.slice(0, MOST_OPTIONS).join(', ');
  const rest = options.length > MOST_OPTIONS ? ` and ${options.length - MOST_OPTIONS} more` : '';
  return `${name} (${type}: ${shown}${rest})`;
}

function rowLine({ id, title, url, values }: QueriedRow): string {
  const cells = [...values].flatMap(([name, value]) => {
    const text = cellOf(value);
    return text === '' || text === title ? [] : [`${name}: ${text}`];
  });
  return [title === '' ? 'Untitled' : title, ...cells, `id ${id}`, url].join(' | ');
}

/** A value as it is read, ids of pages and people in it where no name is known. */
export function cellOf(value: RawValue): string {
  switch (value.kind) {
    case 'empty':
      return '';
    case 'text':
      return value.text.replaceAll(/\s+/g, ' ').slice(0, MOST_CELL).toWellFormed();
    case 'number':
      return String(value.number);
    case 'checkbox':
      return value.checked ? 'yes' : 'no';
    case 'options':
      return value.options.join(', ');
    case 'date':
      return value.end === undefined ? value.start : `${value.start} → ${value.end}`;
    case 'pages':
      return value.pages.join(', ');
    case 'people':
      return value.people.map(({ id, name }) => (name === undefined ? id : `${name} (${id})`)).join(', ');
    case 'list':
      return value.values.map(cellOf).join(', ');
  }
}
