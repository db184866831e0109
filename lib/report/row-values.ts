import type { PageId } from '../base/ids.ts';
import type { QueriedRow } from '../mirror/notion-reader.ts';
import type { RawValue } from '../mirror/raw-value.ts';
import { fold } from '../text/fold.ts';
import { decimalOf, readDecimal } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import { ROW_ITSELF } from './definition.ts';
import { dayOf } from './period.ts';

/** A row as a report reads it. */
export type ReportRow = Pick<QueriedRow, 'id' | 'title' | 'url' | 'values'>;

const EMPTY: RawValue = { kind: 'empty' };

const valueOf = (row: ReportRow, column: string): RawValue => row.values.get(column) ?? EMPTY;

/** The number in a cell; `empty` where there is none, `other` where there is something else. */
export const cellNumber = (row: ReportRow, column: string): Decimal | 'empty' | 'other' =>
  numberIn(valueOf(row, column));

function numberIn(value: RawValue): Decimal | 'empty' | 'other' {
  switch (value.kind) {
    case 'empty':
      return 'empty';
    case 'number':
      return Number.isFinite(value.number) ? decimalOf(value.number) : 'other';
    case 'text':
      return value.text.trim() === '' ? 'empty' : (readDecimal(value.text.trim()) ?? 'other');
    case 'list': {
      // A rollup that shows one original value is that value; of several nobody said which one is meant.
      const [only, second] = value.values;
      return only === undefined ? 'empty' : second === undefined ? numberIn(only) : 'other';
    }
    case 'checkbox':
    case 'options':
    case 'date':
    case 'pages':
    case 'people':
      return 'other';
  }
}

/** The day in a cell. Of a range it is the first. */
export function cellDay(row: ReportRow, column: string, zone: string): string | undefined {
  const value = valueOf(row, column);
  const date = value.kind === 'list' ? value.values.find(({ kind }) => kind === 'date') : value;
  return date?.kind === 'date' ? dayOf(date.start, zone) : undefined;
}

/** The values in a cell by which rows are grouped: several where the cell holds several, none where it is empty. */
export const cellValues = (row: ReportRow, column: string): readonly string[] => [
  ...new Set(
    wordsIn(valueOf(row, column))
      .map((words) => words.trim())
      .filter((words) => words !== ''),
  ),
];

function wordsIn(value: RawValue): readonly string[] {
  switch (value.kind) {
    case 'empty':
      return [];
    case 'text':
      return [value.text];
    case 'number':
      return [String(value.number)];
    case 'checkbox':
      return [value.checked ? 'Yes' : 'No'];
    case 'options':
      return value.options;
    case 'date':
      return [value.start];
    case 'pages':
      return value.pages;
    case 'people':
      return value.people.map(({ id, name }) => name ?? id);
    case 'list':
      return value.values.flatMap(wordsIn);
  }
}

/** The pages that a cell relates to. */
export const pagesIn = (row: ReportRow, column: string): readonly PageId[] => {
  const value = valueOf(row, column);
  return value.kind === 'pages' ? value.pages : [];
};

/** What a row can be found by: its own id, the ids of the pages that it relates to, or its words without case. */
export const joinKeys = (row: ReportRow, by: string): readonly string[] =>
  by === ROW_ITSELF ? [row.id] : cellValues(row, by).map((words) => fold(words));
