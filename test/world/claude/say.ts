import type { Piece } from './events.ts';
import type { Source } from './sources.ts';
import { sentencesOf } from './words.ts';

/** Words without a source. */
export function say(text: string): Piece {
  return { type: 'text', text, citations: [] };
}

/** So many sentences of a source, those that `score` likes best, with the citation where it must have one. */
export function quote(source: Source, sentences: number, score: (sentence: string) => number = () => 0): Piece {
  const line = source.text.replaceAll(/\s*\n\s*/g, ' ');
  const cites = source.cite ? [source.cite(source.given)] : [];
  if (line.includes(' | ')) return { type: 'text', text: rowInWords(line), citations: cites };
  const kept = sentencesOf(line)
    .map(({ text }, index) => ({ text: text.trim(), index, score: score(text) }))
    .toSorted((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, sentences)
    .toSorted((a, b) => a.index - b.index);
  const text = kept.map((sentence) => sentence.text).join(' ');
  return { type: 'text', text, citations: cites };
}

/** The longest cell of a row of a table says what, the others stand in brackets behind it. */
function rowInWords(row: string): string {
  const cells = row.split(' | ').filter((cell) => cell.trim() !== '');
  const longest = cells.toSorted((a, b) => b.length - a.length)[0] ?? '';
  const others = cells.filter((cell) => cell !== longest);
  return others.length === 0 ? longest : `${longest} (${others.join(', ')})`;
}

/** Words without a source are one block as far as they go, as the API gives them. */
export function joinUncited(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const both = last?.type === 'text' && piece.type === 'text' && last.citations.length + piece.citations.length === 0;
    if (both) joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined;
}
