import { dayOfPage } from '../actions/note-lines.ts';
import { itemsIn, numbered, readForm, wordsIn } from '../actions/numbered.ts';
import { budgetFor } from '../actions/budget.ts';
import { asObject } from '../base/json.ts';
import type { Page } from '../mirror/page.ts';
import type { ModelRequest } from '../models/answer-event.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import { fillProperties, fillSchema } from '../prompt/autofill.ts';
import { pageSource } from '../prompt/page-source.ts';
import { FORM_SYSTEM_PROMPT } from '../prompt/system.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { cellValue, shownValue } from './cell-value.ts';
import type { FillColumn } from './fill-column.ts';
import type { FillCell } from './fill-run.ts';

/** A value and the numbers of its items; longer texts are no properties. */
const TOKENS_A_COLUMN = 160;
const LEAST_TOKENS = 200;

/** Properties that change with whatever is written, by us too. */
const TOUCHED: ReadonlySet<string> = new Set(['last_edited_time', 'last_edited_by']);

/** One row as it is asked for, and how the answer is read. */
export interface RowPlan {
  readonly request: ModelRequest;
  /** Of the page's words and what is asked about them; not of the day it is dated, which our own writing changes. */
  readonly content: string;
  /** The values that fit their columns; `undefined` where the answer is not in the form. */
  read(text: string): readonly FillCell[] | undefined;
}

/**
 * How the columns of one row are asked for. A page too long for the model is shown from its beginning, as far as there
 * is room: properties are mostly said early, and the person sees what each value rests on.
 * @param contextTokens how much the model can take at once
 */
export function planFill(page: Page, columns: readonly FillColumn[], contextTokens: number): RowPlan {
  const own = new Set(columns.map(({ name }) => name));
  const asked = columns.filter(({ stamp }) => stamp !== true);
  // What stands in the cells that are to be filled would only be said again, and makes no other request of an equal page.
  const properties = page.properties.filter(({ name, type }) => !own.has(name) && !TOUCHED.has(type));
  const around = { ...page, properties };
  const end = blocksWithin(page, budgetFor(contextTokens).whole);
  const placed = pageSource(around, { page: 0, properties: true, runs: [{ start: 0, end }] });
  const shown = numbered([placed], [page]);
  const keyed = asked.map((column, at) => ({ key: `p${at + 1}`, column }));
  const wanted = keyed.map(({ key, column }) => ({
    key,
    name: column.name,
    form: formOf(column),
    wish: column.wish,
  }));
  return {
    request: {
      system: FORM_SYSTEM_PROMPT,
      turns: [{ role: 'user', text: fillProperties(shown.text, wanted, dayOfPage(around)) }],
      maxTokens: LEAST_TOKENS + TOKENS_A_COLUMN * asked.length,
      effort: 'low',
      schema: fillSchema(keyed.map(({ key }) => key)),
    },
    content: fingerprint(shown.text, JSON.stringify(wanted)),
    read(text) {
      const json = readForm(text, true);
      if (json === undefined) return undefined;
      return keyed.flatMap(({ key, column }) => {
        const cell = asObject(json[key]);
        const value = cell === undefined ? undefined : cellValue(column, wordsIn(cell, 'value'));
        if (cell === undefined || value === undefined) return [];
        const quote = shown.placesOf(itemsIn(cell)).map((place) => place.quote)[0] ?? '';
        return [cellOf(page, column, value, quote, quote !== '' && isRead(page, value))];
      });
    },
  };
}

/** The day on which a row was filled, where something of it was. */
export function stampCells(
  page: Page,
  columns: readonly FillColumn[],
  cells: readonly FillCell[],
  day: string,
): readonly FillCell[] {
  if (!cells.some(({ taken }) => taken)) return [];
  return columns
    .filter(({ stamp }) => stamp === true)
    .map((column) => cellOf(page, column, { type: 'date', date: { start: day } }, '', true));
}

/** A proposed value beside what stands there. */
export function cellOf(
  page: Page,
  { name }: FillColumn,
  value: FillCell['value'],
  quote: string,
  taken: boolean,
): FillCell {
  return { column: name, before: standing(page, name), value, shown: shownValue(value), quote, taken };
}

/** What stands there, in the words in which a value of ours is shown. */
function standing(page: Page, name: string): string {
  const property = page.properties.find((one) => one.name === name);
  if (property?.date !== undefined) return [property.date.start, property.date.end].filter(Boolean).join(' → ');
  if (property?.number !== undefined) return String(property.number);
  return property?.text ?? '';
}

/** An address that is written has been read: one that a model made up is shown, and not taken by itself. */
function isRead(page: Page, value: FillCell['value']): boolean {
  if (value.type !== 'url' && value.type !== 'email') return true;
  const sought = value.text ?? '';
  return [...page.blocks, ...page.properties].some(
    (one) => one.text.includes(sought) || ('url' in one && one.url === sought),
  );
}

function blocksWithin(page: Page, tokens: number): number {
  let left = tokens;
  for (const [at, { text }] of page.blocks.entries()) {
    left -= estimateTokens(text);
    if (left < 0) return at;
  }
  return page.blocks.length;
}

function formOf({ type, options = [] }: FillColumn): string {
  const names = options.map((option) => JSON.stringify(option)).join(', ');
  switch (type) {
    case 'rich_text':
      return 'A short text.';
    case 'number':
      return 'A number, with digits and a decimal point alone.';
    case 'checkbox':
      return '"true" or "false".';
    case 'select':
    case 'status':
      return `One of: ${names}.`;
    case 'multi_select':
      return `One or more of these, with commas between them: ${names}.`;
    case 'date':
      return 'YYYY-MM-DD, or two such days with / between them.';
    case 'url':
      return 'An address that stands in an item, unchanged.';
    case 'email':
      return 'An e-mail address that stands in an item, unchanged.';
    case 'phone_number':
      return 'A telephone number that stands in an item, unchanged.';
  }
}
