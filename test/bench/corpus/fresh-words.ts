const ONSETS = [
  'b',
  'br',
  'd',
  'dr',
  'f',
  'g',
  'gr',
  'h',
  'j',
  'k',
  'kl',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  'st',
  't',
  'v',
];
const CORES = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'io', 'ou'];
const CODAS = ['', 'l', 'n', 'r', 's', 'nd', 'rk', 'th'];
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
/** Names that are there from the first page on. */
const FIRST_NAMES = 300;

/** A first and last name. The more pages there are, the more people there are; some are met far more often than others. */
export function freshName(page: number, random: () => number): string {
  const known = FIRST_NAMES + page / 4;
  const one = (): string => capital(word(Math.floor(random() ** 2 * known)));
  return `${one()} ${one()}`;
}

/** Such as `KQ-40213`: practically always unique. */
export function freshCode(random: () => number): string {
  const letter = (): string => LETTERS.charAt(Math.floor(random() * LETTERS.length));
  return `${letter()}${letter()}-${10_000 + Math.floor(random() * 90_000)}`;
}

/** The same word for the same number, another for every other. */
function word(number: number): string {
  let rest = number;
  let text = '';
  do {
    text += syllable(rest % SYLLABLES);
    rest = Math.floor(rest / SYLLABLES);
  } while (rest > 0);
  return text.length < 5 ? `${text}man` : text;
}

const SYLLABLES = ONSETS.length * CORES.length * CODAS.length;

function syllable(number: number): string {
  const scattered = (number * 727) % SYLLABLES; // neighbours shall not begin alike
  const onset = ONSETS[scattered % ONSETS.length] ?? '';
  const core = CORES[Math.floor(scattered / ONSETS.length) % CORES.length] ?? '';
  const coda = CODAS[Math.floor(scattered / ONSETS.length / CORES.length)] ?? '';
  return onset + core + coda;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
