import { lazily } from '../../base/lazily.ts';
import type { OwnPattern } from '../../settings/redaction.ts';
import type { Rule } from './finding.ts';

/** A shorter pattern would stand in every other word. */
const LEAST_SIGNS = 3;
const MOST_SIGNS = 80;

/** Why a pattern cannot be used; nothing where it can. */
export type PatternTrouble = 'too-short' | 'too-long' | 'two-stars';

/** What is wrong with a pattern that the person wrote. */
export function troubleOf(pattern: string): PatternTrouble | undefined {
  const plain = pattern.trim();
  if (plain.replaceAll(/[*?\s]/g, '').length < LEAST_SIGNS) return 'too-short';
  if (plain.length > MOST_SIGNS) return 'too-long';
  return plain.split('*').length > 2 ? 'two-stars' : undefined;
}

/**
 * The rule of a person's own pattern. It is no regular expression of theirs: every sign stands for exactly one character
 * but for one star of at most forty, so no text can make it try more than forty ways from any place.
 */
export function ownRule({ name, pattern }: OwnPattern): Rule | undefined {
  if (troubleOf(pattern) !== undefined) return undefined;
  const plain = pattern.trim();
  return {
    kind: 'OWN',
    label: name.trim() === '' ? 'own pattern' : name.trim(),
    keywords: [longestPlain(plain)],
    expression: lazily(() => new RegExp(sourceOf(plain), 'giu')),
  };
}

const sourceOf = (pattern: string): string => {
  const body = pattern.replaceAll(/[\s\S]/gu, (sign) => {
    if (sign === '#') return String.raw`\d`;
    if (sign === '?') return String.raw`[\p{L}\p{N}]`;
    if (sign === '*') return String.raw`\S{0,40}`;
    if (/\s/.test(sign)) return String.raw`\s`;
    return sign.replace(/[\\^$.+()[\]{}|/]/, String.raw`\$&`);
  });
  const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}#?]/u.test(sign);
  const before = isWord(pattern[0]) ? String.raw`(?<![\p{L}\p{N}])` : '';
  const after = isWord(pattern.at(-1)) ? String.raw`(?![\p{L}\p{N}])` : '';
  return before + body + after;
};

/** The longest piece without a sign that stands for others, as a text has to hold it in lower case. */
const longestPlain = (pattern: string): string =>
  pattern
    .toLowerCase()
    .split(/[#?*\s]/)
    .reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
