import { parseQuery } from '../fulltext/parse-query.ts';
import type { Block } from '../text/block.ts';
import { guessLanguage } from '../text/languages.ts';
import { termsOf } from '../text/terms.ts';

/** A page as far as passages need it. */
export interface Readable {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly properties?: readonly { readonly name: string; readonly text: string }[];
}

/** One thing to look for: the terms that stand for it, and how telling it is over all pages. */
export interface TellingWord {
  readonly forms: readonly string[];
  readonly weight: number;
}

/** How passages of many pages are chosen. */
export interface Choice {
  /**
   * Groups of blocks taken of one page at most, each about a paragraph; every page gives its best one before any gives
   * a second. Without it all of small pages is taken.
   */
  readonly perPage?: number;
  /** How well each page was found, 0 to 1: of equal passages that of the better page is taken. */
  readonly found?: readonly number[];
  /** What to look for, in place of the question's own words. */
  readonly words?: readonly TellingWord[];
  /** Lets the properties of a page be a passage, with an empty range at 0. */
  readonly properties?: boolean;
}

/** A run of blocks that bears on a question. */
export interface Passage {
  /** Place of its page among the pages given. */
  readonly page: number;
  /** Its blocks in the page: from `start` up to `end`, exclusive. */
  readonly start: number;
  readonly end: number;
  /** Reading text of the blocks, one a line. */
  readonly text: string;
  /** Heading it stands under. */
  readonly heading?: string;
  /** 0 when no word of the question is in it; comparable within one choice alone. */
  readonly score: number;
}

interface Group {
  readonly page: number;
  readonly start: number;
  readonly end: number;
  readonly heading: string | undefined;
  readonly chars: number;
  readonly terms: ReadonlyMap<string, number>;
  readonly length: number;
  readonly about: ReadonlySet<string>;
}

/** A group of blocks is closed at this length: about a paragraph or a short list. */
const GROUP_CHARS = 700;
const K1 = 1.2;
const B = 0.75;
/** What a word in the heading or the page's title is worth beside one in the text. */
const ABOUT = 0.6;
/** How much a passage loses for being like one that was chosen. */
const REDUNDANCY = 0.4;
/** Only this many of the best groups are weighed against one another. */
const MOST_WEIGHED = 400;
/** What stands next to a passage is worth this part of it, for context. */
const NEIGHBOUR = 0.25;
/** What a passage of a page that was barely found is worth beside one of the best page. */
const LEAST_FOUND = 0.5;

/**
 * Chooses the passages that bear most on a question, as much as `budgetChars` (UTF-16 units) holds, in page order. All
 * of the pages when they fit; their beginnings when nothing in them matches.
 */
export function choosePassages(
  question: string,
  pages: readonly Readable[],
  budgetChars: number,
  choice: Choice = {},
): readonly Passage[] {
  const groups = pages.flatMap((page, at) => groupsOf(page, at, choice.properties ?? false));
  const scores = scoreGroups(question, groups, choice);
  const total = groups.reduce((sum, group) => sum + group.chars, 0);
  const all = total <= budgetChars && choice.perPage === undefined;
  const chosen = all ? new Set(groups.keys()) : pick(groups, scores, budgetChars, choice.perPage ?? Infinity);
  return joinChosen(pages, groups, scores, chosen);
}

function groupsOf(page: Readable, at: number, properties: boolean): readonly Group[] {
  const language = guessLanguage([page.title, ...page.blocks.slice(0, 60).map((block) => block.text)].join('\n'));
  const title = termsOf(page.title, language);
  const groups: Group[] = [];
  let heading: string | undefined;
  let start = 0;
  let chars = 0;
  const add = (texts: readonly string[], end: number): void => {
    const terms = new Map<string, number>();
    let length = 0;
    for (const term of texts.flatMap((text) => termsOf(text, language))) {
      terms.set(term, (terms.get(term) ?? 0) + 1);
      length += 1;
    }
    const about = new Set([...title, ...termsOf(heading ?? '', language)]);
    groups.push({ page: at, start, end, heading, chars, terms, length, about });
  };
  const close = (end: number): void => {
    const texts = page.blocks.slice(start, end).map(({ text }) => text);
    if (chars > 0) add(texts, end);
    start = end;
    chars = 0;
  };
  const said = properties ? propertyLines(page) : [];
  chars = said.reduce((sum, line) => sum + line.length + 1, 0);
  if (chars > 0) add(said, 0);
  chars = 0;
  for (const [place, block] of page.blocks.entries()) {
    const heads = block.kind === 'heading';
    if (place > start && (heads || chars + block.text.length > GROUP_CHARS)) close(place);
    if (heads) heading = block.text;
    chars += block.text.length + 1;
  }
  if (start < page.blocks.length) close(page.blocks.length);
  return groups;
}

/** What a page's properties say, a line each. */
export const propertyLines = ({ properties = [] }: Readable): readonly string[] =>
  properties.filter(({ text }) => text !== '').map(({ name, text }) => `${name}: ${text}`);

