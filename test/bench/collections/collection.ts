import type { Block } from '../../../lib/text/block.ts';

/** Where recorded data stands on a machine that has it. */
export const DATA = new URL('../../../../shared/data/', import.meta.url).pathname;

/** A page to be found, as far as every engine takes it in. */
export interface TestPage {
  readonly id: string;
  readonly title: string;
  readonly properties: readonly [];
  readonly blocks: readonly Block[];
  /** Title of the page that it stands in. */
  readonly place?: string;
  /** Other pages stand in it. */
  readonly hub?: boolean;
}

export interface TestQuery {
  readonly id: string;
  readonly text: string;
  /** How much each page that answers it is worth; what is not named is worth nothing. */
  readonly gains: ReadonlyMap<string, number>;
}

/** Pages, and queries of which people said what answers them. */
export interface Collection {
  readonly pages: readonly TestPage[];
  readonly queries: readonly TestQuery[];
}

export function testPage(id: string, title: string, paragraphs: readonly string[]): TestPage {
  const blocks = paragraphs.map((text): Block => ({ kind: 'paragraph', depth: 0, text }));
  return { id, title, properties: [], blocks };
}

/** Ten places, as all published figures have. */
export const DEPTH = 10;

/** How near a ranking comes to the best one possible: 1 when nothing better could stand in its first ten places. */
export function ndcg(ranked: readonly string[], gains: ReadonlyMap<string, number>): number {
  const worth = (values: readonly number[]): number =>
    values.slice(0, DEPTH).reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0);
  const ideal = worth([...gains.values()].toSorted((one, other) => other - one));
  return ideal === 0 ? 0 : worth(ranked.map((id) => gains.get(id) ?? 0)) / ideal;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
