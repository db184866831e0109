import type { Block } from '../text/block.ts';

/** Blocks of a page: from `start` up to `end`, exclusive. */
export interface BlockRange {
  readonly start: number;
  readonly end: number;
}

/** What two readings of one text share: letters and digits, without space, marks of form and kinds of quotation mark. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s*_~`|\\"'“”„‘’«»‹›\u200B-\u200F\u2060\uFEFF]/gu, '');
}

/** Fewer characters than this may meet by accident where one block ends and the next begins. */
const LEAST_ACROSS = 16;

/**
 * Finds the blocks that hold a quote, whatever its spacing and marks; of several places the one closest to block `near`,
 * else the first. A quote with a gap (`…`) is found by its longest part. `undefined` when the page does not hold it.
 */
export function locateQuote(
  blocks: readonly Pick<Block, 'text'>[],
  quote: string,
  near?: number,
): BlockRange | undefined {
  const parts = quote
    .split(/…|\.{3}|\[…\]/)
    .map(bare)
    .toSorted((a, b) => b.length - a.length);
  const wanted = parts[0] ?? '';
  if (wanted === '') return undefined;
  const ends: number[] = [];
  let whole = '';
  for (const block of blocks) {
    whole += bare(block.text);
    ends.push(whole.length);
  }
  let best: BlockRange | undefined;
  for (let at = whole.indexOf(wanted); at !== -1; at = whole.indexOf(wanted, at + wanted.length)) {
    const found = { start: blockAt(ends, at), end: blockAt(ends, at + wanted.length - 1) + 1 };
    if (wanted.length < LEAST_ACROSS && found.end - found.start > 1) continue;
    if (near === undefined) return found;
    if (!best || distance(found, near) < distance(best, near)) best = found;
  }
  return best;
}

const distance = (range: BlockRange, place: number): number =>
  place < range.start ? range.start - place : Math.max(0, place - range.end + 1);

/** The block that holds a character, by where each block ends. */
function blockAt(ends: readonly number[], character: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= character) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Gives blocks of one reading of a page the ids of another reading of it, by text and order: first what occurs once in
 * both, then, between these, equal texts in turn. Blocks without a counterpart are left out.
 */
export function matchBlocks(
  blocks: readonly Pick<Block, 'text'>[],
  others: readonly { readonly text: string; readonly id: string }[],
): ReadonlyMap<number, string> {
  const left = blocks.map((block) => bare(block.text));
  const right = others.map((block) => bare(block.text));
  const matched = new Map<number, string>();
  let leftFrom = 0;
  let rightFrom = 0;
  for (const [leftTo, rightTo] of [...anchors(left, right), [left.length, right.length] as const]) {
    fill(matched, left, right, others, { leftFrom, leftTo, rightFrom, rightTo });
    const id = others[rightTo]?.id;
    if (id !== undefined) matched.set(leftTo, id);
    leftFrom = leftTo + 1;
    rightFrom = rightTo + 1;
  }
  return matched;
}

interface Gap {
  readonly leftFrom: number;
  readonly leftTo: number;
  readonly rightFrom: number;
  readonly rightTo: number;
}

function fill(
  matched: Map<number, string>,
  left: readonly string[],
  right: readonly string[],
  others: readonly { readonly id: string }[],
  gap: Gap,
): void {
  const places = new Map<string, number[]>();
  for (let at = gap.rightTo - 1; at >= gap.rightFrom; at -= 1) {
    const text = right[at] ?? '';
    const known = places.get(text);
    if (known) known.push(at);
    else places.set(text, [at]);
  }
  let from = gap.rightFrom;
  for (let at = gap.leftFrom; at < gap.leftTo; at += 1) {
    const text = left[at] ?? '';
    const waiting = text === '' ? undefined : places.get(text);
    let place = waiting?.pop();
    while (place !== undefined && place < from) place = waiting?.pop();
    const id = place === undefined ? undefined : others[place]?.id;
    if (place === undefined || id === undefined) continue;
    matched.set(at, id);
    from = place + 1;
  }
}

/** Pairs of places whose text stands once on both sides, as many as keep their order. */
function anchors(left: readonly string[], right: readonly string[]): readonly (readonly [number, number])[] {
  const once = placesOfUnique(right);
  const pairs = [...placesOfUnique(left)].flatMap(([text, at]) => {
    const other = once.get(text);
    return other === undefined ? [] : [[at, other] as const];
  });
  return longestRising(pairs);
}

function placesOfUnique(texts: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set(['']);
  for (const [at, text] of texts.entries()) {
    if (places.has(text)) repeated.add(text);
    places.set(text, at);
  }
  for (const text of repeated) places.delete(text);
  return places;
}

/** The longest run of pairs that rises on both sides; patience sorting. */
function longestRising(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const tops: number[] = [];
  const before: number[] = [];
  for (const [at, [, place]] of pairs.entries()) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? -1 : (tops[low - 1] ?? -1));
    tops[low] = at;
  }
  const run: (readonly [number, number])[] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) run.push(pair);
  }
  return run.toReversed();
}
