import { createRandom } from '../../world/random.ts';

/** Draws by a seed: the same seed gives the same values. */
export interface Draw {
  readonly DIGITS: string;
  readonly LETTERS: string;
  readonly HEX: string;
  readonly BASE32: string;
  readonly URL: string;
  number(below: number): number;
  one<Value>(of: readonly Value[]): Value;
  /** So many signs of an alphabet, letters and digits where none is given. */
  word(length: number, alphabet?: string): string;
}

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  const number = (below: number): number => Math.floor(random() * below);
  const one = <Value>(of: readonly Value[]): Value => {
    const value = of[number(of.length)];
    if (value === undefined) throw new RangeError('Nothing to draw from');
    return value;
  };
  return {
    DIGITS,
    LETTERS,
    HEX: `${DIGITS}abcdef`,
    BASE32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
    URL: `${LETTERS}${DIGITS}_-`,
    number,
    one,
    // The last sign is a letter or a digit: a hyphen there would belong to the sentence as well.
    word: (length, alphabet = LETTERS + DIGITS) =>
      Array.from({ length }, (_none, at) =>
        one(Array.from(at === length - 1 ? alphabet.replaceAll(/[^A-Za-z0-9]/g, '') : alphabet)),
      ).join(''),
  };
}
