import { contentWords } from './words.ts';

/** The numbers of search results, those first that share most words with the query; equal ones in the order given. */
export function rankResults(query: string, results: readonly string[]): string {
  const asked = new Set(contentWords(query));
  const shared = results.map((result) => contentWords(result).filter((word) => asked.has(word)).length);
  const places = [...results.keys()].toSorted((one, other) => (shared[other] ?? 0) - (shared[one] ?? 0));
  return places.map((place) => place + 1).join(', ');
}
