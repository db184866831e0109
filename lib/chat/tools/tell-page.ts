import type { Page } from '../../mirror/page.ts';
import { blockLine } from '../../prompt/page-source.ts';
import type { Block } from '../../text/block.ts';
import { fold } from '../../text/fold.ts';
import { misuse } from './read-input.ts';
import { linesWithin, MOST_TOLD, named } from './told.ts';
import type { Told } from './told.ts';

/** A page as lines, whole or by section; of a long one the beginning and the names of its sections. */
export function tellPage(page: Page, section?: string): Told {
  const blocks = section === undefined ? page.blocks : sectionOf(page, section);
  const head = [
    `# ${page.title === '' ? 'Untitled' : page.title}`,
    `id ${page.id}, ${page.url}`,
    ...(section === undefined ? page.properties.flatMap(propertyLine) : []),
  ];
  const { text, leftOut } = linesWithin([...head, '', ...blocks.map(lineOf)], MOST_TOLD);
  const rest = leftOut === 0 ? '' : `\n\n[${leftOut} further lines have no room here. ${sectionsOf(page)}]`;
  const missing = page.completeness.missingBlocks > 0 ? '\n\n[Parts of the page may not be read.]' : '';
  const seen =
    page.completeness.seen === 'screen' ? '\n\n[Read from the screen: what was not in view is missing.]' : '';
  const part = section === undefined ? '' : `, section ${named(section)}`;
  return {
    text: `${text}${rest}${missing}${seen}`,
    words: `Read ${named(page.title === '' ? 'Untitled' : page.title)}${part}`,
    pages: [{ id: page.id, title: page.title, url: page.url }],
  };
}

const propertyLine = ({ name, text, pages, more }: Page['properties'][number]): readonly string[] => {
  if (text === '') return [];
  const ids = pages === undefined || pages.length === 0 ? '' : ` (ids ${pages.join(', ')})`;
  return [`${name}: ${text}${more === true ? ', …' : ''}${ids}`];
};

/** Where a child page, a database or a mention leads, so that it can be read next. */
function lineOf(block: Block): string {
  const leads = [block.url, ...(block.mentions ?? []).map(({ url }) => url)].filter((url) => url !== undefined);
  return blockLine(block) + (leads.length === 0 ? '' : ` (${[...new Set(leads)].join(', ')})`);
}

const isHeading = (block: Block): boolean => block.kind === 'heading';

function sectionOf(page: Page, name: string): readonly Block[] {
  const wanted = fold(name.replace(/^#+\s*/, '')).trim();
  const at = page.blocks.findIndex((block) => isHeading(block) && fold(block.text).trim() === wanted);
  const head = page.blocks[at];
  if (head === undefined) throw misuse(sectionsOf(page));
  const level = head.level ?? 1;
  const end = page.blocks.findIndex((block, other) => other > at && isHeading(block) && (block.level ?? 1) <= level);
  return page.blocks.slice(at, end < 0 ? page.blocks.length : end);
}

/** More names than these would be a page of their own. */
const MOST_SECTIONS = 60;

function sectionsOf(page: Page): string {
  const names = page.blocks.filter(isHeading).map(({ text }) => named(text));
  if (names.length === 0) return 'The page has no headings.';
  const more = names.length > MOST_SECTIONS ? ` and ${names.length - MOST_SECTIONS} more` : '';
  return `Its sections are ${names.slice(0, MOST_SECTIONS).join(', ')}${more}.`;
}