function scoreGroups(question: string, groups: readonly Group[], { words, found }: Choice): readonly number[] {
  const wanted = words ?? wordsOf(question, groups);
  const mean = groups.reduce((sum, group) => sum + group.length, 0) / Math.max(groups.length, 1);
  return groups.map((group) => {
    let score = 0;
    let about = 0;
    for (const { forms, weight } of wanted) {
      const count = Math.max(0, ...forms.map((form) => group.terms.get(form) ?? 0));
      score += (weight * count * (K1 + 1)) / (count + K1 * (1 - B + (B * group.length) / Math.max(mean, 1)));
      if (forms.some((form) => group.about.has(form))) about += weight;
    }
    const page = found?.[group.page] ?? 1;
    return (score + ABOUT * about) * (LEAST_FOUND + (1 - LEAST_FOUND) * page);
  });
}

/** The words of a question, as telling as they are rare in what is chosen from. */
function wordsOf(question: string, groups: readonly Group[]): readonly TellingWord[] {
  return parseQuery(question).words.map(({ forms }) => {
    const df = groups.reduce((sum, group) => sum + (forms.some((form) => group.terms.has(form)) ? 1 : 0), 0);
    return { forms, weight: Math.log(1 + (groups.length - df + 0.5) / (df + 0.5)) };
  });
}

/** The best groups within the budget; a group next to a good one gains, one that repeats a chosen one loses. */
function pick(
  groups: readonly Group[],
  scores: readonly number[],
  budget: number,
  perPage: number,
): ReadonlySet<number> {
  const taken = new Map<number, number>();
  const worth = groups.map((group, at) => {
    const near = [at - 1, at + 1].filter((other) => groups[other]?.page === group.page);
    return (scores[at] ?? 0) + NEIGHBOUR * Math.max(0, ...near.map((other) => scores[other] ?? 0));
  });
  const matched = worth.some((value) => value > 0);
  const order = [...groups.keys()].filter((at) => !matched || (worth[at] ?? 0) > 0);
  // Without a match the beginnings of the pages come first, each page in its turn.
  const rank = (at: number): number => (matched ? -(worth[at] ?? 0) : (groups[at]?.start ?? 0));
  const ranked = order.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_WEIGHED);
  const pending = new Map(ranked.map((at, place) => [at, { value: matched ? (worth[at] ?? 0) : -place, alike: 0 }]));
  const chosen = new Set<number>();
  let left = budget;
  while (pending.size > 0 && left > 0) {
    const fresh = (one: number): boolean => perPage < Infinity && !taken.has(groups[one]?.page ?? -1);
    const at = best(pending, fresh);
    pending.delete(at);
    const group = groups[at];
    const ofPage = taken.get(group?.page ?? -1) ?? 0;
    if (!group || group.chars > left || ofPage >= perPage) continue;
    taken.set(group.page, ofPage + 1);
    chosen.add(at);
    left -= group.chars;
    if (!matched) continue;
    for (const [other, contender] of pending) {
      contender.alike = Math.max(contender.alike, likeness(group, groups[other]));
      contender.value = (worth[other] ?? 0) * (1 - REDUNDANCY * contender.alike);
    }
  }
  return chosen;
}

/** The most valuable, of those that come first where there are any. */
function best(pending: ReadonlyMap<number, { readonly value: number }>, isFirst: (at: number) => boolean): number {
  let found = -1;
  let most = -Infinity;
  let first = false;
  for (const [at, { value }] of pending) {
    const leads = isFirst(at);
    if ((leads && !first) || (leads === first && value > most)) [found, most, first] = [at, value, leads];
  }
  return found;
}

/** Shared terms of the terms of the smaller group, 0 to 1. */
function likeness(group: Group, other: Group | undefined): number {
  if (!other) return 0;
  let shared = 0;
  for (const term of group.terms.keys()) if (other.terms.has(term)) shared += 1;
  return shared / Math.max(1, Math.min(group.terms.size, other.terms.size));
}

/** Neighbours under one heading become one passage. */
function joinChosen(
  pages: readonly Readable[],
  groups: readonly Group[],
  scores: readonly number[],
  chosen: ReadonlySet<number>,
): readonly Passage[] {
  const joined: Omit<Passage, 'text'>[] = [];
  for (const at of [...chosen].toSorted((a, b) => a - b)) {
    const group = groups[at];
    if (!group) continue;
    const { page, end, heading } = group;
    const last = joined.at(-1);
    const follows = last?.page === page && last.end === group.start && last.heading === heading;
    const start = follows ? last.start : group.start;
    const score = Math.max(scores[at] ?? 0, follows ? last.score : 0);
    if (follows) joined.pop();
    joined.push({ page, start, end, ...(heading === undefined ? {} : { heading }), score });
  }
  return joined.map((passage) => ({ ...passage, text: textOf(pages[passage.page], passage) }));
}

function textOf(page: Readable | undefined, { start, end }: { readonly start: number; readonly end: number }): string {
  if (page === undefined) return '';
  const texts = end === 0 ? propertyLines(page) : page.blocks.slice(start, end).map((block) => block.text);
  return texts.filter((text) => text !== '').join('\n');
}
