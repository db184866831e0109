import { mean, ndcg } from './collections/collection.ts';
import type { Collection, TestQuery } from './collections/collection.ts';
import { collectionsMissing, loadCmrc, loadCranfield, loadHandbook, loadScifact } from './collections/load.ts';
import { openOurs } from './collections/ours.ts';
import { FORGIVING, openFts5, openMiniSearch } from './collections/peers.ts';
import type { Search } from './collections/peers.ts';
import { seeded, withLastCut, withSlip } from './collections/slip.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';

export const SEARCH_QUALITY_FIGURES = [
  'search.quality-scifact',
  'search.quality-cranfield',
  'search.quality-cmrc',
  'search.quality-handbook',
  'search.quality-slip',
  'search.quality-last-word',
] as const;
type Name = (typeof SEARCH_QUALITY_FIGURES)[number];

const SEED = 20_261_121;
const LUCENE_SCIFACT = 0.679;

/** One search to be measured. What ends in a space is typed to its end. */
interface Asked {
  readonly query: TestQuery;
  readonly text: string;
}

const typed = (queries: readonly TestQuery[]): readonly Asked[] =>
  queries.map((query) => ({ query, text: `${query.text} ` }));

async function quality(search: Search, asked: readonly Asked[]): Promise<number> {
  const values: number[] = [];
  for (const { query, text } of asked) values.push(ndcg(await search(text), query.gains));
  return mean(values);
}

type Peers = Readonly<Record<string, Search>>;

async function openPeers(pages: Collection['pages']): Promise<Peers> {
  const plain = openMiniSearch(pages, false);
  const tuned = openMiniSearch(pages, true);
  return {
    'MiniSearch default': plain({}),
    'MiniSearch, our words, title x2': tuned({ boost: { title: 2 } }),
    'MiniSearch, our words, title x3': tuned({ boost: { title: 3 } }),
    'FTS5 porter, title x2': await openFts5(pages),
  };
}

interface Measured {
  readonly first: number;
  readonly full: number;
  readonly peers: readonly (readonly [name: string, value: number])[];
}

async function measure(
  ours: Awaited<ReturnType<typeof openOurs>>,
  peers: Peers,
  asked: readonly Asked[],
): Promise<Measured> {
  const values: [string, number][] = [];
  for (const [name, search] of Object.entries(peers)) values.push([name, await quality(search, asked)]);
  return { first: await quality(ours.first, asked), full: await quality(ours.full, asked), peers: values };
}

/** A figure that is to reach `least`, or `leastRatio` of the best of `beside`. */
function figure(
  name: Name,
  { first, full, peers }: Measured,
  runs: number,
  beside: readonly [name: string, value: number],
  bar: { readonly least: number } | { readonly leastRatio: number },
): Figure {
  const ratio = full / beside[1];
  const holds = 'least' in bar ? full >= bar.least : ratio >= bar.leastRatio;
  return {
    name,
    value: round(full),
    unit: 'nDCG@10',
    peer: beside[0],
    peerValue: round(beside[1]),
    ratio: round(ratio),
    bar: 'least' in bar ? `value >= ${bar.least}` : `ratio >= ${bar.leastRatio}`,
    holds,
    runs,
    note: [`first results ${round(first)}`, ...peers.map(([peer, value]) => `${peer} ${round(value)}`)].join('; '),
  };
}

const bestOf = (peers: Measured['peers']): readonly [string, number] =>
  peers.reduce((best, peer) => (peer[1] > best[1] ? peer : best), ['none', 0]);

/** All queries of a collection that nothing was tuned on. */
async function untouched(name: Name, load: () => Collection, least: number): Promise<Figure> {
  const { pages, queries } = load();
  const asked = typed(queries);
  const measured = await measure(await openOurs(pages), await openPeers(pages), asked);
  const beside =
    name === 'search.quality-scifact' ? (['Lucene, published', LUCENE_SCIFACT] as const) : bestOf(measured.peers);
  return figure(name, measured, asked.length, beside, { least });
}

/** Queries whose text is changed, as far as it can be. */
const changed = (
  queries: readonly TestQuery[],
  change: (text: string) => string | undefined,
): readonly (Asked | undefined)[] =>
  queries.map((query) => {
    const text = change(query.text);
    return text === undefined ? undefined : { query, text };
  });

/** Of the known items every other one was tuned on; the others are printed. `part` 1 prints them. */
async function handbook(part: 0 | 1): Promise<readonly Figure[]> {
  const { pages, queries } = loadHandbook();
  const ours = await openOurs(pages);
  const half = <Item>(items: readonly (Item | undefined)[]): readonly Item[] =>
    items.filter((_, at) => at % 2 === part).filter((item) => item !== undefined);
  const hard = typed(half(queries).filter((query) => query.hard));
  const random = seeded(SEED);
  const slipped = half(changed(queries, (text) => withSlip(text, random))).map((one) => ({
    ...one,
    text: `${one.text} `,
  }));
  const cut = half(changed(queries, withLastCut));
  const forgiving: Peers = {
    'MiniSearch, fuzzy .2 and last-word prefix': openMiniSearch(pages, false)(FORGIVING),
    'the same with our words': openMiniSearch(pages, true)(FORGIVING),
  };
  const known = await measure(ours, await openPeers(pages), hard);
  const slips = await measure(ours, forgiving, slipped);
  const cuts = await measure(ours, forgiving, cut);
  const ahead = { leastRatio: 1.02 };
  return [
    figure('search.quality-handbook', known, hard.length, bestOf(known.peers), ahead),
    figure('search.quality-slip', slips, slipped.length, bestOf(slips.peers), ahead),
    figure('search.quality-last-word', cuts, cut.length, bestOf(cuts.peers), ahead),
  ];
}

/** How well searches find what people say answers them, beside other engines over the same pages. */
export async function benchSearchQuality(): Promise<readonly Figure[]> {
  const missing = collectionsMissing();
  if (missing !== undefined) {
    console.error(missing);
    return [];
  }
  return [
    await untouched('search.quality-scifact', loadScifact, 0.685),
    await untouched('search.quality-cranfield', loadCranfield, 0.395),
    await untouched('search.quality-cmrc', loadCmrc, 0.98),
    ...(await handbook(1)),
  ];
}
