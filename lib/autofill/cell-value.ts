import type { PropertyValue } from '../outbox/property-value.ts';
import { fold } from '../text/fold.ts';
import type { FillColumn } from './fill-column.ts';

/** A text that Notion takes for a property is no longer (limits of its API). */
const MOST_TEXT = 2_000;
const MOST_SHORT = 200;

/**
 * A value as a property of this column takes it: options by their exact names, numbers as numbers, days as ISO dates.
 * What does not fit is no value: nothing is guessed.
 */
export function cellValue(column: FillColumn, given: string): PropertyValue | undefined {
  const text = given.replaceAll(/\s+/g, ' ').trim();
  if (text === '') return undefined;
  switch (column.type) {
    case 'rich_text':
      return { type: 'rich_text', text: given.trim().slice(0, MOST_TEXT) };
    case 'number':
      return numberValue(text);
    case 'checkbox':
      return checkboxValue(text);
    case 'select':
    case 'status': {
      const option = optionNamed(column, text);
      return option === undefined ? undefined : { type: column.type, option };
    }
    case 'multi_select': {
      const options = text.split(/\s*[,;]\s*/).flatMap((one) => optionNamed(column, one) ?? []);
      return options.length === 0 ? undefined : { type: 'multi_select', options: [...new Set(options)] };
    }
    case 'date':
      return dateValue(text);
    case 'url':
      return isAddress(text) ? { type: 'url', text } : undefined;
    case 'email':
      return text.length <= MOST_SHORT && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? { type: 'email', text } : undefined;
    case 'phone_number':
      return text.length <= MOST_SHORT && /^[+(]?\d[\d\s()./-]{4,}$/.test(text)
        ? { type: 'phone_number', text }
        : undefined;
  }
}

/** The value as a person reads it. */
export function shownValue(value: PropertyValue): string {
  switch (value.type) {
    case 'number':
      return value.number === null ? '' : String(value.number);
    case 'checkbox':
      return value.checked ? 'Yes' : 'No';
    case 'select':
    case 'status':
      return value.option ?? '';
    case 'multi_select':
      return value.options.join(', ');
    case 'date':
      return value.date === null ? '' : [value.date.start, value.date.end].filter(Boolean).join(' → ');
    case 'relation':
      return String(value.pages.length);
    case 'people':
      return String(value.people.length);
    case 'title':
    case 'rich_text':
    case 'url':
    case 'email':
    case 'phone_number':
      return value.text ?? '';
  }
}

function numberValue(text: string): PropertyValue | undefined {
  const number = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? { type: 'number', number } : undefined;
}

function checkboxValue(text: string): PropertyValue | undefined {
  const said = text.toLowerCase();
  if (said !== 'true' && said !== 'false') return undefined;
  return { type: 'checkbox', checked: said === 'true' };
}

/** The option of this name, also in other case or with other spaces. */
function optionNamed({ options = [] }: FillColumn, text: string): string | undefined {
  return options.find((option) => option === text) ?? options.find((option) => fold(option).trim() === fold(text));
}

function dateValue(text: string): PropertyValue | undefined {
  const [start, end, more] = text.split(/\s*(?:\/|→|\bto\b)\s*/);
  if (start === undefined || more !== undefined || !isDay(start) || (end !== undefined && !isDay(end)))
    return undefined;
  return { type: 'date', date: { start, ...(end === undefined ? {} : { end }) } };
}

/** An ISO day that exists. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

function isAddress(text: string): boolean {
  const address = URL.parse(text);
  return text.length <= MOST_TEXT && (address?.protocol === 'https:' || address?.protocol === 'http:');
}
