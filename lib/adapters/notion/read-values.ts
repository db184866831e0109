import { asObject, listIn, numberIn, objectIn, pageIdIn, textIn } from '../../mirror/notion-json.ts';
import { plainTextOf } from '../../mirror/read-rich-text.ts';
import type { PropertyValue } from '../../outbox/property-value.ts';

/** A value of a page object in the form in which it is written; `undefined` for what cannot be written. */
export function readValue(value: unknown): PropertyValue | undefined {
  return READERS[textIn(value, 'type') ?? '']?.(value);
}

/** Whether a page object shows the first references alone and the property's own endpoint the rest. */
export function isCutShort(value: unknown): boolean {
  const told = asObject(value)?.['has_more'];
  const type = textIn(value, 'type') ?? '';
  if (type !== 'relation' && type !== 'people') return false;
  return told === true || (told !== false && listIn(value, type).length >= REFERENCES_IN_PAGE);
}

const REFERENCES_IN_PAGE = 25;

type Reader = (value: unknown) => PropertyValue;

const READERS: Readonly<Record<string, Reader>> = {
  title: (value) => ({ type: 'title', text: plainTextOf(listIn(value, 'title')) }),
  rich_text: (value) => ({ type: 'rich_text', text: plainTextOf(listIn(value, 'rich_text')) }),
  number: (value) => ({ type: 'number', number: numberIn(value, 'number') ?? null }),
  checkbox: (value) => ({ type: 'checkbox', checked: asObject(value)?.['checkbox'] === true }),
  select: (value) => ({ type: 'select', option: textIn(objectIn(value, 'select'), 'name') ?? null }),
  status: (value) => ({ type: 'status', option: textIn(objectIn(value, 'status'), 'name') ?? null }),
  multi_select: (value) => ({
    type: 'multi_select',
    options: listIn(value, 'multi_select').flatMap((option) => textIn(option, 'name') ?? []),
  }),
  date: (value) => ({ type: 'date', date: readDate(objectIn(value, 'date')) }),
  url: (value) => ({ type: 'url', text: textIn(value, 'url') ?? null }),
  email: (value) => ({ type: 'email', text: textIn(value, 'email') ?? null }),
  phone_number: (value) => ({ type: 'phone_number', text: textIn(value, 'phone_number') ?? null }),
  relation: (value) => ({
    type: 'relation',
    pages: listIn(value, 'relation').flatMap((one) => pageIdIn(one, 'id') ?? []),
  }),
  people: (value) => ({ type: 'people', people: listIn(value, 'people').flatMap((one) => textIn(one, 'id') ?? []) }),
};

function readDate(value: unknown): Extract<PropertyValue, { type: 'date' }>['date'] {
  const [start, end] = [textIn(value, 'start'), textIn(value, 'end')];
  return start === undefined ? null : { start, ...(end !== undefined && { end }) };
}
