import { parsePageId } from '../base/ids.ts';
import type { Mention } from '../text/block.ts';
import { pageUrl } from './address.ts';
import { readDate } from './read-date.ts';
import { asObject, objectIn, textIn } from './notion-json.ts';

/** Rich text as a person reads it, with what it mentions. */
export function readRichText(items: readonly unknown[]): {
  readonly text: string;
  readonly mentions: readonly Mention[];
} {
  const mentions = items.map(readMention).filter((mention) => mention !== undefined);
  return { text: items.map(plainText).join(''), mentions };
}

export function plainTextOf(items: readonly unknown[]): string {
  return items.map(plainText).join('');
}

function plainText(item: unknown): string {
  return (
    textIn(item, 'plain_text') ??
    textIn(objectIn(item, 'text'), 'content') ??
    textIn(objectIn(item, 'equation'), 'expression') ??
    ''
  );
}

function readMention(item: unknown): Mention | undefined {
  const mention = objectIn(item, 'mention');
  const type = textIn(mention, 'type') ?? '';
  const text = plainText(item);
  switch (type) {
    case 'user':
      return { kind: 'person', text };
    case 'date':
      return { kind: 'date', text: readDate(objectIn(mention, 'date'))?.text ?? text };
    case 'page':
    case 'database':
    case 'data_source': {
      const id = parsePageId(textIn(asObject(mention?.[type]), 'id') ?? '');
      const url = id === undefined ? textIn(item, 'href') : pageUrl(id);
      return { kind: type === 'page' ? 'page' : 'database', text, ...(url !== undefined && { url }) };
    }
    default:
      return undefined;
  }
}
