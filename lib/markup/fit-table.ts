import { toApiRuns } from './api-runs.ts';
import { byteLength } from './byte-length.ts';
import { cutText } from './cut-text.ts';
import type { DocBlock, Run } from './document.ts';
import { fitRuns, portionsOf } from './fit-runs.ts';
import { BLOCK_BYTES, LONGEST_LIST } from './limits.ts';

type Table = Extract<DocBlock, { readonly kind: 'table' }>;
type Row = readonly (readonly Run[])[];

/** Bytes that one unit of text takes in JSON at most. */
const WIDEST_UNIT = 6;

/**
 * A table as tables that Notion takes: at most 100 columns, 100 rows and so many bytes each. A header row and a header
 * column stand again in every part; a cell that is too long goes on in the row below.
 */
export function fitTable(table: Table): readonly DocBlock[] {
  const rows = table.rows.map((row) => row.map(fitRuns));
  return columnSpans(rows[0]?.length ?? 0, table.headerColumn).flatMap((columns) => {
    const narrow = rows.map((row) => columns.map((column) => row[column] ?? []));
    return rowSpans(narrow.flatMap(fitRow), table.headerRow).map((part): DocBlock => ({ ...table, rows: part }));
  });
}

/** Which columns stand in which part. */
function columnSpans(width: number, headed: boolean): readonly (readonly number[])[] {
  const all = Array.from({ length: width }, (_, column) => column);
  if (width === 0) return [];
  if (width <= LONGEST_LIST) return [all];
  const spans: number[][] = [];
  const first = headed ? [0] : [];
  const most = LONGEST_LIST - first.length;
  for (let at = first.length; at < width; at += most) spans.push([...first, ...all.slice(at, at + most)]);
  return spans;
}

/** A row as rows that fit: only where a cell or the whole is too large, cells go on below. */
function fitRow(row: Row): readonly Row[] {
  const fits = row.every((cell) => toApiRuns(cell).length <= LONGEST_LIST) && rowBytes(row) <= BLOCK_BYTES;
  if (fits) return [row];
  const bytes = Math.floor(BLOCK_BYTES / row.length);
  const cells = row.map((cell) =>
    portionsOf(
      cell.flatMap((run) => shorten(run, bytes)),
      bytes,
    ),
  );
  const height = Math.max(...cells.map((portions) => portions.length));
  return Array.from({ length: height }, (_, line) => cells.map((portions) => portions[line] ?? []));
}

function shorten(run: Run, bytes: number): readonly Run[] {
  const longest = Math.max(1, Math.floor(bytes / WIDEST_UNIT));
  return run.kind === 'text' ? cutText(run.text, longest).map((text) => ({ ...run, text })) : [run];
}

function rowSpans(rows: readonly Row[], headed: boolean): readonly (readonly Row[])[] {
  const spans: Row[][] = [];
  const head = headed ? rows.slice(0, 1) : [];
  const headBytes = head.reduce((sum, row) => sum + rowBytes(row), 0);
  let span: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = rowBytes(row);
    const isFull = span.length >= LONGEST_LIST || (span.length > head.length && bytes + size > 2 * BLOCK_BYTES);
    if (isFull) {
      spans.push(span);
      span = [...head];
      bytes = headBytes;
    }
    span.push(row);
    bytes += size;
  }
  if (span.length > 0) spans.push(span);
  return spans;
}

const rowBytes = (row: Row): number => byteLength(row.map(toApiRuns));
