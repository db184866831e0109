import type { Schema } from '../../mirror/notion-reader.ts';
import { escapeMarkdown } from '../../text/escape-markdown.ts';
import { cellOf } from './tell-rows.ts';
import type { AskedRows } from './tell-rows.ts';
import { counted, named } from './told.ts';

/** More columns than these do not fit a panel. */
const MOST_COLUMNS = 6;

/** Rows as a table for a person, where no model tells of them. The title leads to the row. */
export function listRows(schema: Schema, { rows, more }: AskedRows): string {
  const title = named(schema.title === '' ? 'Untitled' : schema.title);
  if (rows.length === 0) return `No rows of ${title} fit.`;
  const columns = schema.columns.filter(({ type }) => type !== 'title').slice(0, MOST_COLUMNS);
  const name = schema.columns.find(({ type }) => type === 'title')?.name ?? 'Name';
  const lines = rows.map(({ title: row, url, values }) => {
    const cells = columns.map((column) => {
      const value = values.get(column.name);
      return escapeMarkdown(value === undefined ? '' : cellOf(value));
    });
    return [`[${escapeMarkdown(row === '' ? 'Untitled' : row)}](${url})`, ...cells];
  });
  const head = [name, ...columns.map((column) => column.name)].map(escapeMarkdown);
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const count = `${more ? 'The first ' : ''}${counted(rows.length, 'row')} of ${title}`;
  return `${count}\n\n${table}`;
}
