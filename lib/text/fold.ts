/** Lower case, one form per character, Arabic without vowel signs and with one form of alef. */
export function fold(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  return /[\u0600-\u06FF]/.test(lower)
    ? lower
        .replaceAll(/[\u064B-\u065F\u0670\u0640]/g, '')
        .replaceAll(/[أإآٱ]/g, 'ا')
        .replaceAll('ى', 'ي')
    : lower;
}

/** Letters that differ from plain ones by more than a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};
/** Accents of Latin, Greek and Cyrillic, points of Hebrew. The vowel signs of India are letters to their readers. */
const ACCENTS = /[\u0300-\u036F\u0591-\u05C7]/g;
const ASCII = /^[\0-\u007F]*$/;

/** A word without its accents, so that a person may leave them out. */
export function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  return fold(word)
    .normalize('NFD')
    .replaceAll(ACCENTS, '')
    .normalize('NFC')
    .replaceAll(/[ßæœøłđı]/g, (letter) => PLAIN[letter] ?? letter);
}
