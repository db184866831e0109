import { isZone } from '../base/zone.ts';
import type { Join, Measure, ReportDefinition, ReportSource } from './definition.ts';
import { ROW_ITSELF } from './definition.ts';

/** In which order the databases are read, so that what rows lead to is known before them. */
export interface ReportPlan {
  readonly definition: ReportDefinition;
  readonly order: readonly ReportSource[];
}

/** So many at most: more is a mistake, or a report that nobody reads. */
const MOST = { sources: 8, groups: 2, measures: 12, joins: 8, title: 200 } as const;

/**
 * Settles how a report is computed.
 * @returns the plan, or everything that stands in its way, in words for the person who puts the report together
 */
export function planReport(definition: ReportDefinition): ReportPlan | { readonly problems: readonly string[] } {
  const problems = [...shapeProblems(definition), ...columnProblems(definition), ...measureProblems(definition)];
  const order = readingOrder(definition);
  if (order === undefined) problems.push('The databases lead to each other in a circle. Take one of the links away.');
  return problems.length > 0 || order === undefined ? { problems } : { definition, order };
}

function shapeProblems({ sources, groups, measures, joins, zone, title }: ReportDefinition): string[] {
  const problems: string[] = [];
  if (title.trim() === '' || title.length > MOST.title) problems.push('Give the report a name.');
  if (sources.length === 0) problems.push('Choose at least one database.');
  if (sources.length > MOST.sources) problems.push(`At most ${MOST.sources} databases fit one report.`);
  if (new Set(sources.map(({ id }) => id)).size < sources.length) problems.push('Two databases have the same id.');
  if (groups.length > MOST.groups) problems.push(`Figures can be divided by ${MOST.groups} columns at most.`);
  if (measures.length === 0) problems.push('Choose at least one measure.');
  if (measures.length > MOST.measures) problems.push(`At most ${MOST.measures} measures fit one report.`);
  if (joins.length > MOST.joins) problems.push(`At most ${MOST.joins} links between databases fit one report.`);
  if (!isZone(zone)) problems.push(`There is no time zone “${zone}”.`);
  return problems;
}

/** Every database and column that the definition names has to be there. */
function columnProblems({ sources, groups, joins, measures }: ReportDefinition): string[] {
  const known = new Map(sources.map((source) => [source.id, source]));
  const missing = (id: string, column: string | undefined): readonly string[] => {
    const source = known.get(id);
    if (source === undefined) return ['A database is named that is not part of the report.'];
    if (column === undefined || column === ROW_ITSELF) return [];
    const has = source.columns.some(({ name }) => name === column);
    return has ? [] : [`“${source.title}” has no column “${column}”.`];
  };
  return [
    ...new Set([
      ...groups.flatMap(({ source, column }) => missing(source, column)),
      ...joins.flatMap(({ from, to }) => [...missing(from.source, from.by), ...missing(to.source, to.by)]),
      ...measures.flatMap(({ source, column }) => missing(source, column)),
      ...sources.flatMap(({ id, date, filters }) => [
        ...missing(id, date),
        ...filters.flatMap(({ column }) => missing(id, column)),
      ]),
    ]),
  ];
}

function measureProblems({ measures, thresholds, anomalies, groups, joins }: ReportDefinition): string[] {
  const ids = new Set(measures.map(({ id }) => id));
  const problems: string[] = [];
  if (ids.size < measures.length) problems.push('Two measures have the same id.');
  for (const { label, of, column } of measures) {
    if (of !== 'count' && column === undefined) problems.push(`Choose the column of numbers for “${label}”.`);
  }
  const named = [
    ...thresholds.flatMap(({ measure, bound }) => [measure, ...('measure' in bound ? [bound.measure] : [])]),
    ...anomalies.map(({ measure }) => measure),
  ];
  if (named.some((id) => !ids.has(id))) problems.push('A bound names a measure that is not part of the report.');
  for (const { source } of measures) {
    for (const group of groups) {
      if (!reaches(source, group.source, joins)) {
        problems.push(`Say how the rows of each database lead to “${group.column}”.`);
      }
    }
  }
  return [...new Set(problems)];
}

/** Whether rows of one database lead to rows of another, over however many links. */
function reaches(from: string, to: string, joins: readonly Join[], seen: readonly string[] = []): boolean {
  if (from === to) return true;
  if (seen.includes(from)) return false;
  return joins.some((join) => join.from.source === from && reaches(join.to.source, to, joins, [...seen, from]));
}

/** Databases that others lead to come first; `undefined` where they lead in a circle. */
function readingOrder({ sources, joins }: ReportDefinition): readonly ReportSource[] | undefined {
  const order: ReportSource[] = [];
  let left = [...sources];
  while (left.length > 0) {
    const ready = left.filter(({ id }) =>
      joins.every(({ from, to }) => from.source !== id || !left.some((other) => other.id === to.source)),
    );
    if (ready.length === 0) return undefined;
    order.push(...ready);
    left = left.filter((source) => !ready.includes(source));
  }
  return order;
}

export const measuresOf = ({ measures }: ReportDefinition, source: string): readonly Measure[] =>
  measures.filter((measure) => measure.source === source);

/** The columns that a report needs of a database: nothing else has to be asked for. */
export function columnsNeeded(definition: ReportDefinition, source: ReportSource): readonly string[] {
  const named = [
    ...definition.groups.flatMap((group) => (group.source === source.id ? [group.column] : [])),
    ...definition.joins.flatMap(({ from, to }) =>
      [from, to].flatMap((end) => (end.source === source.id ? [end.by] : [])),
    ),
    ...measuresOf(definition, source.id).flatMap(({ column }) => column ?? []),
    ...source.filters.map(({ column }) => column),
    ...(source.date === undefined ? [] : [source.date]),
    ...source.columns.flatMap(({ name, type }) => (type === 'title' ? [name] : [])),
  ];
  return [...new Set(named)].filter((column) => column !== ROW_ITSELF);
}
