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

const ASKS_FOR_NUMBER =
  /\b(how (?:many|much|often|long|far|fast|high|quickly)|when|what .*cost|which (?:voltage|date|share)|wie (?:viel|lange|oft|stark|hoch)|wann)\b|いくら|何[人年月日円時]|いつ|كم|متى/i;

/**
 * How well each text fits the question: rare words that both hold count most. What stands behind a fitting text is
 * likelier to answer than the text that only asks the same.
 */
export function relevance(sources: readonly Source[], question: string): number[] {
  const asked = new Set(contentWords(question).map(stem));
  const words = sources.map((source) => new Set(contentWords(source.text).map(stem)));
  const weights = new Map(
    [...asked].map((word) => [word, Math.log(1 + words.length / (1 + words.filter((own) => own.has(word)).length))]),
  );
  const wantsNumber = ASKS_FOR_NUMBER.test(question);
  const own = words.map((held, index) => {
    const score = [...asked].reduce((sum, word) => sum + (held.has(word) ? (weights.get(word) ?? 0) : 0), 0);
    const text = sources[index]?.text ?? '';
    const numbers = wantsNumber && /\d/.test(text) ? 1.4 : 1;
    const asks = /[?？؟]\s*$/.test(text) ? 0.4 : 1;
    const news = Math.min(1, [...held].filter((word) => !asked.has(word)).length / 5); // an echo of the question is no answer
    return (score * numbers * asks * (0.3 + 0.7 * news)) / Math.sqrt(1 + held.size / 40);
  });
  return own.map((score, index) => {
    const before = score > 0 || wantsNumber ? (own[index - 1] ?? 0) : 0;
    return sources[index]?.heading ? score / 4 : score + before * 0.3;
  });
}

/** Long words count by their beginning, so that their endings do not part them. */
function stem(word: string): string {
  return /^\p{Script=Latin}{6,}$/u.test(word) ? word.slice(0, Math.max(5, word.length - 3)) : word;
}
