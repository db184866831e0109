import { eachWord } from '../../../lib/text/terms.ts';
import type { TestPage } from './collection.ts';
import { seeded } from './slip.ts';

/** Numbers in a vector, and how many of them a page's own mark sets. */
const DIMENSIONS = 256;
const MARKS = 8;
/** Words of fewer pages have met too few others to mean anything by them. */
const LEAST_PAGES = 3;

/** Terms and the pages that they stand in, with how often. */
export function termsOfPages(pages: readonly TestPage[]): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const held = new Map<string, Map<number, number>>();
  for (const [at, page] of pages.entries()) {
    for (const text of [page.title, ...page.blocks.map((block) => block.text)]) {
      eachWord(text, 'en', ({ term }) => {
        const places = held.get(term) ?? new Map<number, number>();
        if (places.size === 0) held.set(term, places);
        places.set(at, (places.get(at) ?? 0) + 1);
      });
    }
  }
  return held;
}

export interface CorpusVectors {
  /** Places of the pages whose words mean what these words mean, nearest first. */
  nearest(text: string, limit: number): readonly number[];
  /** What keeping a vector for each word takes, at one byte a number. */
  readonly bytes: number;
}

/**
 * Vectors of words learnt from the pages alone (random indexing: Kanerva, Kristofersson and Holst, 2000): a word is the
 * sum of the marks of the pages it stands in, a page the sum of its words, both by how telling they are.
 */
export function learnVectors(pages: readonly TestPage[], seed: number): CorpusVectors {
  const random = seeded(seed);
  const marks = pages.map(() =>
    Array.from({ length: MARKS }, () => [Math.floor(random() * DIMENSIONS), random() < 0.5 ? -1 : 1] as const),
  );
  const words = new Map<string, Float32Array>();
  const ofPage = pages.map(() => new Float32Array(DIMENSIONS));
  for (const [term, places] of termsOfPages(pages)) {
    if (places.size < LEAST_PAGES) continue;
    const telling = Math.log(pages.length / places.size);
    const vector = new Float32Array(DIMENSIONS);
    for (const [page, times] of places) {
      for (const [at, sign] of marks[page] ?? []) vector[at] = (vector[at] ?? 0) + sign * Math.log1p(times);
    }
    const scaled = unit(vector).map((value) => value * telling);
    words.set(term, scaled);
    for (const [page, times] of places) add(ofPage[page], scaled, Math.log1p(times));
  }
  const units = ofPage.map(unit);
  return {
    bytes: words.size * DIMENSIONS,
    nearest: (text, limit) => {
      const sought = new Float32Array(DIMENSIONS);
      eachWord(text, 'en', ({ term }) => add(sought, words.get(term), 1));
      return units
        .map((vector, page) => ({ page, near: vector.reduce((sum, value, at) => sum + value * (sought[at] ?? 0), 0) }))
        .toSorted((one, other) => other.near - one.near)
        .slice(0, limit)
        .map(({ page }) => page);
    },
  };
}

function add(sum: Float32Array | undefined, vector: Float32Array | undefined, weight: number): void {
  if (sum === undefined || vector === undefined) return;
  for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + weight * (vector[at] ?? 0);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
