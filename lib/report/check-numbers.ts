import { periodNames } from './period.ts';
import type { ReportResult } from './result.ts';
import { spelledNumbers, writtenNumbers } from './written-numbers.ts';
import type { WrittenNumber } from './written-numbers.ts';

type Quantity = Pick<WrittenNumber, 'value' | 'unit'>;

/**
 * Every number in a text that is neither among the computed ones, after rounding and in their unit, nor part of a name
 * or period that the report speaks of. In order.
 */
export function findStrayNumbers(text: string, result: ReportResult): readonly WrittenNumber[] {
  const named = spansOf(text, namesIn(result));
  const known = quantitiesIn(result);
  return [...writtenNumbers(text), ...spelledNumbers(text)]
    .filter(({ start, end }) => !named.some(([from, to]) => from <= start && end <= to))
    .filter((number) => !known.some((one) => tells(number, one)))
    .toSorted((one, other) => one.start - other.start);
}

/**
 * Percent are told by percent alone, an amount of money by the same money; a bare number by whatever is no percentage. A
 * fall may be told without its sign, a rise not with the wrong one.
 */
function tells({ value, unit, tolerance }: WrittenNumber, known: Quantity): boolean {
  if ((unit === '%') !== (known.unit === '%')) return false;
  if (unit !== '' && unit !== known.unit) return false;
  if (value < 0 && known.value > 0) return false;
  const distance = Math.abs(Math.abs(value) - Math.abs(known.value));
  return distance <= tolerance * (1 + 1e-9) + Math.abs(known.value) * 1e-12;
}

/** Figures, the numbers that are told in words beside them, and how many there are of what. */
function quantitiesIn({ figures, flags, notes, tables, sources }: ReportResult): readonly Quantity[] {
  const words = [
    ...flags.map((flag) => flag.words),
    ...notes,
    ...figures.map(({ label }) => label),
    ...tables.flatMap(({ columns }) => columns),
  ];
  const counts = [
    ...figures.map(({ rows }) => rows),
    ...tables.flatMap(({ rows }) => [rows.length, ...rows.map((row) => row.rows)]),
    ...sources.map(({ rows }) => rows),
    sources.length,
    flags.length,
    ...(['anomaly', 'threshold'] as const).map((kind) => flags.filter((flag) => flag.kind === kind).length),
  ];
  return [
    ...figures.map(({ value, unit = '' }) => ({ value, unit })),
    ...words.flatMap(writtenNumbers),
    ...counts.map((value) => ({ value, unit: '' })),
  ];
}

/** Names that may hold digits: where one stands whole, its digits are its own. */
function namesIn({ figures, tables, sources, title, day }: ReportResult): readonly string[] {
  const periods = [day, ...figures.flatMap(({ period }) => period ?? [])].flatMap(periodNames);
  const labels = tables.flatMap(({ rows, columns }) => [...rows.map(({ label }) => label), ...columns]);
  const groups = figures.flatMap(({ group }) => group);
  const all = [...periods, ...labels, ...groups, ...sources.map((source) => source.title), title];
  return [...new Set(all)].filter((name) => name.length > 1);
}

function spansOf(text: string, names: readonly string[]): readonly (readonly [number, number])[] {
  const low = text.toLowerCase();
  return names.flatMap((name) => {
    const spans: (readonly [number, number])[] = [];
    const needle = name.toLowerCase();
    for (let at = low.indexOf(needle); at >= 0; at = low.indexOf(needle, at + 1)) {
      if (isWhole(low, at, at + needle.length)) spans.push([at, at + needle.length]);
    }
    return spans;
  });
}

/** `2026` is no part of `2,026` or `2026.5`, and a group `42` is none of `42%`. */
const isWhole = (text: string, start: number, end: number): boolean =>
  !/[\p{L}\p{N}\p{Sc}.,]$/u.test(text.slice(Math.max(0, start - 1), start)) &&
  !/^(?:[\p{L}\p{N}%]|[.,]\d|\s?\p{Sc})/u.test(text.slice(end, end + 3));
