/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** One letter left out, doubled by another, changed, or swapped with the next, in one word of five letters or more. */
export function withSlip(text: string, random: () => number): string | undefined {
  const words = [...text.matchAll(/[a-z]{5,}/giu)];
  const chosen = words[Math.floor(random() * words.length)];
  if (chosen === undefined) return undefined;
  const [word] = chosen;
  const at = Math.floor(random() * word.length);
  const letter = LETTERS.charAt(Math.floor(random() * LETTERS.length));
  const kind = Math.floor(random() * 4);
  const before = word.slice(0, at);
  const after = word.slice(at + 1);
  const slipped = [
    before + after,
    before + letter + word.slice(at),
    before + letter + after,
    at + 1 < word.length ? before + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2) : before,
  ][kind];
  return text.slice(0, chosen.index) + (slipped ?? word) + text.slice(chosen.index + word.length);
}

/** A query while its last word is being typed: three quarters of it. */
export function withLastCut(text: string): string | undefined {
  const last = /[a-z]{4,}$/iu.exec(text)?.[0];
  return last === undefined ? undefined : text.slice(0, text.length - last.length + Math.ceil(last.length * 0.75));
}
