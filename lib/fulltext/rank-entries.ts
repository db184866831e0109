import { queryWords } from './query-terms.ts';
import type { QueryWord } from './query-terms.ts';
import type { Field, TextEntry, TextHit } from './search-text.ts';

/** Saturation and length of BM25, weight of the title beside the body, and how much a page gains by holding all words. */
const K1 = 1.2;
const B = 0.75;
const TITLE = 2;
const COORDINATION = 0.5;
/** Terms that a word may stand for when it is a beginning or misspelt. */
const MOST_PREFIXES = 20;
const MOST_NEAR = 3;

/**
 * Ranks pages for a query, best first: BM25 of title and body added, the last word also as a beginning, and a word that
 * no page holds by the nearest that one does. Pages that hold no word of it are left out.
 */
export function rankEntries(query: string, entries: readonly TextEntry[]): readonly TextHit[] {
  const words = queryWords(query);
  if (words.length === 0 || entries.length === 0) return [];
  const wanted = words.map((word) => expand(word, entries));
  const frequencies = new Map<string, number>();
  for (const expansion of wanted) {
    for (const term of expansion.keys()) frequencies.set(term, entries.filter((entry) => holds(entry, term)).length);
  }
  const idf = (term: string): number => {
    const df = frequencies.get(term) ?? 0;
    return Math.log(1 + (entries.length - df + 0.5) / (df + 0.5));
  };
  const mean = {
    title: average(entries.map((entry) => entry.title.length)),
    body: average(entries.map((entry) => entry.body.length)),
  };
  return entries
    .map((entry) => ({ pageId: entry.pageId, score: scoreEntry(entry, wanted, idf, mean) }))
    .filter((hit) => hit.score > 0)
    .toSorted((a, b) => b.score - a.score);
}

type Expansion = ReadonlyMap<string, number>;

function scoreEntry(
  entry: TextEntry,
  wanted: readonly Expansion[],
  idf: (term: string) => number,
  mean: { readonly title: number; readonly body: number },
): number {
  let score = 0;
  let found = 0;
  let asked = 0;
  for (const expansion of wanted) {
    let best = 0;
    let worth = 0;
    // Of the terms that a word may stand for the best counts: together they would drown the exact ones.
    for (const [term, weight] of expansion) {
      const value =
        weight *
        idf(term) *
        (TITLE * saturated(countOf(entry.title, term), entry.title.length, mean.title) +
          saturated(countOf(entry.body, term), entry.body.length, mean.body));
      best = Math.max(best, value);
      worth = Math.max(worth, weight * idf(term));
    }
    score += best;
    asked += worth;
    if (best > 0) found += worth;
  }
  return asked === 0 ? 0 : score * (found / asked) ** COORDINATION;
}

function saturated(count: number, length: number, mean: number): number {
  return count === 0 ? 0 : (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / Math.max(mean, 1)));
}

/** The terms of the pages that a word stands for, each with its weight. */
function expand(word: QueryWord, entries: readonly TextEntry[]): Expansion {
  const expansion = new Map<string, number>();
  for (const form of word.forms) if (entries.some((entry) => holds(entry, form))) expansion.set(form, 1);
  const typed = word.forms.toSorted((a, b) => b.length - a.length)[0] ?? '';
  if (word.open && typed.length >= 2) addPrefixed(expansion, typed, entries);
  if (expansion.size === 0) for (const near of nearest(typed, entries)) expansion.set(near, 0.6);
  return expansion;
}

function addPrefixed(expansion: Map<string, number>, prefix: string, entries: readonly TextEntry[]): void {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    for (const field of [entry.title, entry.body]) {
      for (let at = lowerBound(field.terms, prefix); field.terms[at]?.startsWith(prefix) === true; at += 1) {
        const term = field.terms[at] ?? '';
        counts.set(term, (counts.get(term) ?? 0) + 1);
      }
    }
  }
  const commonest = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, MOST_PREFIXES);
  for (const [term] of commonest) {
    const weight = (0.5 * prefix.length) / (prefix.length + 0.3 * (term.length - prefix.length));
    if (!expansion.has(term)) expansion.set(term, weight);
  }
}

/** Terms one slip away, or two for a long word; the first letter is taken to be right. */
function nearest(word: string, entries: readonly TextEntry[]): readonly string[] {
  const allowed = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  if (allowed === 0) return [];
  const near = new Map<string, { readonly distance: number; count: number }>();
  const letter = word.charAt(0);
  for (const entry of entries) {
    for (const { terms } of [entry.title, entry.body]) {
      for (let at = lowerBound(terms, letter); terms[at]?.startsWith(letter) === true; at += 1) {
        const term = terms[at] ?? '';
        const known = near.get(term);
        if (known) known.count += 1;
        else near.set(term, { distance: slips(word, term, allowed), count: 1 });
      }
    }
  }
  const close = [...near].filter(([, { distance }]) => distance <= allowed);
  const least = Math.min(...close.map(([, { distance }]) => distance));
  return close
    .filter(([, { distance }]) => distance === least)
    .toSorted((a, b) => b[1].count - a[1].count)
    .slice(0, MOST_NEAR)
    .map(([term]) => term);
}

/** Letters changed, added, left out or swapped between two words; anything past `limit` reads as `limit + 1`. */
function slips(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const plain = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      row.push(swapped ? Math.min(plain, (older[j - 2] ?? 0) + 1) : plain);
    }
    if (Math.min(...row) > limit) return limit + 1;
    older = previous;
    previous = row;
  }
  return Math.min(previous[b.length] ?? 0, limit + 1);
}

function holds(entry: TextEntry, term: string): boolean {
  return countOf(entry.title, term) > 0 || countOf(entry.body, term) > 0;
}

function countOf(field: Field, term: string): number {
  const at = lowerBound(field.terms, term);
  return field.terms[at] === term ? (field.counts[at] ?? 0) : 0;
}

/** Place of the first term that is not before `term`. */
function lowerBound(terms: readonly string[], term: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((terms[middle] ?? '') < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
