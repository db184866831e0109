/**
 * Characters that a reader cannot see and a model can: tags, zero-width characters, variation selectors, marks that turn
 * the direction of text, control characters. Hidden orders travel in them. The two selectors that choose between a sign
 * and its emoji stay.
 */
const INVISIBLE = /[[\p{Default_Ignorable_Code_Point}\p{Control}\uFFF9-\uFFFB]--[\n\t]]/gv;

/** Choose between a sign and its emoji. */
const SELECTOR = /\uFE0E|\uFE0F/;
/** Joins letters where a script needs it (Persian, Indic) and parts of one emoji: there it is part of what is seen. */
const JOINER = /[\u200C\u200D]/;
const JOINED =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u;

export interface CleanText {
  readonly text: string;
  /** How many invisible characters were taken out. */
  readonly removed: number;
}

/** A text as a reader sees it. Lone halves of characters become U+FFFD: services refuse them. */
export function cleanText(text: string): CleanText {
  let removed = 0;
  const whole = text.replaceAll('\r\n', '\n').toWellFormed();
  const clean = whole.replace(INVISIBLE, (character, at: number) => {
    if (SELECTOR.test(character) || (JOINER.test(character) && joins(whole, at))) return character;
    removed += 1;
    return '';
  });
  return { text: clean, removed };
}

function joins(text: string, at: number): boolean {
  const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? '';
  const after = String.fromCodePoint(text.codePointAt(at + 1) ?? 0x20);
  return JOINED.test(before) && JOINED.test(after);
}
