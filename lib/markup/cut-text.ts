/**
 * Text in pieces of at most `longest` UTF-16 units, the last perhaps shorter; none of an empty text. Cuts at a line or
 * a word where one ends in the second half of a piece, and never through a character.
 */
export function cutText(text: string, longest: number): readonly string[] {
  const pieces: string[] = [];
  let at = 0;
  while (text.length - at > longest) {
    const end = cutAt(text, at, at + longest);
    pieces.push(text.slice(at, end));
    at = end;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
}

/** The best place to cut between `from` and `to`, always later than `from`. */
function cutAt(text: string, from: number, to: number): number {
  const half = from + Math.floor((to - from) / 2);
  for (const sign of ['\n', ' ']) {
    const found = text.lastIndexOf(sign, to - 1);
    if (found >= half) return found + 1;
  }
  const splitsPair = isHigh(text.charCodeAt(to - 1)) && to - 1 > from;
  return splitsPair ? to - 1 : to;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
