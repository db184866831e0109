import type { Column } from '../mirror/notion-reader.ts';
import { fold } from '../text/fold.ts';
import { ROW_ITSELF } from './definition.ts';
import type { Derived, Group, Join, Measure, ReportDefinition, ReportSource } from './definition.ts';
import type { ReportRow } from './row-values.ts';
import { cellDay, cellValues, pagesIn } from './row-values.ts';

/** A database with some of its rows, by which links between databases are found. */
export interface Sample {
  readonly source: ReportSource;
  readonly rows: readonly ReportRow[];
}

const NUMBERS: readonly string[] = ['number', 'formula', 'rollup'];
const DATES: readonly string[] = ['date', 'created_time', 'last_edited_time'];
const GROUPS: readonly string[] = ['status', 'select', 'multi_select', 'people', 'checkbox', 'created_by'];

/** Words that tell what people add up, what they plan by, and what they divide by. */
const AMOUNTS =
  /amount|cost|price|spen[dt]|spending|expense|revenue|sales|total|value|paid|hours|effort|points|estimate|budget/i;
const BUDGETS = /budget|limit|target|planned|goal/i;
const WHEN = /^date$|date|day|when|due|paid|start/i;
const KINDS = /team|categor|type|kind|status|stage|department|project|owner|area|region/i;
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/usd|\$|dollar/i, '$'],
  [/eur|€/i, '€'],
  [/gbp|£/i, '£'],
  [/hours|\bh\b/i, 'h'],
];

/** More choices than this make a table that nobody reads. */
const MOST_OPTIONS = 25;

/**
 * A report to begin with, made from the columns alone: the number that is most likely added up, by the column that most
 * likely divides it, over the date that most likely places it. Everything in it can be changed.
 */
export function proposeDefinition(samples: readonly Sample[], zone: string): ReportDefinition {
  const sources = samples.map(({ source, rows }) => dated(source, rows));
  const joins = linksBetween(samples);
  const lookedUp = new Set(joins.map(({ to }) => to.source));
  const measures = sources.flatMap((source) => measuresFor(source, !lookedUp.has(source.id)));
  const group = groupFor(sources, joins, samples);
  const groups = group === undefined ? [] : [group];
  const [main] = measures;
  const budget = measures.find((one) => one !== main && one.of === 'sum' && BUDGETS.test(one.label));
  const hasPeriods = sources.some(({ date }) => date !== undefined);
  return {
    title: sources
      .map(({ title }) => title)
      .join(' and ')
      .slice(0, 120),
    zone,
    sources,
    joins,
    groups,
    ...(hasPeriods ? { step: 'month' as const } : {}),
    measures: reachable(measures, groups, joins),
    trend: 'theil-sen',
    thresholds:
      main === undefined || budget === undefined
        ? []
        : [{ measure: main.id, is: 'above', bound: { measure: budget.id }, each: 'group' }],
    anomalies: main?.of === 'sum' ? [{ measure: main.id, among: 'rows', from: 3.5 }] : [],
  };
}

const typed = ({ columns }: ReportSource, types: readonly string[]): readonly Column[] =>
  columns.filter(({ type }) => types.includes(type));

/** The named one first, then in the order of the types. */
function best(columns: readonly Column[], words: RegExp, types: readonly string[]): Column | undefined {
  const rank = ({ name, type }: Column): number => (words.test(name) ? 0 : 100) + types.indexOf(type);
  return columns.toSorted((one, other) => rank(one) - rank(other))[0];
}

function dated(source: ReportSource, rows: readonly ReportRow[]): ReportSource {
  if (source.date !== undefined) return source;
  // A formula may give a date too: its cells tell.
  const computed = source.columns.filter(
    ({ name, type }) => type === 'formula' && rows.some((row) => cellDay(row, name, 'UTC') !== undefined),
  );
  const found = best([...typed(source, DATES), ...computed], WHEN, [...DATES, 'formula']);
  return found === undefined ? source : { ...source, date: found.name };
}

