import type { Dialect } from '../text/read-markdown.ts';

/**
 * How Notion's two dialects of Markdown differ, from its guide on moving from `v1` (enhanced Markdown) to `v2`
 * (Notion-flavoured Markdown). Runs, lists, code, equations, tables and media are the same in both. What the guide does
 * not say of `v2` is read leniently and written so that nothing else can be meant.
 */
export interface DialectRules {
  /** What parts two blocks. Items of a list follow one another line by line in both. */
  readonly between: '\n' | '\n\n';
  /** Where the children of a block that is no list item stand: below it, a tab further in, or inside its tag. */
  readonly children: 'indented' | 'inside';
  /** Where a block's colour and whether it folds stand: in braces behind its text, or among the attributes of its tag. */
  readonly attributes: 'braces' | 'tag';
  /** The tag of a toggle. */
  readonly toggle: 'details' | 'toggle';
  /** Whether a line break in the middle of a paragraph begins a new block or goes on with it. */
  readonly lineBreak: 'parts' | 'continues';
}

const RULES: Readonly<Record<Dialect, DialectRules>> = {
  v1: { between: '\n', children: 'indented', attributes: 'braces', toggle: 'details', lineBreak: 'parts' },
  v2: { between: '\n\n', children: 'inside', attributes: 'tag', toggle: 'toggle', lineBreak: 'continues' },
};

export const rulesOf = (dialect: Dialect): DialectRules => RULES[dialect];
