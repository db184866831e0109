import type { Json } from '../base/json.ts';

/** Part of the keys under which values are kept: raised with every change of words. */
export const FILL_PROMPT_VERSION = 1;

/** What is asked of one column. */
interface Wanted {
  readonly key: string;
  readonly name: string;
  /** The form of its values, in words. */
  readonly form: string;
  readonly wish: string | undefined;
}

/** What the answer has to fit: every column is there, an empty value where the page does not say. */
export function fillSchema(keys: readonly string[]): Json {
  const cell = {
    type: 'object',
    properties: {
      value: { type: 'string', description: 'Empty where no item says it.' },
      items: { type: 'array', items: { type: 'integer' }, description: 'Numbers of the items that say it.' },
    },
    required: ['value', 'items'],
    additionalProperties: false,
  };
  return {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, cell])),
    required: [...keys],
    additionalProperties: false,
  };
}

/**
 * Asks for the values of some properties of one page.
 * @param material the page, fenced, its items numbered
 * @param day ISO day of the page: what "next Friday" counts from
 */
export function fillProperties(material: string, wanted: readonly Wanted[], day: string): string {
  const lines = wanted.map(
    ({ key, name, form, wish }) =>
      `- ${key}: the property ${JSON.stringify(name)}. ${form}${wish === undefined ? '' : ` The person asks: ${JSON.stringify(wish)}`}`,
  );
  return `${material}

Fill these properties of the page from the numbered items above:
${lines.join('\n')}

A value rests on items that say it, and names them. Where no item says it, the value is an empty text: never guess, and never take a value from general knowledge. The page is dated ${day}: days that it names without a year, or counts from its own day, are given as full dates.
Answer with one JSON object, with every key above: {"${wanted[0]?.key ?? 'p1'}": {"value": "…", "items": [1]}}.`;
}
