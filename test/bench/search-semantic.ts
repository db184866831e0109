import { eachWord } from '../../lib/text/terms.ts';
import { mean } from './collections/collection.ts';
import type { Collection, TestPage, TestQuery } from './collections/collection.ts';
import { learnVectors, termsOfPages } from './collections/corpus-vectors.ts';
import { collectionsMissing, loadCranfield, loadHandbook, loadScifact } from './collections/load.ts';
import { openOurs } from './collections/ours.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';

export const SEARCH_SEMANTIC_FIGURES = [
  'search.semantic-feedback-cranfield',
  'search.semantic-feedback-scifact',
  'search.semantic-feedback-handbook',
  'search.semantic-vectors-cranfield',
  'search.semantic-vectors-scifact',
  'search.semantic-vectors-handbook',
] as const;

const SEED = 20_261_121;
/** So many pages are looked through for passages. */
const DEPTH = 20;
const LIST = 50;
/** Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009), and what the second list is worth in it. */
const RANK_OFFSET = 60;
const SECOND_WEIGHT = 0.3;
/** RM3 (Abdul-Jaleel and others, 2004): pages that are believed, and words that are taken from them. */
const BELIEVED = 10;
const WORDS_TAKEN = 15;

type Lister = (text: string) => Promise<readonly string[]>;

function fuse(first: readonly string[], second: readonly string[]): readonly string[] {
  const scores = new Map<string, number>();
  for (const [list, weight] of [[first, 1] as const, [second, SECOND_WEIGHT] as const]) {
    for (const [rank, id] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + weight / (RANK_OFFSET + rank));
  }
  return [...scores].toSorted((one, other) => other[1] - one[1]).map(([id]) => id);
}

async function recall(list: Lister, queries: readonly TestQuery[]): Promise<number> {
  const values: number[] = [];
  for (const { text, gains } of queries) {
    const wanted = [...gains].filter(([, gain]) => gain > 0).map(([id]) => id);
    const found = new Set((await list(`${text} `)).slice(0, DEPTH));
    if (wanted.length > 0) values.push(wanted.filter((id) => found.has(id)).length / wanted.length);
  }
  return mean(values);
}

/** The words that tell the first pages from the rest, as they stand there. */
function tellingWords(believed: readonly TestPage[], query: string, pagesHolding: (term: string) => number): string {
  const asked = new Set<string>();
  eachWord(query, 'en', ({ term }) => asked.add(term));
  const weights = new Map<string, { word: string; weight: number }>();
  for (const [rank, page] of believed.entries()) {
    for (const { text } of page.blocks) {
      eachWord(text, 'en', ({ term, word }) => {
        if (asked.has(term) || word.length < 4) return;
        const before = weights.get(term)?.weight ?? 0;
        const share = 1 / ((rank + 2) * Math.max(50, text.length / 6));
        weights.set(term, { word, weight: before + share / Math.log(2 + pagesHolding(term)) });
      });
    }
  }
  const best = [...weights.values()].toSorted((one, other) => other.weight - one.weight).slice(0, WORDS_TAKEN);
  return best.map(({ word }) => word).join(' ');
}

async function measure(name: string, { pages, queries }: Collection): Promise<readonly Figure[]> {
  const ours = await openOurs(pages);
  const held = termsOfPages(pages);
  const vectors = learnVectors(pages, SEED);
  const plain: Lister = async (text) => (await ours.list(text, LIST)).map(({ id }) => id);
  const withFeedback: Lister = async (text) => {
    const first = await ours.list(text, LIST);
    const words = tellingWords(first.slice(0, BELIEVED), text, (term) => held.get(term)?.size ?? 0);
    return fuse(
      first.map(({ id }) => id),
      (await ours.list(`${words} `, LIST)).map(({ id }) => id),
    );
  };
  const withVectors: Lister = async (text) =>
    fuse(
      await plain(text),
      vectors.nearest(text, LIST).map((at) => pages[at]?.id ?? ''),
    );
  const without = await recall(plain, queries);
  const figure = (kind: string, value: number, note: string): Figure => ({
    name: `search.semantic-${kind}-${name}`,
    value: round(value),
    unit: `recall@${DEPTH}`,
    peer: 'the words alone',
    peerValue: round(without),
    ratio: round(value / without),
    bar: 'none',
    holds: true,
    runs: queries.length,
    note,
  });
  return [
    figure('feedback', await recall(withFeedback, queries), 'one more search a question; nothing stored'),
    figure(
      'vectors',
      await recall(withVectors, queries),
      `${Math.round(vectors.bytes / 1000)} kB of word vectors for ${pages.length} pages`,
    ),
  ];
}

/** What words that mean the same would add to the passages that a question is answered from, learnt from the pages alone. */
export async function benchSearchSemantic(): Promise<readonly Figure[]> {
  const missing = collectionsMissing();
  if (missing !== undefined) {
    console.error(missing);
    return [];
  }
  return [
    ...(await measure('cranfield', loadCranfield())),
    ...(await measure('scifact', loadScifact())),
    ...(await measure('handbook', loadHandbook())),
  ];
}
