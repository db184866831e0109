import { best, relevance } from './central.ts';
import type { Piece } from './events.ts';
import { joinUncited, quote, say } from './say.ts';
import type { Source } from './sources.ts';
import { contentWords } from './words.ts';

/** Quotes what fits the question best, the best first; says so when nothing does. */
export function answerQuestion(sources: readonly Source[], question: string): Piece[] {
  if (sources.length === 0) {
    return [
      say(`You wrote: “${question.slice(0, 300)}”. No page came with it, so there is nothing here to answer from.`),
    ];
  }
  const scores = relevance(sources, question);
  const top = Math.max(...scores);
  const fitting = scores.map((score) => (score >= top * 0.6 ? score : 0));
  const found = best(sources, fitting, 3).filter((source) => !source.heading);
  if (top <= 0 || found.length === 0) return [say('The pages given here do not say anything about that.')];
  const asked = new Set(contentWords(question));
  const overlap = (sentence: string): number => contentWords(sentence).filter((word) => asked.has(word)).length;
  const scoreOf = (source: Source): number => scores[sources.indexOf(source)] ?? 0;
  const ordered = found.toSorted((a, b) => scoreOf(b) - scoreOf(a));
  return joinUncited(
    ordered.flatMap((source, index) => [...(index > 0 ? [say('\n\n')] : []), quote(source, 2, overlap)]),
  );
}
