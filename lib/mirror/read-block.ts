import { parseBlockId, parsePageId } from '../base/ids.ts';
import type { BlockId } from '../base/ids.ts';
import type { Block, BlockKind } from '../text/block.ts';
import { pageUrl } from './address.ts';
import { asObject, listIn, objectIn, textIn } from './notion-json.ts';
import type { NotionBlock } from './notion-reader.ts';
import { plainTextOf, readRichText } from './read-rich-text.ts';

const KINDS: Readonly<Record<string, BlockKind>> = {
  paragraph: 'paragraph',
  heading_1: 'heading',
  heading_2: 'heading',
  heading_3: 'heading',
  heading_4: 'heading',
  bulleted_list_item: 'bullet',
  numbered_list_item: 'number',
  to_do: 'todo',
  toggle: 'toggle',
  quote: 'quote',
  callout: 'callout',
  code: 'code',
  equation: 'equation',
  table_row: 'row',
  image: 'media',
  video: 'media',
  audio: 'media',
  file: 'media',
  pdf: 'media',
  bookmark: 'media',
  embed: 'media',
  link_preview: 'media',
  child_page: 'page',
  child_database: 'database',
  link_to_page: 'page',
};

/** Reads a block object of the API; `undefined` when it is none, or is in the trash. */
export function readBlock(value: unknown): NotionBlock | undefined {
  const id = parseBlockId(textIn(value, 'id') ?? '');
  const type = textIn(value, 'type');
  const whole = asObject(value);
  if (id === undefined || type === undefined || whole === undefined || whole['in_trash'] === true) return undefined;
  const inner = objectIn(value, type);
  const from = parseBlockId(textIn(objectIn(inner, 'synced_from'), 'block_id') ?? '');
  const childrenOf: BlockId | undefined = from ?? (whole['has_children'] === true ? id : undefined);
  return {
    id,
    type,
    block: { kind: KINDS[type] ?? 'unknown', depth: 0, id, ...readInner(type, inner, id) },
    ...(childrenOf !== undefined && !isPage(type) && { childrenOf }),
  };
}

/** Children of a child page are another page's content. */
function isPage(type: string): boolean {
  return type === 'child_page' || type === 'child_database';
}

type Inner = Pick<Block, 'text' | 'level' | 'checked' | 'language' | 'url' | 'mentions'>;

function readInner(type: string, inner: unknown, id: BlockId): Inner {
  switch (type) {
    case 'child_page':
    case 'child_database':
      return { text: textIn(inner, 'title') ?? '', ...pageLink(id) };
    case 'link_to_page':
      return { text: '', ...pageLink(textIn(inner, textIn(inner, 'type') ?? '') ?? '') };
    case 'equation':
      return { text: textIn(inner, 'expression') ?? '' };
    case 'table_row':
      return { text: rowText(listIn(inner, 'cells').map((cell) => plainTextOf(Array.isArray(cell) ? cell : []))) };
    case 'to_do':
      return { ...readText(inner), checked: asObject(inner)?.['checked'] === true };
    case 'code':
      return { ...readText(inner), ...textField('language', textIn(inner, 'language')) };
    default:
      if (type.startsWith('heading_')) return { ...readText(inner), level: Number(type.slice('heading_'.length)) };
      return KINDS[type] === 'media' ? readMedia(inner) : readText(inner);
  }
}

function readText(inner: unknown): Inner {
  const { text, mentions } = readRichText(listIn(inner, 'rich_text'));
  return { text, ...(mentions.length > 0 && { mentions }) };
}

/** What a person is told of a picture, file or link: its caption or name. Files of Notion's own expire, so only outer addresses are kept. */
function readMedia(inner: unknown): Inner {
  const url = textIn(inner, 'url') ?? textIn(objectIn(inner, 'external'), 'url');
  const caption = plainTextOf(listIn(inner, 'caption'));
  const text = caption === '' ? (textIn(inner, 'name') ?? '') : caption;
  return { text, ...textField('url', url) };
}

function pageLink(id: string): { readonly url?: string } {
  const pageId = parsePageId(id);
  return pageId === undefined ? {} : { url: pageUrl(pageId) };
}

function textField<Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: string });
}

/** A row of a table as one line of reading text. */
export function rowText(cells: readonly string[]): string {
  return cells.map((cell) => cell.replaceAll('\n', ' ').trim()).join(' | ');
}
