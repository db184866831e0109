import type { RichText } from '../model.ts';
import { undashed } from './ids.ts';

/** Rich text in Notion's enhanced Markdown. */
export function writeInline(items: readonly RichText[]): string {
  return items.map(writeItem).join('');
}

function writeItem(item: RichText): string {
  if (item.equation) return wrap(item, `$${item.text}$`);
  if (item.mention) return wrap(item, writeMention(item));
  if (item.code) return wrap(item, `\`${item.text}\``);
  // Marks may not begin or end with a space, so the spaces stand outside.
  const [, before = '', core = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(item.text) ?? [];
  if (core === '') return escapeText(item.text);
  return escapeText(before) + wrap(item, escapeText(core)) + escapeText(after);
}

function wrap(item: RichText, text: string): string {
  let wrapped = text;
  if (item.italic) wrapped = `*${wrapped}*`;
  if (item.bold) wrapped = `**${wrapped}**`;
  if (item.strikethrough) wrapped = `~~${wrapped}~~`;
  if (item.underline) wrapped = `<span underline="true">${wrapped}</span>`;
  if (item.color !== undefined) wrapped = `<span color="${item.color}">${wrapped}</span>`;
  if (item.link !== undefined) wrapped = item.text === '[^]' ? `[^${item.link}]` : `[${wrapped}](${item.link})`;
  return wrapped;
}

function writeMention(item: RichText): string {
  const { mention } = item;
  if (!mention) return '';
  if (mention.type === 'date') {
    const end = mention.end === undefined ? '' : ` end="${mention.end}"`;
    return `<mention-date start="${mention.start}"${end}/>`;
  }
  const url = mention.type === 'user' ? `user://${mention.id}` : `https://app.notion.com/p/${undashed(mention.id)}`;
  return `<mention-${mention.type} url="${url}">${escapeText(item.text)}</mention-${mention.type}>`;
}

/** Keeps text from being read as markup; a line break within a block is `<br>`. */
export function escapeText(text: string): string {
  return text.replaceAll(/[\\*~`$[\]<>{}|^]/g, (character) => `\\${character}`).replaceAll('\n', '<br>');
}
