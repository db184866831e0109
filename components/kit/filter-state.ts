import type { SearchFilters } from '../../lib/fulltext/text-query.ts';
import type { FilterChoice, SearchChoices } from '../../lib/messages/search-desk.ts';

export const KIND_WORDS = { page: 'Pages', row: 'Rows', database: 'Databases' } as const;

const DAY = 86_400_000;

/** Spans of time in which a page was last edited, in days before now. */
export const SPANS: readonly { readonly label: string; readonly days: number }[] = [
  { label: 'Past day', days: 1 },
  { label: 'Past week', days: 7 },
  { label: 'Past month', days: 30 },
  { label: 'Past year', days: 365 },
];

type Listed = 'connections' | 'kinds' | 'databases' | 'people' | 'properties';
type ValueOf<Name extends Listed> = NonNullable<SearchFilters[Name]>[number];

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export function isChosen<Name extends Listed>(filters: SearchFilters, name: Name, value: ValueOf<Name>): boolean {
  const values: readonly unknown[] = filters[name] ?? [];
  return values.some((one) => same(one, value));
}

/** Chooses a value, or lets go of it when it is chosen already. A filter without values is none. */
export function toggled<Name extends Listed>(
  filters: SearchFilters,
  name: Name,
  value: ValueOf<Name>,
): SearchFilters | undefined {
  const { [name]: before, ...rest } = filters;
  const values: readonly unknown[] = before ?? [];
  const next = isChosen(filters, name, value) ? values.filter((one) => !same(one, value)) : [...values, value];
  // Property values belong to the databases that were chosen with them.
  const kept = name === 'databases' && next.length === 0 ? withoutProperties(rest) : rest;
  return orNone(next.length === 0 ? kept : { ...kept, [name]: next });
}

/** Pages edited in the last so many days; to the minute, so that the same choice is the same search for a while. */
export function editedWithin(filters: SearchFilters, days: number, now: number): SearchFilters {
  const minute = Math.floor(now / 60_000) * 60_000;
  const { editedTo: _to, ...rest } = filters;
  return { ...rest, editedFrom: minute - days * DAY };
}

export function anyTime(filters: SearchFilters): SearchFilters | undefined {
  const { editedFrom: _from, editedTo: _to, ...rest } = filters;
  return orNone(rest);
}

export interface Chip {
  readonly key: string;
  readonly label: string;
  /** The filters without it; nothing when none is left. */
  readonly without: SearchFilters | undefined;
}

/** What is chosen, each with what is left without it. Names are those of the choices, where they are known. */
export function chipsOf(filters: SearchFilters, choices: SearchChoices | undefined): readonly Chip[] {
  const chips = <Name extends Listed>(
    name: Name,
    known: readonly FilterChoice<ValueOf<Name>>[],
    unknown: (value: ValueOf<Name>) => string,
  ): readonly Chip[] =>
    (filters[name] ?? []).map((value: ValueOf<Name>) => ({
      key: `${name} ${JSON.stringify(value)}`,
      label: known.find((choice) => same(choice.value, value))?.label ?? unknown(value),
      without: toggled(filters, name, value),
    }));
  const { editedFrom } = filters;
  return [
    ...chips('connections', choices?.connections ?? [], () => 'A workspace'),
    ...chips('kinds', [], (kind) => KIND_WORDS[kind]),
    ...chips('databases', choices?.databases ?? [], () => 'A database'),
    ...chips('people', choices?.people ?? [], (name) => name),
    ...chips('properties', [], ({ name, value }) => `${name}: ${value}`),
    ...(editedFrom === undefined
      ? []
      : [{ key: 'edited', label: `Edited since ${dayOf(editedFrom)}`, without: anyTime(filters) }]),
  ];
}

function withoutProperties({ properties: _gone, ...rest }: SearchFilters): SearchFilters {
  return rest;
}

function orNone(filters: SearchFilters): SearchFilters | undefined {
  return Object.keys(filters).length === 0 ? undefined : filters;
}

function dayOf(time: number): string {
  return new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}
