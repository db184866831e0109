/** A number as a text writes it: how much, how exactly, of what, and where. */
export interface WrittenNumber {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly value: number;
  /** How far the meant number may be off, by the last digit that is written. */
  readonly tolerance: number;
  /** `%`, a sign of a currency, or nothing where none is written. */
  readonly unit: string;
}

/** Digits within a word, such as those of `H1` or `v2`, are a name and no number. */
const NUMBER =
  /(?<![\p{L}\p{N}_])(?<sign>[-−+])?(?<money>\p{Sc})?(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(?<power>thousand|million|billion|bn|[kKmMB])(?![\p{L}\p{N}]))?(?:\s?(?<percent>%|percent|per cent|percentage points?)(?![\p{L}\p{N}]))?(?<after>\s?\p{Sc})?(?![\p{L}\p{N}])/gu;

/** The number of an item in a list is no figure. */
const ITEM = /^[ \t]*\d+[.)](?=\s)/gm;

const POWERS: Readonly<Record<string, number>> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
  b: 1e9,
};

/** All numbers in digits, in order. Understands commas between thousands and a point before decimals. */
export function writtenNumbers(text: string): readonly WrittenNumber[] {
  const items = [...text.matchAll(ITEM)].map(({ index, 0: item }) => [index, index + item.length] as const);
  return [...text.matchAll(NUMBER)].flatMap((match): readonly WrittenNumber[] => {
    const { digits = '', power, percent, money, after, sign } = match.groups ?? {};
    const start = match.index;
    if (items.some(([from, to]) => from <= start && start < to)) return [];
    const plain = digits.replaceAll(',', '');
    const factor = POWERS[(power ?? '').toLowerCase()] ?? 1;
    const value = Number(plain) * factor;
    return [
      {
        start,
        end: start + match[0].length,
        text: match[0],
        value: sign === '-' || sign === '−' ? -value : value,
        tolerance: toleranceOf(plain, factor),
        unit: percent === undefined ? (money ?? after?.trim() ?? '') : '%',
      },
    ];
  });
}

/**
 * Half of the last digit. A whole number that ends in zeros may be a rounded one, as long as two of its digits say
 * something: `1,200` may stand for 1,234, `1,000` and `1 million` stand for themselves.
 */
function toleranceOf(plain: string, factor: number): number {
  const [whole = '', fraction = ''] = plain.split('.');
  const zeros = fraction === '' ? (/0*$/.exec(whole)?.[0].length ?? 0) : 0;
  const digits = (whole + fraction).replace(/^0+/, '').length - zeros;
  if (digits < 2) return factor === 1 ? 10 ** -fraction.length / 2 : 0;
  return (factor * 10 ** (zeros - fraction.length)) / 2;
}

/** Numbers as English writes them out. `one` is left out: it stands for a thing more often than for a number. */
const WORDS: Readonly<Record<string, number>> = {
  two: 2,
  twice: 2,
  doubled: 2,
  three: 3,
  tripled: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
  half: 0.5,
  halved: 0.5,
};
const WORD = new RegExp(String.raw`(?<![\p{L}-])(?:${Object.keys(WORDS).join('|')})(?![\p{L}-])`, 'giu');

/** Numbers written as words: what they say exactly. */
export function spelledNumbers(text: string): readonly WrittenNumber[] {
  return [...text.matchAll(WORD)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    value: WORDS[match[0].toLowerCase()] ?? Number.NaN,
    tolerance: 0,
    unit: '',
  }));
}
