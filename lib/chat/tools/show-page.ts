import type { Page } from '../../mirror/page.ts';
import { blockLine } from '../../prompt/page-source.ts';
import { escapeMarkdown } from '../../text/escape-markdown.ts';
import { linesWithin } from './told.ts';

/** About as long as a person reads in a panel. */
const MOST_SHOWN = 30_000;

/** A page as Markdown for a person, where no model tells of it. */
export function showPage({ title, url, properties, blocks }: Page): string {
  const facts = properties
    .filter(({ text, type }) => text !== '' && type !== 'title')
    .map(({ name, text }) => `- **${escapeMarkdown(name)}**: ${escapeMarkdown(text)}`);
  const lines = blocks.map((block) => (block.kind === 'paragraph' ? `${blockLine(block)}\n` : blockLine(block)));
  const { text, leftOut } = linesWithin(lines, MOST_SHOWN);
  const head = `[${escapeMarkdown(title === '' ? 'Untitled' : title)}](${url})`;
  const rest = leftOut === 0 ? [] : [`… and ${leftOut} more blocks, which the page itself shows.`];
  return [head, facts.join('\n'), text, ...rest].filter((part) => part.trim() !== '').join('\n\n');
}
