const EN_MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const DE_MONTH = '(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)';
const AR_MONTH = '(?:يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر)';
const DIGITS = '[0-9\\u0660-\\u0669]';

const DATE = new RegExp(
  [
    '\\b\\d{4}-\\d{2}-\\d{2}\\b',
    '\\b\\d{4}/\\d{1,2}/\\d{1,2}\\b',
    '\\b\\d{1,2}\\.\\s?\\d{1,2}\\.(?:\\d{4}|\\d{2})?(?!\\d)',
    `\\b\\d{1,2}\\.\\s${DE_MONTH}(?:\\s\\d{4})?`,
    `\\b\\d{1,2}(?:st|nd|rd|th)?\\s(?:of\\s)?${EN_MONTH}\\b(?:,?\\s\\d{4})?`,
    `\\b${EN_MONTH}\\.?\\s\\d{1,2}(?:st|nd|rd|th)?\\b(?:,?\\s\\d{4})?`,
    `\\b(?:${EN_MONTH}|${DE_MONTH})\\s\\d{4}\\b`,
    '\\bQ[1-4](?:[\\s/]\\d{4})?\\b',
    '(?:\\d{4}年)?\\d{1,2}月\\d{1,2}日',
    '\\d{4}年(?:\\d{1,2}月)?',
    `${DIGITS}{1,2}\\s${AR_MONTH}(?:\\s${DIGITS}{4})?`,
  ].join('|'),
  'gu',
);

/** Dates as they are written in a text, in order: ISO, English, German, Japanese, Arabic, quarters. */
export function findDates(text: string): readonly string[] {
  return /[\d\u0660-\u0669]/.test(text) ? (text.match(DATE) ?? []) : [];
}
