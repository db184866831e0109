/** Text of made-up words, whose frequencies fall off as in a language. */
export interface Words {
  /** Two to five words, the first with a capital. */
  title(): string;
  /** Six to eighteen words and a full stop. */
  sentence(): string;
  /** One word with a capital. */
  name(): string;
}

const ONSETS = [
  'b',
  'br',
  'd',
  'f',
  'g',
  'gl',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pr',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
const CODAS = ['', '', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'ck'];
const VOCABULARY = 6000;
/** The larger, the more often the first words of the vocabulary come. */
const SKEW = 3;

export function createWords(random: () => number): Words {
  const one = (items: readonly string[]): string => items[Math.floor(random() * items.length)] ?? '';
  const coin = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => one(ONSETS) + one(VOWELS) + one(CODAS)).join('');
  const vocabulary = Array.from({ length: VOCABULARY }, coin);
  const word = (): string => vocabulary[Math.floor(random() ** SKEW * VOCABULARY)] ?? '';
  const phrase = (least: number, most: number): string => {
    const text = Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, word).join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  return { title: () => phrase(2, 5), sentence: () => `${phrase(6, 18)}.`, name: () => phrase(1, 1) };
}