function measuresFor(source: ReportSource, isMain: boolean): readonly Measure[] {
  // What a database that others lead to rolls up of them would be counted twice.
  const types = isMain ? NUMBERS : ['number'];
  const numbers = typed(source, types);
  const number = best(numbers, isMain ? AMOUNTS : BUDGETS, NUMBERS);
  const budget = isMain ? numbers.find(({ name }) => name !== number?.name && BUDGETS.test(name)) : undefined;
  const also: readonly Derived[] = isMain ? ['share', 'change', 'trend'] : [];
  const rows: Measure = { id: `${source.id}-rows`, label: source.title, source: source.id, of: 'count', also: [] };
  if (number === undefined) return isMain ? [{ ...rows, also }] : [];
  const unit = CURRENCIES.find(([words]) => words.test(number.name))?.[1];
  const sum: Measure = {
    id: `${source.id}-sum`,
    label: number.name,
    source: source.id,
    of: 'sum',
    column: number.name,
    also,
    ...(unit === undefined ? {} : { unit }),
  };
  if (!isMain) return [sum];
  const planned = { ...sum, id: `${source.id}-plan`, also: [] };
  return [
    sum,
    ...(budget === undefined ? [] : [{ ...planned, label: budget.name, column: budget.name }]),
    { ...rows, label: `Number of ${source.title}` },
  ];
}

/** What another database is led to is worth comparing by; else what the database itself is sorted into. */
function groupFor(
  sources: readonly ReportSource[],
  joins: readonly Join[],
  samples: readonly Sample[],
): Group | undefined {
  const [join] = joins;
  const aim = sources.find(({ id }) => id === join?.to.source);
  if (aim !== undefined) {
    const title = aim.columns.find(({ type }) => type === 'title');
    return title === undefined ? undefined : { source: aim.id, column: title.name };
  }
  const [only] = sources;
  if (only === undefined) return undefined;
  const few = typed(only, GROUPS).filter(({ options }) => (options?.length ?? 2) <= MOST_OPTIONS);
  const used = few.filter(({ name }) =>
    samples.some(({ rows }) => rows.some((row) => cellValues(row, name).length > 0)),
  );
  const found = best(used.length > 0 ? used : few, KINDS, GROUPS);
  return found === undefined ? undefined : { source: only.id, column: found.name };
}

const reachable = (
  measures: readonly Measure[],
  groups: readonly Group[],
  joins: readonly Join[],
): readonly Measure[] =>
  measures.filter(({ source }) =>
    groups.every(
      (group) =>
        group.source === source || joins.some(({ from, to }) => from.source === source && to.source === group.source),
    ),
  );

/** Links between each two databases: relations whose pages are rows of the other, else columns of one name and kind. */
function linksBetween(samples: readonly Sample[]): readonly Join[] {
  const joins: Join[] = [];
  for (const one of samples) {
    for (const other of samples) {
      if (one === other || joins.some((join) => isBetween(join, one.source.id, other.source.id))) continue;
      const by = relationTo(one, other);
      if (by !== undefined) {
        joins.push({ from: { source: one.source.id, by }, to: { source: other.source.id, by: ROW_ITSELF } });
      }
    }
  }
  for (const [at, one] of samples.entries()) {
    for (const other of samples.slice(at + 1)) {
      if (joins.some((join) => isBetween(join, one.source.id, other.source.id))) continue;
      const by = sharedColumn(one.source, other.source);
      if (by !== undefined)
        joins.push({ from: { source: one.source.id, by: by[0] }, to: { source: other.source.id, by: by[1] } });
    }
  }
  return joins;
}

const isBetween = ({ from, to }: Join, one: string, other: string): boolean =>
  (from.source === one && to.source === other) || (from.source === other && to.source === one);

/** The relation of one database that leads to the other: as its schema says, else by the rows at hand, else by its name. */
function relationTo(one: Sample, other: Sample): string | undefined {
  const ids = new Set<string>(other.rows.map(({ id }) => id));
  const relations = one.source.columns.filter(({ type }) => type === 'relation');
  const byRows = relations.find(({ name }) => one.rows.some((row) => pagesIn(row, name).some((id) => ids.has(id))));
  const title = singular(other.source.title);
  const told = relations.find(({ relatedSource }) => relatedSource === other.source.dataSource);
  return (told ?? byRows ?? relations.find(({ name }) => singular(name) === title))?.name;
}

const singular = (name: string): string => fold(name).trim().replace(/s$/, '');

/** A column of options, or the title of the other database, under the same name. */
function sharedColumn(one: ReportSource, other: ReportSource): readonly [string, string] | undefined {
  const options = typed(one, ['select', 'status', 'rich_text', 'multi_select']);
  for (const { name } of options) {
    const same = other.columns.find((column) => singular(column.name) === singular(name));
    if (same !== undefined && ['select', 'status', 'rich_text', 'title'].includes(same.type)) return [name, same.name];
    const title = other.columns.find(({ type }) => type === 'title');
    if (title !== undefined && singular(other.title) === singular(name)) return [name, title.name];
  }
  return undefined;
}
