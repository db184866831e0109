import type { Source } from './sources.ts';
import { contentWords } from './words.ts';

/** How much each text says what the others say too: the average frequency of its words, with a start bonus. */
export function centrality(sources: readonly Source[]): number[] {
  const words = sources.map((source) => [...new Set(contentWords(source.text))]);
  const counts = new Map<string, number>();
  for (const word of words.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.map((own, index) => {
    if (own.length < 3 || sources[index]?.heading) return 0;
    const shared = own.reduce((sum, word) => sum + Math.log2(counts.get(word) ?? 1) + 0.2, 0);
    const early = 1 + 0.3 / (1 + index / 4);
    return (shared / (own.length + 4)) * early;
  });
}

/** The best by score, in their own order. */
export function best<Item>(items: readonly Item[], scores: readonly number[], count: number): Item[] {
  return items
    .map((item, index) => ({ item, index, score: scores[index] ?? 0 }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, count)
    .toSorted((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/** How well each text fits the question: rare words that both hold count most. */
export function relevance(sources: readonly Source[], question: string): number[] {
  const asked = [...new Set(contentWords(question))];
  const words = sources.map((source) => new Set(contentWords(source.text)));
  const rarity = (word: string): number =>
    Math.log(1 + words.length / (1 + words.filter((own) => own.has(word)).length));
  const weights = new Map(asked.map((word) => [word, rarity(word)]));
  return words.map((own, index) => {
    const matched = asked.filter((word) => own.has(word));
    const score = matched.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
    return sources[index]?.heading ? score / 4 : score / Math.sqrt(1 + own.size / 40);
  });
}
