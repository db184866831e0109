import type { Json } from '../../base/json.ts';
import type { Column } from '../../mirror/notion-reader.ts';
import { columnNamed } from './filter.ts';
import { misuse } from './read-input.ts';

/** Signs that a person types, and the conditions that they mean for columns of each kind. */
const SIGNS: Readonly<Record<string, readonly [number: string, date: string, other: string]>> = {
  '=': ['equals', 'equals', 'equals'],
  '!=': ['does_not_equal', '', 'does_not_equal'],
  '>=': ['greater_than_or_equal_to', 'on_or_after', ''],
  '<=': ['less_than_or_equal_to', 'on_or_before', ''],
  '>': ['greater_than', 'after', ''],
  '<': ['less_than', 'before', ''],
  contains: ['', '', 'contains'],
};

const CONDITION = /^(.+?)\s*(!=|>=|<=|=|>|<|\bcontains\b)\s*(.+)$/i;
const LISTED: ReadonlySet<string> = new Set(['multi_select', 'relation', 'people', 'created_by', 'last_edited_by']);
const NUMBERS: ReadonlySet<string> = new Set(['number', 'unique_id']);
const DATES: ReadonlySet<string> = new Set(['date', 'created_time', 'last_edited_time']);

/**
 * Conditions as a person types them behind a command, for example `Status = Done and Due < 2026-12-01`.
 * @throws Failure `tool-misused` with what would fit
 */
export function conditionsIn(words: string, columns: readonly Column[]): readonly Json[] {
  const parts = words
    .split(/\s+and\s+|\s*;\s*/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.map((part) => {
    const [, name = '', sign = '', value = ''] = CONDITION.exec(part) ?? [];
    if (name === '') throw misuse(`“${part}” is no condition. One reads like: Status = Done.`);
    const column = columnNamed(name.trim(), columns);
    const condition = conditionOf(column, sign.toLowerCase());
    return { property: column.name, condition, value: valueOf(column, unquoted(value.trim())) };
  });
}

function conditionOf({ name, type }: Column, sign: string): string {
  const [number, date, other] = SIGNS[sign] ?? ['', '', ''];
  const chosen = NUMBERS.has(type) ? number : DATES.has(type) ? date : other;
  if (chosen === '') throw misuse(`“${name}” (${type}) cannot be compared by “${sign}”.`);
  if (!LISTED.has(type)) return chosen;
  return chosen === 'does_not_equal' ? 'does_not_contain' : 'contains';
}

function valueOf({ type }: Column, words: string): unknown {
  if (NUMBERS.has(type)) return Number(words);
  return type === 'checkbox' ? /^(yes|true|checked|x)$/i.test(words) : words;
}

const unquoted = (words: string): string => /^["“](.*)["”]$/.exec(words)?.[1] ?? words;
