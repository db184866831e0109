import type { Block, Section } from './block.ts';
import { blockWords, fingerprintBlocks } from './block-fingerprint.ts';
import { fingerprint } from './fingerprint.ts';

/** About 1,500 tokens of English: some forty paragraphs, small enough that an edit is cheap to work through again. */
const DEFAULT_MAX_CHARS = 6_000;

/**
 * Cuts a page into sections: by its headings, long ones at block borders, tiny neighbours under one heading joined.
 * Where to cut is drawn from the words of the blocks around and not from their place in the page, so that an edit
 * changes the section it stands in and at most one neighbour (two, when a heading goes). Runs longer than `maxChars`
 * (UTF-16 units) break this now and then: on a page without headings one deletion in twenty-five changes three or four.
 * A section is longer than `maxChars` only when one block is. A first heading that repeats the page's title is left
 * out of the paths.
 */
export function cutSections(
  title: string,
  blocks: readonly Block[],
  options: { readonly maxChars?: number } = {},
): readonly Section[] {
  const limit = Math.max(1, options.maxChars ?? DEFAULT_MAX_CHARS);
  const measured = blocks.map(measure);
  const heads = headingCuts(measured, limit);
  const starts: number[] = [];
  for (const [at, head] of heads.entries()) {
    starts.push(head);
    addInnerCuts(starts, measured, head, heads[at + 1] ?? blocks.length, limit);
  }
  const paths = pathsOf(title, blocks);
  return starts.map((start, at) => {
    const own = blocks.slice(start, starts[at + 1] ?? blocks.length);
    return { path: paths[start] ?? [], blocks: own, start, fingerprint: fingerprintBlocks(own) };
  });
}

interface Measured {
  readonly chars: number;
  /** Level of a heading at the top of the page, else 0. */
  readonly level: number;
  /** Chance in [0, 1) drawn from the block's own words. */
  readonly lot: number;
}

function measure(block: Block): Measured {
  return {
    chars: block.text.length + 1,
    level: block.kind === 'heading' && block.depth === 0 ? (block.level ?? 1) : 0,
    lot: Number.parseInt(fingerprint(blockWords(block)).slice(0, 8), 16) / 2 ** 32,
  };
}

/** A run below this part of the limit joins the one before it; joined ones part again about every third of the limit. */
const TINY = 1 / 12;
const JOINED = 1 / 3;

/** Where the runs under headings begin. Whether a run joins the one before is decided by the run itself. */
function headingCuts(measured: readonly Measured[], limit: number): readonly number[] {
  const heads = measured.flatMap((block, at) => (block.level > 0 || at === 0 ? [at] : []));
  return heads.filter((head, at) => {
    const own = measured[head];
    const before = measured[heads[at - 1] ?? -1];
    if (!own || !before) return true;
    const chars = sum(measured, head, heads[at + 1] ?? measured.length);
    const sameParent = before.level > 0 && own.level >= before.level;
    return !sameParent || chars > limit * TINY || own.lot < chars / (limit * JOINED);
  });
}

/** A run of so many limits is first cut where its blocks offer it by their own words, about every `OFFERED` limits. */
const LONG = 4;
const OFFERED = 2;

/** Further cuts of a run that is too long, in order. A very long one is cut by rules that no far edit can move. */
function addInnerCuts(cuts: number[], measured: readonly Measured[], from: number, to: number, limit: number): void {
  let start = from;
  if (sum(measured, from, to) > limit * LONG) {
    for (let at = from + 1; at < to; at += 1) {
      const block = measured[at];
      if (!block || block.lot >= block.chars / (limit * OFFERED)) continue;
      addHalvings(cuts, measured, start, at, limit);
      cuts.push(at);
      start = at;
    }
  }
  addHalvings(cuts, measured, start, to, limit);
}

/** Cuts at the block with the lowest lot, again and again until every piece fits. */
function addHalvings(cuts: number[], measured: readonly Measured[], from: number, to: number, limit: number): void {
  if (to - from < 2 || sum(measured, from, to) <= limit) return;
  const cut = lowest(measured, from, to);
  addHalvings(cuts, measured, from, cut, limit);
  cuts.push(cut);
  addHalvings(cuts, measured, cut, to, limit);
}

/** The block of the middle three fifths with the lowest lot; among equal ones the nearest to the middle. */
function lowest(measured: readonly Measured[], from: number, to: number): number {
  const middle = (from + to) / 2;
  const margin = Math.floor((to - from) / 5);
  let best = Math.max(from + 1, Math.floor(middle));
  for (let at = Math.max(from + 1, from + margin); at < to - margin; at += 1) {
    const lot = measured[at]?.lot ?? 1;
    const least = measured[best]?.lot ?? 1;
    if (lot < least || (lot === least && Math.abs(at - middle) < Math.abs(best - middle))) best = at;
  }
  return best;
}

function sum(measured: readonly Measured[], from: number, to: number): number {
  let chars = 0;
  for (let at = from; at < to; at += 1) chars += measured[at]?.chars ?? 0;
  return chars;
}

/** For every block the headings it stands under, a heading's own included. */
function pathsOf(title: string, blocks: readonly Block[]): readonly (readonly string[])[] {
  let open: readonly { readonly level: number; readonly text: string }[] = [];
  let path: readonly string[] = [];
  return blocks.map((block, at) => {
    if (block.kind !== 'heading' || block.depth > 0) return path;
    const level = block.level ?? 1;
    const repeatsTitle = at === 0 && block.text === title;
    open = [...open.filter((heading) => heading.level < level), ...(repeatsTitle ? [] : [{ level, text: block.text }])];
    path = open.map((heading) => heading.text);
    return path;
  });
}
