import type { PropertyValue } from '../../lib/outbox/property-value.ts';

/** How many of an id's digits tell it from others on one page. */
const SHORT_ID = 8;

/** A property's value as a person reads it; `Empty` for none. */
export function valueWords(value: PropertyValue | undefined): string {
  return value === undefined ? 'Empty' : written(value) || 'Empty';
}

function written(value: PropertyValue): string {
  switch (value.type) {
    case 'title':
    case 'rich_text':
      return value.text;
    case 'url':
    case 'email':
    case 'phone_number':
      return value.text ?? '';
    case 'number':
      return value.number === null ? '' : value.number.toLocaleString(undefined, { maximumFractionDigits: 20 });
    case 'checkbox':
      return value.checked ? 'Checked' : 'Not checked';
    case 'select':
    case 'status':
      return value.option ?? '';
    case 'multi_select':
      return value.options.join(', ');
    case 'date':
      return value.date === null ? '' : [value.date.start, value.date.end].filter(Boolean).join(' → ');
    case 'relation':
      return several(value.pages, 'page', 'pages');
    case 'people':
      return several(value.people, 'person', 'people');
  }
}

/** Notion names what a relation leads to by id alone. */
function several(ids: readonly string[], one: string, many: string): string {
  if (ids.length === 0) return '';
  return `${ids.length} ${ids.length === 1 ? one : many} (${ids.map((id) => `${id.slice(0, SHORT_ID)}…`).join(', ')})`;
}
