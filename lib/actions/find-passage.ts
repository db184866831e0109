/**
 * The one place in a page's Markdown that shows these words, as it is written there: marks of form between and around
 * words, and escapes, are passed over. `undefined` where there is none, or more than one.
 */
export function findPassage(markdown: string, words: string): string | undefined {
  const parts = words
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const pattern = parts.map(literal).join(BETWEEN);
  const found = [...markdown.matchAll(new RegExp(pattern, 'gu'))];
  return found.length === 1 ? found[0]?.[0] : undefined;
}

/** What may stand between two words that are read one after the other: space, marks, the beginning of a list item. */
const BETWEEN = '[*_~`]*\\s+(?:[-*>#|\\s]|\\d+\\.\\s|\\[[ x]\\]\\s)*[*_~`]*';

const literal = (part: string): string =>
  Array.from(part, (character) =>
    /[\p{L}\p{N}]/u.test(character) ? character : `[*_~\`]*\\\\?${character.replace(/[\\^$.*+?()[\]{}|/-]/u, '\\$&')}`,
  ).join('');
