import type { RichText } from '../model.ts';
import { undashed } from './ids.ts';

type Mark = 'link' | 'color' | 'underline' | 'strikethrough' | 'bold' | 'italic';

/** From the outside in. Neighbours with the same mark share one pair of signs. */
const MARKS: readonly Mark[] = ['link', 'color', 'underline', 'strikethrough', 'bold', 'italic'];

/** Rich text in Notion's enhanced Markdown. */
export function writeInline(items: readonly RichText[]): string {
  return writeMarked(items, MARKS);
}

function writeMarked(items: readonly RichText[], [mark, ...inner]: readonly Mark[]): string {
  if (mark === undefined) return items.map((item, at) => writeLeaf(item, items[at + 1]?.text ?? '')).join('');
  return stretches(items, (item) => (isCitation(item) && mark === 'link' ? undefined : item[mark]))
    .map(([value, stretch]) => {
      const text = writeMarked(stretch, inner);
      return value === undefined ? text : wrap(mark, String(value), text);
    })
    .join('');
}

/** Neighbours of equal value together. */
function stretches<Item, Value>(items: readonly Item[], valueOf: (item: Item) => Value): [Value, Item[]][] {
  const found: [Value, Item[]][] = [];
  for (const item of items) {
    const value = valueOf(item);
    const last = found.at(-1);
    if (last && last[0] === value) last[1].push(item);
    else found.push([value, [item]]);
  }
  return found;
}

function wrap(mark: Mark, value: string, text: string): string {
  switch (mark) {
    case 'link':
      return `[${text}](${address(value)})`;
    case 'color':
      return `<span color="${value}">${text}</span>`;
    case 'underline':
      return `<span underline="true">${text}</span>`;
    case 'strikethrough':
      return around('~~', text);
    case 'bold':
      return around('**', text);
    case 'italic':
      return around('*', text);
  }
}

/** An address without spaces; brackets that are not in plain pairs are percent-encoded. */
function address(url: string): string {
  const bare = url.replaceAll(/[\s<>\\]/g, encodeURIComponent);
  return /^[^()]*(?:\([^()]*\)[^()]*)*$/.test(bare) ? bare : bare.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** These marks may not begin or end with a space, so the spaces stand outside. */
function around(sign: string, text: string): string {
  const [, before = '', core = '', after = ''] = /^((?:\s|\\\r)*)([^]*?)((?:\s|\\\r)*)$/.exec(text) ?? [];
  return core === '' ? text : before + sign + core + sign + after;
}

const isCitation = (item: RichText): boolean => item.text === '[^]' && item.link !== undefined;

function writeLeaf(item: RichText, next: string): string {
  if (item.equation) return writeEquation(item.text, next);
  if (item.mention) return writeMention(item);
  if (isCitation(item)) return `[^${item.link}]`;
  return item.code ? writeCode(item.text) : escapeText(item.text);
}

/** A break in code is a break between two pieces of it. */
function writeCode(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : fenced(line)))
    .join('<br>');
}

function fenced(text: string): string {
  if (!text.includes('`')) return `\`${text}\``;
  let fence = '``';
  while (text.includes(fence)) fence += '`';
  return `${fence} ${text} ${fence}`;
}

/** Backticks inside the signs keep what could be read as money, markup or the end. */
function writeEquation(expression: string, next: string): string {
  const line = expression.replaceAll('\n', ' ');
  if (line === '') return '';
  const isPlain = /^[\w^+=(){}\\,/-][\w^+=(){}\\, /-]*$/.test(line) && !/[ \\]$/.test(line) && !/^\d/.test(next);
  return isPlain ? `$${line}$` : `$${fenced(line)}$`;
}

function writeMention(item: RichText): string {
  const { mention } = item;
  if (!mention) return '';
  if (mention.type === 'date') {
    const zone = mention.timeZone === undefined ? '' : ` timeZone="${mention.timeZone}"`;
    return `<mention-date${moment('start', mention.start)}${mention.end === undefined ? '' : moment('end', mention.end)}${zone}/>`;
  }
  return `<mention-${mention.type} url="${mentionUrl(mention.type, mention.id)}">${escapeText(item.text)}</mention-${mention.type}>`;
}

function moment(name: string, value: string): string {
  const [day = '', time] = value.split('T');
  return time !== undefined && /^\d\d:\d\d$/.test(time)
    ? ` ${name}="${day}" ${name}Time="${time}"`
    : ` ${name}="${value}"`;
}

function mentionUrl(type: string, id: string): string {
  if (type === 'user' || type === 'agent') return `${type}://${id}`;
  return type === 'data-source' ? `collection://${id}` : `https://app.notion.com/p/${undashed(id)}`;
}

/** Keeps text from being read as markup; a line break within a block is `<br>`. */
export function escapeText(text: string): string {
  return text.replaceAll(/[\\*~`$[\]<>{}|^\r]/g, (character) => `\\${character}`).replaceAll('\n', '<br>');
}
