import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Property } from '../mirror/page.ts';
import { fold } from '../text/fold.ts';
import type { PageKind, SearchFilters } from './text-query.ts';

/**
 * What pages are filtered by stands in the index as terms of its own beside the words. They begin with a character that
 * no word holds, then a letter for what they are, then the value:
 *
 * | term | holds for |
 * |---|---|
 * | `\u0001c` + connection | pages of a workspace |
 * | `\u0001d` + page id | rows of a database |
 * | `\u0001e` + digits | pages last edited in a span of time, see `spanTerms` |
 * | `\u0001k` + kind | pages, rows, databases |
 * | `\u0001p` + name, folded | pages edited by a person or naming one in a people property |
 * | `\u0001v` + name + `\u0001` + value, both folded | pages with that property value |
 */
export const FILTER_MARK = '\u0001';

/** What of a page can be filtered by; what is unknown is left out. */
export interface Filterable {
  readonly connection?: ConnectionId;
  readonly kind?: PageKind;
  readonly database?: PageId;
  readonly people?: readonly string[];
  readonly properties: readonly Property[];
  readonly editedAt?: number;
}

/** Properties whose values are few and chosen, so that a person can pick one. */
const CHOSEN = new Set(['select', 'status', 'multi_select', 'checkbox', 'formula', 'rollup', 'verification']);
/** A longer value is text, and is found by its words. */
const LONGEST_VALUE = 60;

export function filterTermsOf(page: Filterable): readonly string[] {
  const people = [...(page.people ?? []), ...page.properties.flatMap((property) => property.people ?? [])];
  return [
    ...(page.connection === undefined ? [] : [connectionTerm(page.connection)]),
    ...(page.kind === undefined ? [] : [kindTerm(page.kind)]),
    ...(page.database === undefined ? [] : [databaseTerm(page.database)]),
    ...(page.editedAt === undefined ? [] : editedTerms(page.editedAt)),
    ...people.map(personTerm),
    ...page.properties.flatMap(valueTerms),
  ];
}

/** For each filter that is set the terms of which a page must hold at least one. */
export function requiredTerms(filters: SearchFilters): readonly (readonly string[])[] {
  const { connections, databases, kinds, people, properties, editedFrom, editedTo } = filters;
  const byName = Map.groupBy(properties ?? [], ({ name }) => fold(name));
  const edited = editedFrom !== undefined || editedTo !== undefined;
  return [
    ...(connections === undefined ? [] : [connections.map(connectionTerm)]),
    ...(databases === undefined ? [] : [databases.map(databaseTerm)]),
    ...(kinds === undefined ? [] : [kinds.map(kindTerm)]),
    ...(people === undefined ? [] : [people.map(personTerm)]),
    ...[...byName.values()].map((group) => group.map(({ name, value }) => valueTerm(name, value))),
    ...(edited ? [spanTerms(stepOf(editedFrom ?? 0), stepOf(editedTo ?? Infinity))] : []),
  ];
}

const connectionTerm = (id: ConnectionId): string => `${FILTER_MARK}c${id}`;
const databaseTerm = (id: PageId): string => `${FILTER_MARK}d${id}`;
const kindTerm = (kind: PageKind): string => `${FILTER_MARK}k${kind}`;
const personTerm = (name: string): string => `${FILTER_MARK}p${fold(name)}`;
const valueTerm = (name: string, value: string): string => `${FILTER_MARK}v${fold(name)}${FILTER_MARK}${fold(value)}`;

const valueTerms = (property: Property): readonly string[] =>
  chosenValues(property).map((value) => valueTerm(property.name, value));

/** What of a property a person can pick. Several values stand in one text, parted by a comma, which none of them may hold. */
export function chosenValues({ type, text }: Property): readonly string[] {
  if (!CHOSEN.has(type) || text === '') return [];
  const values = type === 'multi_select' ? text.split(', ') : [text];
  return values.filter((value) => value.length <= LONGEST_VALUE);
}

/** A quarter of an hour: days begin on one in every time zone. */
const STEP_MS = 15 * 60_000;
const BASE = 32;
/** Digits of a whole number of steps since 1970, and of the coarsest span, about 341 days. */
const DIGITS = 5;
const COARSEST = 2;
/** Some time in 2112. */
const LAST_STEP = 4_999_999;

const stepOf = (time: number): number => Math.min(LAST_STEP, Math.max(0, Math.floor(time / STEP_MS)));
const spanTerm = (number: number, digits: number): string =>
  `${FILTER_MARK}e${number.toString(BASE).padStart(digits, '0')}`;

/** A time under four terms: its number in quarters of an hour, and that number without its last digits. */
function editedTerms(time: number): readonly string[] {
  const whole = spanTerm(stepOf(time), DIGITS);
  return Array.from({ length: DIGITS - COARSEST + 1 }, (_, cut) => whole.slice(0, whole.length - cut));
}

/** The fewest terms that together cover the steps from `low` to `high`, both in it. */
function spanTerms(low: number, high: number, digits = DIGITS): readonly string[] {
  const each = (from: number, to: number): readonly string[] =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => spanTerm(from + at, digits));
  const from = Math.ceil(low / BASE);
  const to = Math.floor((high + 1) / BASE) - 1;
  if (digits === COARSEST || from > to) return each(low, high);
  return [...each(low, from * BASE - 1), ...spanTerms(from, to, digits - 1), ...each((to + 1) * BASE, high)];
}
