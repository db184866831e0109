/** What stands in examples and in code where a secret would: references, masks, and words that say so. */
const STANDS_IN =
  /^(?:[<[{$%]|\(|\\|https?:|process\.|\.{0,2}\/|~\/|os\.|env\.|import\.|config|settings\.|self\.|this\.|null|none|undefined|true|false|[x*.•·-]{3,})|\$\{|\{\{|(?:^|[_-])(?:your|example|changeme|placeholder|redacted|dummy)(?:[_-]|$)|^(.)\1+$/i;
const ID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Words in a row, longer than `state-of-the-art`. */
const PHRASE = /^(?=.{17})\p{Ll}{3,}(?:[-_.]\p{Ll}{3,}){2,7}$/u;

/** Letters and digits mixed, as nobody writes by hand; no name of a Notion page. */
export const looksRandom = (value: string): boolean =>
  !STANDS_IN.test(value) && !ID.test(value) && /\d/.test(value) && /[a-z]/i.test(value) && new Set(value).size > 7;

/**
 * Whether a value behind a name such as `password` is one: not a word of the sentence, not a reference, not an example.
 * @param isAssigned it stands where a program reads it: words in a row are names there
 */
export function looksChosen(value: string, isAssigned: boolean): boolean {
  if (value.length < 6 || STANDS_IN.test(value) || ID.test(value)) return false;
  if (/^1?password$/i.test(value) || /[(){}[\]]|\w\.\w+\(|:\/\//.test(value)) return false;
  const hasDigit = /\d/.test(value);
  const hasLetter = /\p{L}/u.test(value);
  const hasSign = /[!@#$%^&*?+=~€§]/.test(value);
  const isMixed = hasSign ? hasLetter || hasDigit : hasLetter && hasDigit;
  if (isAssigned) return isMixed;
  if (!hasSign && isMeasure(value)) return false;
  return isMixed || PHRASE.test(value);
}

/** Lengths and versions: `12-character`, `2FA`, `v2.1`. */
const isMeasure = (value: string): boolean =>
  /^(?:v?\d[\d.,:/-]*[-+]?\p{L}{0,12}|\p{L}+[-–]\p{L}+)$/u.test(value) && !/^\d+\p{L}+\d+/u.test(value);
