import type { Page, Property } from '../mirror/page.ts';
import type { Block } from '../text/block.ts';
import { escapeMarkdown } from '../text/escape-markdown.ts';
import { cellsOf } from '../text/extract-markdown.ts';
import { fold } from '../text/fold.ts';
import { guessLanguage } from '../text/languages.ts';
import { isTableHead } from '../text/table-head.ts';
import type { ReadAnswer } from './action.ts';
import { createMarks } from './found-lines.ts';
import type { FoundLine } from './found-lines.ts';

const MISSING: ReadonlyMap<string, string> = new Map([
  ['de', 'nicht angegeben'],
  ['ja', '記載なし'],
  ['ar', 'غير مذكور'],
]);

/** `{{Budget}}` always asks for something; a name in other brackets does where the row has a property of that name. */
const PLACE = /\{\{\s*([^{}]+?)\s*\}\}|[[<{]\s*([^[\]<>{}]+?)\s*[\]>}]/gu;
/** A label with nothing behind it: `Owner:`. */
const LABEL = /^(.{1,60}?)\s*[:：]\s*$/u;

/**
 * A template filled by rule: placeholders and bare labels from properties of those names, headings from sections of the
 * row's page under the same heading. Every line leads to the property, the row's block, or the template's block that it
 * was made from.
 * @param templateAt place of the template among the pages that citations count
 */
export function fillTemplate(row: Page, template: Page, templateAt: number): ReadAnswer {
  const { mark, cited } = createMarks();
  const missing = MISSING.get(guessLanguage(template.blocks.map(({ text }) => text).join('\n'))) ?? 'not stated';
  const find = (name: string): Property | undefined => propertyNamed(row, name);
  const lines = template.blocks.flatMap((block, start): readonly string[] => {
    if (block.text.trim() === '' || block.kind === 'media') return [];
    const own = { page: templateAt, start, end: start + 1, quote: block.text };
    const cites: FoundLine['cites'][number][] = [];
    const filled = fill(block, find, missing, (property) => cites.push(...foundProperty(property).cites));
    if (block.kind === 'heading') {
      const title = `${'#'.repeat(Math.min((block.level ?? 1) + 1, 6))} ${filled}${mark(cites)}`;
      if (!isBare(template.blocks, start)) return [title];
      const named = find(block.text);
      const taken = sectionOf(row, block.text);
      const under = taken.length === 0 && named !== undefined ? [foundProperty(named)] : taken;
      const body = under.map((line) => `- ${escapeMarkdown(line.words)}${mark(line.cites)}`);
      return [title, ...(body.length === 0 ? [`*${missing}*`] : body)];
    }
    return [`${shapeOf(block)}${filled}${mark(cites.length === 0 ? [own] : cites)}`];
  });
  return { markdown: joined(lines), cited };
}

function fill(
  { text, kind }: Block,
  find: (name: string) => Property | undefined,
  missing: string,
  used: (property: Property) => void,
): string {
  const put = (property: Property | undefined): string => {
    if (property !== undefined) used(property);
    return property === undefined || property.text === '' ? missing : property.text;
  };
  const label = LABEL.exec(text)?.[1];
  const labelled = label === undefined ? undefined : find(label);
  if (labelled !== undefined) return escapeMarkdown(`${text.trim()} ${put(labelled)}`);
  const words = text.replaceAll(PLACE, (whole, asked?: string, maybe?: string) => {
    if (asked !== undefined) return put(find(asked));
    const property = find(maybe ?? '');
    return property === undefined ? whole : put(property);
  });
  return kind === 'row' ? cellsOf(words) : escapeMarkdown(words);
}

/** The title goes by its own name, and by what templates call it. */
function propertyNamed(row: Page, name: string): Property | undefined {
  const sought = fold(name).trim();
  const found = row.properties.find((property) => fold(property.name).trim() === sought);
  if (found !== undefined) return found;
  return /^(?:title|name|titel|タイトル|名前|العنوان|الاسم)$/u.test(sought)
    ? { name, type: 'title', text: row.title }
    : undefined;
}

const foundProperty = ({ name, text }: Property): FoundLine => ({
  words: text,
  cites: [{ page: 0, start: 0, end: 0, quote: `${name}: ${text}` }],
});

/** Nothing but the next heading follows. */
const isBare = (blocks: readonly Block[], at: number): boolean => (blocks[at + 1]?.kind ?? 'heading') === 'heading';

/** What stands on the row's page under a heading of that name. */
function sectionOf(row: Page, name: string): readonly FoundLine[] {
  const at = row.blocks.findIndex(({ kind, text }) => kind === 'heading' && fold(text).trim() === fold(name).trim());
  if (at < 0) return [];
  const rest = row.blocks.slice(at + 1);
  const end = rest.findIndex(({ kind }) => kind === 'heading');
  return rest.slice(0, end < 0 ? rest.length : end).flatMap(({ text }, index) => {
    const start = at + 1 + index;
    if (text.trim() === '' || isTableHead(row.blocks, start)) return [];
    const words =
      row.blocks[start]?.kind === 'row'
        ? text
            .split(' | ')
            .filter((cell) => cell.trim() !== '')
            .join(' · ')
        : text;
    return [{ words, cites: [{ page: 0, start, end: start + 1, quote: text }] }];
  });
}

function shapeOf({ kind, depth, checked }: Block): string {
  const indent = '  '.repeat(Math.min(depth, 4));
  switch (kind) {
    case 'todo':
      return `${indent}- [${checked === true ? 'x' : ' '}] `;
    case 'number':
      return `${indent}1. `;
    case 'quote':
    case 'callout':
      return '> ';
    case 'bullet':
    case 'row':
    case 'toggle':
      return `${indent}- `;
    case 'paragraph':
    case 'heading':
    case 'code':
    case 'equation':
    case 'media':
    case 'page':
    case 'database':
    case 'unknown':
      return '';
  }
}

/** Lines of lists stay together, all others have a line of their own between them. */
function joined(lines: readonly string[]): string {
  const isItem = (line: string | undefined): boolean => line !== undefined && /^\s*(?:-|1\.)\s/.test(line);
  const parts = lines.filter((line) => line !== '');
  return parts
    .map((line, at) => (at === 0 ? line : `${isItem(line) && isItem(parts[at - 1]) ? '\n' : '\n\n'}${line}`))
    .join('');
}
