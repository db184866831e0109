import type { Page } from '../mirror/page.ts';
import { escapeMarkdown } from '../text/escape-markdown.ts';
import type { Material } from './action.ts';
import { IDLE_TYPES } from './brief-lines.ts';
import type { BriefLine } from './brief-lines.ts';
import type { BriefWords } from './brief-words.ts';

/** What was edited within this time before the page was read is news. */
const LATELY_MS = 14 * 86_400_000;
const MOST_NEWS = 8;
const MOST_NAMED = 8;

/** Pages around a page that were edited in the two weeks before it was read, the latest first. */
export function lately(
  material: Pick<Material, 'page' | 'related'>,
): readonly { readonly title: string; readonly day: string; readonly page: number }[] {
  const { readAt } = material.page;
  return [material.page, ...material.related]
    .map(({ title, editedAt = 0 }, page) => ({ title, editedAt, page }))
    .filter(({ editedAt }) => editedAt > 0 && readAt - editedAt <= LATELY_MS)
    .toSorted((one, other) => other.editedAt - one.editedAt)
    .slice(0, MOST_NEWS)
    .map(({ title, editedAt, page }) => ({ title, page, day: new Date(editedAt).toISOString().slice(0, 10) }));
}

/** The same as lines of a brief. */
export const changedLines = (material: Pick<Material, 'page' | 'related'>): readonly BriefLine[] =>
  lately(material).map(({ title, day, page }) => ({
    part: 'changed',
    markdown: `${escapeMarkdown(title)} · ${day}`,
    cite: { page, start: 0, end: 0, quote: title },
  }));

/** Names of the page's empty properties, but for Notion's own bookkeeping. */
export const unsetNames = (page: Page): readonly string[] =>
  page.properties.filter(({ type, text }) => text === '' && !IDLE_TYPES.has(type)).map(({ name }) => name);

/** The same as lines of a brief. */
export const unsetLines = (page: Page, words: BriefWords): readonly BriefLine[] =>
  unsetNames(page).map((name) => ({
    part: 'unset',
    markdown: `**${escapeMarkdown(name)}:** ${words.empty}`,
    cite: { page: 0, start: 0, end: 0, quote: `${name}:` },
  }));

/** One line that names the pages that were not read; `undefined` when all were. */
export function notRead(
  pages: readonly { readonly title: string; readonly url: string }[],
  words: BriefWords,
): string | undefined {
  const named = pages.filter(({ title }) => title !== '').slice(0, MOST_NAMED);
  const rest = pages.length - named.length;
  if (pages.length === 0) return undefined;
  const listed = [
    ...named.map(({ title, url }) => `[${escapeMarkdown(title)}](${url})`),
    ...(rest === 0 ? [] : [words.more.replace('{count}', String(rest))]),
  ];
  return `*${words.notRead}:* ${listed.join(', ')}`;
}
