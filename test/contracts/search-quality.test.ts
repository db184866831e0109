import { describe, expect, it } from 'vitest';

import { mean, ndcg } from '../bench/collections/collection.ts';
import type { Collection, TestQuery } from '../bench/collections/collection.ts';
import { collectionsMissing, loadCmrc, loadCranfield, loadHandbook, loadScifact } from '../bench/collections/load.ts';
import type { KnownItem } from '../bench/collections/load.ts';
import { openOurs } from '../bench/collections/ours.ts';
import { openMiniSearch } from '../bench/collections/peers.ts';
import type { Search } from '../bench/collections/peers.ts';

/** The bars of the benchmark, which measures more of them and beside more engines. */
const UNTOUCHED: readonly (readonly [string, () => Collection, number, number])[] = [
  ['SciFact', loadScifact, 0.685, 1],
  ['Cranfield', loadCranfield, 0.395, 1],
  // Every fortieth question: all of them take a minute.
  ['CMRC 2018', loadCmrc, 0.98, 40],
];
const LEAST_AHEAD = 1.02;

async function quality(search: Search, queries: readonly TestQuery[]): Promise<number> {
  const values: number[] = [];
  // What ends in a space is typed to its end.
  for (const { text, gains } of queries) values.push(ndcg(await search(`${text} `), gains));
  return mean(values);
}

const missing = collectionsMissing();
if (missing !== undefined) console.log(`quality of the search: ${missing}`);

describe.runIf(missing === undefined)('the search finds what people say answers them', () => {
  it.each(UNTOUCHED)('in %s', async (_name, load, least, step) => {
    const { pages, queries } = load();
    const asked = queries.filter((_, at) => at % step === 0);
    expect(asked.length).toBeGreaterThan(75);
    const { full } = await openOurs(pages);
    expect(await quality(full, asked)).toBeGreaterThanOrEqual(least);
  });

  it('in a handbook, ahead of MiniSearch with our words and its title weighted', async () => {
    const { pages, queries } = loadHandbook();
    // The other half was tuned on.
    const known: readonly KnownItem[] = queries;
    const asked = known.filter((_, at) => at % 2 === 1).filter(({ hard }) => hard);
    expect(asked.length).toBeGreaterThan(75);
    const { full } = await openOurs(pages);
    const tuned = openMiniSearch(pages, true);
    const peers = await Promise.all([2, 3].map((title) => quality(tuned({ boost: { title } }), asked)));
    expect(await quality(full, asked)).toBeGreaterThanOrEqual(LEAST_AHEAD * Math.max(...peers));
  });
});
