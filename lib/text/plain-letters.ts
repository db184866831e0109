/** Letters of other alphabets that look like Latin ones, each beside the one that it passes for. */
const LOOK_ALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['АВЕКМНОРСТУХІЅЈԌԚԜҮ', 'ABEKMHOPCTYXISJGQWY'],
    ['аеорсухіѕјһԁԛԝѵ', 'aeopcyxisjhdqwv'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
    ['ο', 'o'],
  ].flatMap(([from = '', to = '']) => Array.from(from, (letter, at) => [letter, to[at] ?? letter] as const)),
);

const CLASS = `[${Object.keys(LOOK_ALIKE).join('')}]`;
/** One word of Latin letters and of others that pass for them, and of nothing else. No letter is both, so it is read in one way. */
const MIXED = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?=\p{Script=Latin}*${CLASS})(?=${CLASS}*\p{Script=Latin})(?:\p{Script=Latin}|${CLASS}){3,80}(?![\p{L}\p{M}])`,
  'gu',
);
/** Letters of formulas in a row, as no formula has them: 𝐢𝐠𝐧𝐨𝐫𝐞. */
const FORMULA = /[\u{1D400}-\u{1D7FF}]{3,}/gu;

/** What cannot be in a text without any of these. */
const SUSPECT = /[\u0370-\u04FF\u0500-\u052F\u{1D400}-\u{1D7FF}]/u;

/** A text in which no word poses as another one, and how many letters were changed for it. */
export function plainLetters(text: string): { readonly text: string; readonly changed: number } {
  if (!SUSPECT.test(text)) return { text, changed: 0 };
  let changed = 0;
  const plain = text
    .replace(FORMULA, (run) => {
      changed += run.length / 2;
      return run.normalize('NFKC');
    })
    .replace(MIXED, (word) =>
      word.replace(new RegExp(CLASS, 'gu'), (letter) => {
        changed += 1;
        return LOOK_ALIKE[letter] ?? letter;
      }),
    );
  return { text: plain, changed };
}
