import type { RichText } from '../model.ts';
import { undashed } from './ids.ts';

/** `https://app.notion.com/p/<slug>-<32hex>`, as the API gives it. */
export function pageUrl(id: string, title = ''): string {
  const slug = title
    .normalize('NFC')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `https://app.notion.com/p/${slug === '' ? '' : `${slug}-`}${undashed(id)}`;
}

export function plainText(items: readonly RichText[]): string {
  return items.map((item) => item.text).join('');
}

/** Rich text as the API writes it. */
export function renderText(items: readonly RichText[]): unknown[] {
  return items.map((item) => {
    const href = item.link ?? mentionHref(item);
    return {
      ...content(item),
      annotations: {
        bold: item.bold ?? false,
        italic: item.italic ?? false,
        strikethrough: item.strikethrough ?? false,
        underline: item.underline ?? false,
        code: item.code ?? false,
        color: apiColor(item.color),
      },
      plain_text: item.text,
      href: href ?? null,
    };
  });
}

/** Markdown says `blue_bg` where the API says `blue_background`. */
export function apiColor(color: string | undefined): string {
  return (color ?? 'default').replace(/_bg$/, '_background');
}

function content(item: RichText): Record<string, unknown> {
  if (item.equation) return { type: 'equation', equation: { expression: item.text } };
  const { mention } = item;
  if (!mention)
    return { type: 'text', text: { content: item.text, link: item.link === undefined ? null : { url: item.link } } };
  if (mention.type === 'date') {
    const date = { start: mention.start, end: mention.end ?? null, time_zone: mention.timeZone ?? null };
    return { type: 'mention', mention: { type: 'date', date } };
  }
  // The API knows an agent as a user, and a data source as the database that it belongs to.
  const type = { agent: 'user', 'data-source': 'database', page: 'page', database: 'database', user: 'user' }[
    mention.type
  ];
  const target = type === 'user' ? { object: 'user', id: mention.id } : { id: mention.id };
  return { type: 'mention', mention: { type, [type]: target } };
}

function mentionHref(item: RichText): string | undefined {
  const { mention } = item;
  return mention?.type === 'page' || mention?.type === 'database' ? pageUrl(mention.id) : undefined;
}

export function renderIcon(icon: string | undefined): Record<string, unknown> | null {
  return icon === undefined ? null : { type: 'emoji', emoji: icon };
}
