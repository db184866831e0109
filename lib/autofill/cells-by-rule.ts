import { dayOfPage } from '../actions/note-lines.ts';
import type { Page } from '../mirror/page.ts';
import type { PropertyValue } from '../outbox/property-value.ts';
import type { Block } from '../text/block.ts';
import { guessLanguage } from '../text/languages.ts';
import { daysIn } from '../text/parse-date.ts';
import { termsOf } from '../text/terms.ts';
import type { FillColumn } from './fill-column.ts';
import type { FillCell } from './fill-run.ts';
import { cellOf } from './plan-fill.ts';

const ADDRESS = /https?:\/\/[^\s<>"')\]]+/u;

/**
 * What can be filled without a model: dates, links and checkboxes, from lines that hold every word of the property's
 * name. Where two lines say different things nothing is proposed.
 */
export function cellsByRule(page: Page, columns: readonly FillColumn[]): readonly FillCell[] {
  const language = guessLanguage([page.title, ...page.blocks.slice(0, 40).map(({ text }) => text)].join('\n'));
  return columns.flatMap((column) => {
    if (column.stamp === true) return [];
    const lines = page.blocks.filter((block) => names(block, column, language));
    const found = lines.flatMap((block) => {
      const value = valueIn(block, column, dayOfPage(page));
      return value === undefined ? [] : [{ value, quote: block.text }];
    });
    const [first] = found;
    const differ = new Set(found.map(({ value }) => JSON.stringify(value))).size > 1;
    return first === undefined || differ ? [] : [cellOf(page, column, first.value, first.quote, true)];
  });
}

function names({ text }: Block, { name }: FillColumn, language: string): boolean {
  const wanted = termsOf(name, language);
  const here = new Set(termsOf(text, language));
  return wanted.length > 0 && wanted.every((term) => here.has(term));
}

function valueIn(block: Block, { type }: FillColumn, day: string): PropertyValue | undefined {
  if (type === 'checkbox' && block.kind === 'todo') return { type, checked: block.checked === true };
  if (type === 'url') {
    const address = block.url ?? ADDRESS.exec(block.text)?.[0];
    return address === undefined ? undefined : { type, text: address };
  }
  const [date] = type === 'date' ? daysIn(block.text, day) : [];
  return date === undefined ? undefined : { type: 'date', date: { start: date.day } };
}
