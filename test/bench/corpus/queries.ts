import { createRandom } from '../../world/random.ts';
import { SEED } from './corpus.ts';

/** What is asked, the same of every engine. */
export interface Queries {
  /** Link texts of two to five words. */
  readonly whole: readonly string[];
  /** The same as they stand at some moment while they are typed: two to eight letters of the last word are there. */
  readonly typed: readonly string[];
  /** The same with one slip in a word of five letters or more; whole where there is none. */
  readonly misspelt: readonly string[];
}

/** So many queries, drawn from the anchors by the seed. */
export function drawQueries(anchors: readonly string[], count: number, seed = SEED): Queries {
  const random = createRandom(seed + 1);
  const left = [...anchors];
  const whole: string[] = [];
  while (whole.length < count && left.length > 0) {
    whole.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return {
    whole,
    typed: whole.map((query) => cut(query, random)),
    misspelt: whole.map((query) => misspell(query, random)),
  };
}

function cut(query: string, random: () => number): string {
  const words = query.split(/\s+/);
  const upTo = words.slice(0, 1 + Math.floor(random() * words.length));
  const last = upTo.at(-1) ?? '';
  const letters = 2 + Math.floor(random() * 7);
  return [...upTo.slice(0, -1), last.slice(0, letters)].join(' ');
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

function misspell(query: string, random: () => number): string {
  const words = query.split(' ');
  const long = words.flatMap((word, at) => (/^[a-z]{5,}$/iu.test(word) ? [at] : []));
  const chosen = long[Math.floor(random() * long.length)];
  if (chosen === undefined) return query;
  const word = words[chosen] ?? '';
  const at = 1 + Math.floor(random() * (word.length - 2));
  const letter = ALPHABET.charAt(Math.floor(random() * ALPHABET.length));
  const [before, here, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
  const slips = [
    before + next + after,
    before + letter + here + next + after,
    before + letter + next + after,
    before + next + here + after,
  ];
  words[chosen] = slips[Math.floor(random() * slips.length)] ?? word;
  return words.join(' ');
}
