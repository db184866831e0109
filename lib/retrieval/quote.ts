import type { Block } from '../text/block.ts';
import { escapeMarkdown } from '../text/escape-markdown.ts';
import { cellsOf } from '../text/extract-markdown.ts';
import type { Cited } from '../text/extract-markdown.ts';
import { guessLanguage, sentencesOf } from '../text/languages.ts';
import { isTableHead, tableHead } from '../text/table-head.ts';
import { matchWords } from './match-words.ts';
import { choosePassages, propertyLines } from './passages.ts';
import type { Passage, Readable } from './passages.ts';

/** A quotation and the page that it comes from. */
export interface CitedPage extends Cited {
  /** Place of the page among the pages given. */
  readonly page: number;
}

/** The answer to a question without a model: quotations, best first. */
export interface QuotedAnswer {
  /** Markdown whose every quotation ends in `[^n]`; empty when nothing in the pages bears on the question. */
  readonly markdown: string;
  readonly cited: readonly CitedPage[];
}

/** Text that is looked through for quotations. */
const SEARCHED_CHARS = 12_000;
/** Sentences quoted of one passage. */
const MOST_OF_ONE = 2;

/** Quotes at most `most` passages of the pages that bear on the question, each with its heading and its best sentences. */
export function quoteAnswer(question: string, pages: readonly Readable[], most = 5): QuotedAnswer {
  return quoteInOrder(question, pages, bestFirst(choosePassages(question, pages, SEARCHED_CHARS)), most, () => '');
}

/**
 * Quotes at most `most` of the passages found in many pages, those of one page together, the best page first.
 * @param dated what stands behind a page's name the first time, for example when it was edited
 */
export function quoteFound(
  question: string,
  pages: readonly Readable[],
  found: readonly Passage[],
  most: number,
  dated: (page: number) => string,
): QuotedAnswer {
  const ranked = bestFirst(found).slice(0, most);
  const order = [...new Set(ranked.map(({ page }) => page))];
  const together = order.flatMap((page) => ranked.filter((passage) => passage.page === page));
  return quoteInOrder(question, pages, together, most, dated);
}

const bestFirst = (passages: readonly Passage[]): readonly Passage[] =>
  passages.filter((passage) => passage.score > 0).toSorted((a, b) => b.score - a.score);

function quoteInOrder(
  question: string,
  pages: readonly Readable[],
  passages: readonly Passage[],
  most: number,
  dated: (page: number) => string,
): QuotedAnswer {
  const matcher = matchWords(question);
  const named = new Set<number>();
  const cited: CitedPage[] = [];
  const parts: string[] = [];
  for (const passage of passages) {
    if (parts.length === most) break;
    const sentences = bestSentences(passage, pages, matcher.count);
    if (sentences.length === 0) continue;
    const lines = sentences.map(({ text, start }) => {
      const n = cited.length + 1;
      cited.push({ n, page: passage.page, start, end: passage.end === 0 ? 0 : start + 1, quote: text });
      const row = pages[passage.page]?.blocks[start]?.kind === 'row';
      return `> ${row ? cellsOf(text) : escapeMarkdown(text)}[^${n}]`;
    });
    const place = placeOf(passage, pages);
    const head = headAbove(pages[passage.page]?.blocks ?? [], sentences);
    const quoted = [...(head === undefined ? [] : [`> *${cellsOf(head)}*`]), ...lines].join('\n>\n');
    const when = named.has(passage.page) ? '' : dated(passage.page);
    named.add(passage.page);
    parts.push([...(place === '' ? [] : [`**${place}**${when}`, '']), quoted].join('\n'));
  }
  return { markdown: parts.join('\n\n'), cited };
}

function placeOf(passage: Passage, pages: readonly Readable[]): string {
  // Without a name of its own a passage would seem to stand under the heading of the one before.
  const title = pages.length > 1 || passage.heading === undefined ? (pages[passage.page]?.title ?? '') : '';
  return [title, passage.heading ?? '']
    .filter((words) => words !== '')
    .map(escapeMarkdown)
    .join(' › ');
}

/** The names of the columns, where all that is quoted stands in one table. */
function headAbove(blocks: readonly Block[], quoted: readonly { readonly start: number }[]): string | undefined {
  const heads = new Set(quoted.map(({ start }) => tableHead(blocks, start)));
  const [head] = heads;
  return heads.size === 1 && head !== undefined ? blocks[head]?.text : undefined;
}

/** The sentences with most words of the question, in page order; headings and heads of tables are not quoted as such. */
function bestSentences(
  passage: Passage,
  pages: readonly Readable[],
  count: (text: string) => number,
): readonly { readonly text: string; readonly start: number }[] {
  const page = pages[passage.page];
  if (page !== undefined && passage.end === 0) {
    const lines = propertyLines(page).map((text) => ({ text, start: 0, found: count(text) }));
    return bestOf(lines);
  }
  const all = page?.blocks ?? [];
  const blocks = all.slice(passage.start, passage.end);
  const language = guessLanguage(passage.text);
  const sentences = blocks.flatMap((block, at) => {
    if (block.kind === 'heading' || !/[\p{L}\p{N}]/u.test(block.text)) return [];
    if (isTableHead(all, passage.start + at)) return [];
    const texts = block.kind === 'code' || block.kind === 'row' ? [block.text] : sentencesOf(block.text, language);
    return texts.map((text) => ({ text, start: passage.start + at, found: count(text) }));
  });
  return bestOf(sentences);
}

interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly found: number;
}

function bestOf(sentences: readonly Sentence[]): readonly { readonly text: string; readonly start: number }[] {
  const best = sentences.toSorted((a, b) => b.found - a.found).slice(0, MOST_OF_ONE);
  const found = best.filter((sentence) => sentence.found > 0);
  // A heading may hold the only match: then what stands first under it answers.
  const quoted = found.length > 0 ? found : sentences.slice(0, 1);
  return quoted.toSorted((a, b) => a.start - b.start).map(({ text, start }) => ({ text, start }));
}
