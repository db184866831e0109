import { answerBlocks } from './answer-blocks.ts';
import type { Cited } from './answer-runs.ts';
import type { NotionDocument } from './document.ts';

/**
 * The document that an answer is: CommonMark with tables and boxes to tick, as models write it, and `[^n]` markers, which
 * become links `[n]` to their sources. It holds no image, embed or bookmark, and no address that is neither a source's
 * nor a link's of the answer. Never throws; what is not Markdown is text.
 */
export const documentOfAnswer = (markdown: string, citations: readonly Cited[]): NotionDocument =>
  answerBlocks(visible(markdown).split('\n'), new Map(citations.map(({ n, url }) => [n, url])));

/** Without characters that hide or reorder what is read: direction overrides, tag characters outside flags, controls. */
const visible = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?<!\u{1F3F4}[\u{E0000}-\u{E007F}]*)[\u{E0000}-\u{E007F}]/gu, '')
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]|(?![\t\n])\p{Cc}/gu, '');
