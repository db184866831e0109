import type { Citation } from '../../lib/jobs/answer.ts';

/**
 * An answer as Markdown for the clipboard: its own text, its citations as footnotes, and who answered.
 * @param line who answered; stands last
 */
export function toMarkdown(text: string, citations: readonly Citation[], line: string): string {
  const notes = citations.map(
    (source) => `[^${source.n}]: [${bracketed(source.title)}](${source.url}): “${oneLine(source.quote)}”`,
  );
  return [text.trim(), notes.join('\n'), `_${line}_`]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function bracketed(text: string): string {
  return oneLine(text).replaceAll(/[[\]\\]/gu, (sign) => `\\${sign}`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
