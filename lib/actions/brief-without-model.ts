import type { AnswerLength } from '../settings/settings.ts';
import type { Block } from '../text/block.ts';
import { escapeMarkdown } from '../text/escape-markdown.ts';
import { cellsOf } from '../text/extract-markdown.ts';
import type { Extract } from '../text/extract.ts';
import { extractSummary } from '../text/extract.ts';
import { isTableHead } from '../text/table-head.ts';
import type { Cited, Material, ModelFree } from './action.ts';
import { otherPeople, propertyLines, relatedLines, totals } from './brief-lines.ts';
import type { BriefLine } from './brief-lines.ts';
import { changedLines, notRead, unsetLines } from './brief-gaps.ts';
import { BRIEF_PARTS, briefWords, partNamed } from './brief-words.ts';
import type { BriefPart, BriefWords } from './brief-words.ts';

const LINES: Readonly<Record<AnswerLength, number>> = { short: 4, medium: 8, long: 16 };
/** The template of a brief, filled from properties, relations, headings, to-dos and dates. Says what is missing. */
export function briefWithoutModel(material: Material, options: { readonly length: AnswerLength }): ModelFree {
  const { page, related } = material;
  const extract = extractSummary(page, { sentences: 3 });
  const words = briefWords(extract.language);
  const headed = headedLines(page.blocks);
  const lines = [
    ...propertyLines(page, 0, extract.language),
    ...extractLines(extract, headed),
    ...headed,
    ...related.flatMap((one, at) => relatedLines(one, at + 1, extract.language)),
    ...totals(related, words, extract.language),
    ...otherPeople(material, words),
    ...changedLines(material),
    ...unsetLines(page, words),
  ];
  const told = render(lines, words, LINES[options.length]);
  const closing = notRead(material.leftOut ?? [], words);
  return closing === undefined ? told : { ...told, markdown: `${told.markdown}\n\n${closing}` };
}

function render(lines: readonly BriefLine[], words: BriefWords, most: number): ModelFree {
  const cited: Cited[] = [];
  const parts = BRIEF_PARTS.flatMap((part) => {
    const own = once(lines.filter((line) => line.part === part));
    if (own.length === 0 && (part === 'changed' || part === 'unset')) return [];
    const shown = sorted(ownFirst(own).slice(0, most)).map(({ markdown, cite }) => {
      cited.push({ n: cited.length + 1, ...cite });
      return `- ${markdown}[^${cited.length}]`;
    });
    const body = shown.length === 0 ? `- *${words.missing}*` : shown.join('\n');
    return [`### ${words.titles[part]}\n\n${body}`];
  });
  return { markdown: parts.join('\n\n'), cited };
}

/** What the page itself says is not crowded out by what others say. */
const ownFirst = (lines: readonly BriefLine[]): readonly BriefLine[] => [
  ...lines.filter(({ cite }) => cite.page === 0),
  ...lines.filter(({ cite }) => cite.page !== 0),
];

/** A block is quoted once in a part, a property by its words. */
function once(lines: readonly BriefLine[]): readonly BriefLine[] {
  const seen = new Map<string, BriefLine>();
  for (const line of lines) {
    const { page, start, end } = line.cite;
    const key = `${page} ${end > start ? start : line.markdown}`;
    if (!seen.has(key)) seen.set(key, line);
  }
  return [...seen.values()];
}

/** Dated lines in order of time, then the others as they came. */
function sorted(lines: readonly BriefLine[]): readonly BriefLine[] {
  const dated = lines.filter((line) => line.date !== undefined);
  const plain = lines.filter((line) => line.date === undefined);
  return [...dated.toSorted((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1)), ...plain];
}

/** What stands under a heading that names a part, until the next heading of its level. */
function headedLines(blocks: readonly Block[]): readonly BriefLine[] {
  let part: BriefPart | undefined;
  let level = 0;
  return blocks.flatMap((block, start): BriefLine[] => {
    if (block.kind === 'heading') {
      const named = partNamed(block.text);
      const isBelow = (block.level ?? 1) > level;
      // A heading without a part of its own divides the part that it stands in.
      if (named !== undefined || !isBelow) {
        part = named;
        level = block.level ?? 1;
      }
      return [];
    }
    if (part === undefined || block.text.trim() === '' || block.kind === 'media' || block.kind === 'code') return [];
    if (block.kind === 'todo' && block.checked === true) return [];
    if (isTableHead(blocks, start)) return [];
    return [
      {
        part,
        markdown: block.kind === 'row' ? cellsOf(block.text) : escapeMarkdown(block.text),
        cite: blockCite(start, block.text),
      },
    ];
  });
}

/** Key sentences stand for the scope where no heading names it, unless they belong to another part. */
function extractLines(extract: Extract, headed: readonly BriefLine[]): readonly BriefLine[] {
  const taken = new Set(headed.map(({ cite }) => cite.start));
  const scoped = headed.some(({ part }) => part === 'scope');
  const sentences = scoped ? [] : extract.sentences.filter(({ start }) => !taken.has(start));
  const todos = extract.todos.filter((todo) => !todo.checked);
  return [
    ...sentences.map(({ text, start }) => ({
      part: 'scope' as const,
      markdown: extract.rows.has(start) ? cellsOf(text) : escapeMarkdown(text),
      cite: blockCite(start, text),
    })),
    ...extract.dates.map(({ text, start, context }) => ({
      part: 'timeline' as const,
      markdown: datedMarkdown(text, context, extract.rows.has(start)),
      cite: blockCite(start, context),
    })),
    ...todos.map(({ text, start }) => ({
      part: 'next' as const,
      markdown: escapeMarkdown(text),
      cite: blockCite(start, text),
    })),
  ];
}

function datedMarkdown(date: string, context: string, row: boolean): string {
  const around = row ? cellsOf(context, date) : context === date ? '' : escapeMarkdown(context);
  return `**${escapeMarkdown(date)}**${around === '' ? '' : `: ${around}`}`;
}

function blockCite(start: number, quote: string): BriefLine['cite'] {
  return { page: 0, start, end: start + 1, quote };
}
