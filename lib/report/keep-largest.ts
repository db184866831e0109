import type { ReportDefinition } from './definition.ts';
import { createGatherer } from './gather-figures.ts';
import type { Gathered } from './gather-figures.ts';
import { measuredNumber } from './measure-cell.ts';

/** More groups are not read: the smallest ones are taken together. */
const MOST_GROUPS = 40;

/** What the smallest groups are called together. */
export const THE_REST = 'All others';

/** Takes the smallest groups together where there are too many, by the first measure. Nothing is lost of the totals. */
export function keepLargest(
  { measures, groups }: ReportDefinition,
  all: Gathered,
): { readonly gathered: Gathered; readonly merged: number } {
  const [first] = measures;
  const cells = [...all.cells.values()];
  const names = new Set(cells.flatMap(({ group }) => (group.length === 0 ? [] : [JSON.stringify(group)])));
  if (first === undefined || names.size <= MOST_GROUPS) return { gathered: all, merged: 0 };
  const sizes = new Map<string, number>();
  for (const cell of cells) {
    if (cell.measure !== first.id || cell.period !== undefined) continue;
    sizes.set(JSON.stringify(cell.group), measuredNumber(first, cell) ?? Number.NEGATIVE_INFINITY);
  }
  const size = (name: string): number => sizes.get(name) ?? Number.NEGATIVE_INFINITY;
  const order = [...names].toSorted((one, other) =>
    size(other) === size(one) ? (one < other ? -1 : 1) : size(other) - size(one),
  );
  const kept = new Set(order.slice(0, MOST_GROUPS));
  const rest = [THE_REST, ...groups.slice(1).map(() => THE_REST)];
  const gatherer = createGatherer();
  gatherer.take({
    source: '',
    read: 0,
    left: {},
    entries: [],
    cells: cells.map((cell) =>
      cell.group.length === 0 || kept.has(JSON.stringify(cell.group)) ? cell : { ...cell, group: rest },
    ),
  });
  return { gathered: { ...all, cells: gatherer.gathered.cells }, merged: names.size - kept.size };
}
