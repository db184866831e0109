import { Failure } from '../../base/failure.ts';
import type { Json } from '../../mirror/notion-json.ts';
import type { PropertyValue, PropertyValues } from '../../outbox/property-value.ts';

/** Notion's limits for what is written (reference, request limits, 2026-10). */
const LONGEST_RUN = 2_000;
const MOST_IN_LIST = 100;
const LONGEST: Readonly<Record<'url' | 'email' | 'phone_number', number>> = {
  url: 2_000,
  email: 200,
  phone_number: 200,
};

/**
 * Values in the form in which requests write them.
 * @throws Failure `write-invalid`, with what does not fit, for what Notion would refuse
 */
export function writeValues(values: PropertyValues): Json {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, writeValue(name, value)]));
}

function writeValue(name: string, value: PropertyValue): Json {
  switch (value.type) {
    case 'title':
    case 'rich_text':
      return { [value.type]: writeText(value.text, `“${name}”`) };
    case 'number':
      if (value.number !== null && !Number.isFinite(value.number)) throw misfit(`“${name}” is not a number.`);
      return { number: value.number };
    case 'checkbox':
      return { checkbox: value.checked };
    case 'select':
    case 'status':
      return { [value.type]: value.option === null ? null : { name: value.option } };
    case 'multi_select':
      return { multi_select: listed(name, value.options).map((option) => ({ name: option })) };
    case 'date':
      return { date: value.date === null ? null : { start: value.date.start, end: value.date.end ?? null } };
    case 'url':
    case 'email':
    case 'phone_number': {
      const most = LONGEST[value.type];
      if (value.text !== null && value.text.length > most)
        throw misfit(`“${name}” is longer than ${most.toLocaleString('en')} characters.`);
      // Notion refuses an empty text here; only `null` empties these.
      return { [value.type]: value.text === '' ? null : value.text };
    }
    case 'relation':
      return { relation: listed(name, value.pages).map((id) => ({ id })) };
    case 'people':
      return { people: listed(name, value.people).map((id) => ({ object: 'user', id })) };
  }
}

/** Plain text as rich text, in runs that Notion takes. `what` names it in a refusal. */
export function writeText(text: string, what: string): readonly Json[] {
  const runs: Json[] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfRun(text, at);
    runs.push({ type: 'text', text: { content: text.slice(at, end) } });
    at = end;
  }
  if (runs.length > MOST_IN_LIST)
    throw misfit(`${what} is longer than ${(LONGEST_RUN * MOST_IN_LIST).toLocaleString('en')} characters.`);
  return runs;
}

/** Two halves of one character stay together. */
function endOfRun(text: string, from: number): number {
  const end = from + LONGEST_RUN;
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd8_00 && last <= 0xdb_ff ? end - 1 : end;
}

function listed<Item>(name: string, items: readonly Item[]): readonly Item[] {
  if (items.length > MOST_IN_LIST) throw misfit(`“${name}” has more than ${MOST_IN_LIST} entries.`);
  return items;
}

const misfit = (detail: string): Failure => new Failure({ code: 'write-invalid', detail });
