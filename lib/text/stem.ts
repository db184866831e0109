/**
 * Cuts a lower-case word without accents to the part that its forms share: Porter's algorithm for English, prefixes and
 * endings of Arabic, and the first letters for all else, which did as well as full stemmers in measurements over German,
 * Spanish, Turkish, Russian and Hindi.
 */
export function stem(word: string, language: string): string {
  if (word.length < 3 || DIGIT.test(word)) return word;
  switch (language) {
    case 'en':
    case 'ja':
    case 'ko':
    case 'th':
    case 'zh':
      return LATIN.test(word) ? stemEnglish(word) : word.slice(0, FIRST_LETTERS);
    case 'ar':
      return stemArabic(word);
    default:
      return word.slice(0, FIRST_LETTERS);
  }
}

const DIGIT = /\d/;
const LATIN = /^[a-z]+$/;
const FIRST_LETTERS = 6;

/** Letters as consonants and vowels: `y` is a vowel behind a consonant. */
const C = '[^aeiou]';
const V = '[aeiouy]';
const CS = `${C}[^aeiouy]*`;
const VS = `${V}[aeiou]*`;
/** Porter's measure of what is left of a word: at least one, exactly one, and more than one vowel-consonant pair. */
const SOME = new RegExp(`^(?:${CS})?${VS}${CS}`);
const ONE = new RegExp(`^(?:${CS})?${VS}${CS}(?:${VS})?$`);
const MORE = new RegExp(`^(?:${CS})?${VS}${CS}${VS}${CS}`);
const VOWEL = new RegExp(`^(?:${CS})?${V}`);
/** A short syllable keeps its `e`. */
const SHORT = new RegExp(`^${CS}${V}[^aeiouwxy]$`);

const LONG_ENDINGS: Readonly<Record<string, string>> = {
  ational: 'ate',
  tional: 'tion',
  enci: 'ence',
  anci: 'ance',
  izer: 'ize',
  bli: 'ble',
  alli: 'al',
  entli: 'ent',
  eli: 'e',
  ousli: 'ous',
  ization: 'ize',
  ation: 'ate',
  ator: 'ate',
  alism: 'al',
  iveness: 'ive',
  fulness: 'ful',
  ousness: 'ous',
  aliti: 'al',
  iviti: 'ive',
  biliti: 'ble',
  logi: 'log',
};
const LONG = new RegExp(`^(.+?)(${Object.keys(LONG_ENDINGS).join('|')})$`);
const MIDDLE_ENDINGS: Readonly<Record<string, string>> = {
  icate: 'ic',
  ative: '',
  alize: 'al',
  iciti: 'ic',
  ical: 'ic',
  ful: '',
  ness: '',
};
const MIDDLE = new RegExp(`^(.+?)(${Object.keys(MIDDLE_ENDINGS).join('|')})$`);
const LAST = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;

/** M. F. Porter, "An algorithm for suffix stripping", 1980, with his later `logi` and `bli`. */
function stemEnglish(word: string): string {
  // A `y` at the beginning is a consonant: the capital keeps it from being taken for a vowel.
  let root = withoutPast(withoutPlural(word.startsWith('y') ? `Y${word.slice(1)}` : word));
  if (root.endsWith('y') && VOWEL.test(root.slice(0, -1))) root = `${root.slice(0, -1)}i`;
  root = replaced(root, LONG, LONG_ENDINGS);
  root = replaced(root, MIDDLE, MIDDLE_ENDINGS);
  const last = LAST.exec(root)?.[1] ?? /^(.+?[st])ion$/.exec(root)?.[1];
  if (last !== undefined && MORE.test(last)) root = last;
  return withoutLast(root).toLowerCase();
}

function withoutPlural(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutLast(word: string): string {
  const rest = word.slice(0, -1);
  const silent = word.endsWith('e') && (MORE.test(rest) || (ONE.test(rest) && !SHORT.test(rest)));
  const root = silent ? rest : word;
  return root.endsWith('ll') && MORE.test(root) ? root.slice(0, -1) : root;
}

function withoutPast(word: string): string {
  if (word.endsWith('eed')) return SOME.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const rest = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (rest === undefined || !VOWEL.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/([^aeiouylsz])\1$/.test(rest)) return rest.slice(0, -1);
  return SHORT.test(rest) ? `${rest}e` : rest;
}

function replaced(word: string, endings: RegExp, by: Readonly<Record<string, string>>): string {
  const [, rest = '', ending = ''] = endings.exec(word) ?? [];
  return ending !== '' && SOME.test(rest) ? rest + (by[ending] ?? '') : word;
}

function stemArabic(word: string): string {
  let root = word;
  const prefix = /^(?:وال|بال|كال|فال|لل|ال|و)/.exec(root)?.[0] ?? '';
  if (root.length - prefix.length >= 3) root = root.slice(prefix.length);
  const suffix = /(?:ها|ات|ون|ين|ية|هم|نا|ة|ه|ي)$/.exec(root)?.[0] ?? '';
  return root.length - suffix.length >= 3 ? root.slice(0, root.length - suffix.length) : root;
}
