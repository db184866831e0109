import type { PropertyValue, PropertyValues } from './property-value.ts';

/** Whether two values say the same, however Notion writes them: order of options and pages, time zones, empty texts. */
export const equalValue = (one: PropertyValue | undefined, other: PropertyValue | undefined): boolean =>
  one !== undefined && other !== undefined && essenceOf(one) === essenceOf(other);

/** Whether all of these values are among those. */
export const holdsValues = (standing: PropertyValues, wanted: PropertyValues): boolean =>
  Object.entries(wanted).every(([name, value]) => equalValue(standing[name], value));

function essenceOf(value: PropertyValue): string {
  switch (value.type) {
    case 'title':
    case 'rich_text':
    case 'url':
    case 'email':
    case 'phone_number':
      return `${value.type} ${value.text ?? ''}`;
    case 'number':
      return `number ${value.number ?? ''}`;
    case 'checkbox':
      return `checkbox ${value.checked}`;
    case 'select':
    case 'status':
      return `${value.type} ${value.option ?? ''}`;
    case 'multi_select':
      return `multi_select ${JSON.stringify([...new Set(value.options)].toSorted())}`;
    case 'date':
      return value.date === null ? 'date' : `date ${momentOf(value.date.start)} ${momentOf(value.date.end)}`;
    case 'relation':
      return `relation ${JSON.stringify([...new Set<string>(value.pages)].toSorted())}`;
    case 'people':
      return `people ${JSON.stringify([...new Set(value.people)].toSorted())}`;
  }
}

/** A day stays a day; a time is the same in every zone. */
function momentOf(date: string | undefined): string {
  if (date === undefined || date.length <= 10) return date ?? '';
  // Notion takes a time without a zone for one of Greenwich.
  const time = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/u.test(date) ? date : `${date}Z`);
  return Number.isNaN(time) ? date : new Date(time).toISOString();
}
