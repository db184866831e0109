import type { KeptSearch, KeptSearches } from './search-desk.ts';

/** More than fits beside each other on any surface; older ones go. */
const MOST_RECENT = 10;
const MOST_SAVED = 50;

export const NO_SEARCHES: KeptSearches = { recent: [], saved: [], keepsRecent: true };

type Search = Pick<KeptSearch, 'query' | 'filters'>;

/** One search is another when it asks for the same words, however they are spaced, under the same filters. */
export function sameSearch(one: Search, other: Search): boolean {
  return keyOf(one) === keyOf(other);
}

/** A search that led to a page comes to the front; one that was typed further takes the place of its beginning. */
export function noteRecent(kept: KeptSearches, search: Search, at: number): KeptSearches {
  if (!kept.keepsRecent || search.query.trim() === '') return kept;
  return { ...kept, recent: inFront(kept.recent, search, at).slice(0, MOST_RECENT) };
}

export function noteSaved(kept: KeptSearches, search: Search, at: number): KeptSearches {
  return { ...kept, saved: inFront(kept.saved, search, at).slice(0, MOST_SAVED) };
}

export function withoutSaved(kept: KeptSearches, search: Search): KeptSearches {
  return { ...kept, saved: kept.saved.filter((one) => !sameSearch(one, search)) };
}

/** Those that are kept no longer are gone at once. */
export function keepingRecent(kept: KeptSearches, keepsRecent: boolean): KeptSearches {
  return { ...kept, keepsRecent, recent: keepsRecent ? kept.recent : [] };
}

function inFront(list: readonly KeptSearch[], { query, filters }: Search, at: number): readonly KeptSearch[] {
  const search = { query: query.trim(), ...(filters === undefined ? {} : { filters }) };
  return [{ ...search, at }, ...list.filter((one) => !sameSearch(one, search))];
}

/** Filters come from surfaces that name them in any order. */
function keyOf({ query, filters = {} }: Search): string {
  const named = Object.entries(filters).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([query.trim().toLocaleLowerCase().split(/\s+/), named]);
}
