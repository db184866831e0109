import { isObject, textField, type JsonObject } from '../exchange.ts';
import type { BlockType, PropertySchema, PropertyValue, RichText, WorldBlock } from '../model.ts';
import { invalid } from './errors.ts';
import { idInUrl, parseId } from './ids.ts';

const LONGEST_TEXT = 2000;
const LONGEST_LIST = 100;

/** `body failed validation: …` for a list that is too long or a text that is too long, in Notion's words. */
export function checkLength(where: string, length: number, most = LONGEST_LIST): void {
  if (length > most)
    throw invalid(`body failed validation: ${where}.length should be ≤ \`${most}\`, instead was \`${length}\`.`);
}

/** Rich text as requests write it. */
export function parseRichText(value: unknown, where: string): RichText[] {
  if (!Array.isArray(value))
    throw invalid(`body failed validation: ${where} should be an array, instead was \`${JSON.stringify(value)}\`.`);
  checkLength(where, value.length);
  return value.filter(isObject).map((item, index) => parseItem(item, `${where}[${index}]`));
}

function parseItem(item: JsonObject, where: string): RichText {
  const marks = isObject(item['annotations']) ? item['annotations'] : {};
  const color =
    typeof marks['color'] === 'string' && marks['color'] !== 'default'
      ? { color: marks['color'].replace(/_background$/, '_bg') }
      : {};
  const on = (name: 'bold' | 'italic' | 'strikethrough' | 'underline' | 'code') =>
    marks[name] === true ? { [name]: true as const } : {};
  const annotations = {
    ...on('bold'),
    ...on('italic'),
    ...on('strikethrough'),
    ...on('underline'),
    ...on('code'),
    ...color,
  };
  if (isObject(item['equation']))
    return { text: textField(item['equation'], 'expression'), equation: true, ...annotations };
  if (isObject(item['mention']))
    return { text: textField(item, 'plain_text'), ...annotations, ...parseMention(item['mention']) };
  const text = isObject(item['text']) ? item['text'] : {};
  const content = textField(text, 'content');
  checkLength(`${where}.text.content`, content.length, LONGEST_TEXT);
  const link = isObject(text['link']) ? { link: textField(text['link'], 'url') } : {};
  return { text: content, ...annotations, ...link };
}

/** What is mentioned; a date reads as Notion shows it, whatever the request says. */
function parseMention(mention: JsonObject): Partial<Pick<RichText, 'mention' | 'text'>> {
  for (const type of ['page', 'database', 'user'] as const) {
    const target = mention[type];
    if (isObject(target)) return { mention: { type, id: String(target['id']) } };
  }
  const date = mention['date'];
  if (!isObject(date)) return {};
  const end = typeof date['end'] === 'string' ? { end: date['end'] } : {};
  const timeZone = typeof date['time_zone'] === 'string' ? { timeZone: date['time_zone'] } : {};
  const start = String(date['start']);
  const text = end.end === undefined ? start : `${start} → ${end.end}`;
  return { text, mention: { type: 'date', start, ...end, ...timeZone } };
}

/** The types that requests may create. */
const CREATABLE: readonly BlockType[] = [
  'paragraph',
  'heading_1',
  'heading_2',
  'heading_3',
  'heading_4',
  'bulleted_list_item',
  'numbered_list_item',
  'to_do',
  'toggle',
  'quote',
  'callout',
  'code',
  'equation',
  'divider',
  'image',
  'video',
  'audio',
  'file',
  'pdf',
  'bookmark',
  'embed',
  'table',
  'table_row',
  'column_list',
  'column',
  'tab',
  'synced_block',
  'link_to_page',
  'table_of_contents',
  'breadcrumb',
];

/** Blocks as requests write them: 100 in a list, two levels of nesting, a list of columns and its columns as one. */
export function parseBlocks(value: unknown, where: string, newId: () => string, levels = 2): WorldBlock[] {
  if (!Array.isArray(value))
    throw invalid(`body failed validation: ${where} should be an array, instead was \`${JSON.stringify(value)}\`.`);
  checkLength(where, value.length);
  return value.filter(isObject).map((block, index) => parseBlock(block, `${where}[${index}]`, newId, levels));
}

function parseBlock(block: JsonObject, where: string, newId: () => string, levels: number): WorldBlock {
  const type = CREATABLE.find((name) => isObject(block[name]));
  const details = type === undefined ? undefined : block[type];
  if (type === undefined || !isObject(details)) {
    throw invalid(`body failed validation: ${where}.paragraph should be defined, instead was \`undefined\`.`);
  }
  const children = details['children'] ?? block['children'];
  if (children !== undefined && levels === 0) {
    throw invalid(
      `body failed validation: ${where}.${type}.children should be not present, instead was \`${JSON.stringify(children).slice(0, 60)}\`.`,
    );
  }
  return {
    id: newId(),
    ...parseDetails(type, details, `${where}.${type}`),
    children:
      children === undefined
        ? []
        : parseBlocks(children, `${where}.${type}.children`, newId, type === 'column_list' ? levels : levels - 1),
  };
}

type Details = Omit<WorldBlock, 'id' | 'children'>;

function parseDetails(type: BlockType, details: JsonObject, where: string): Details {
  const rich = details['rich_text'] ?? details['caption'];
  const text = rich === undefined ? [] : parseRichText(rich, `${where}.rich_text`);
  const color = textField(details, 'color', 'default').replace(/_background$/, '_bg');
  const icon = isObject(details['icon']) ? textField(details['icon'], 'emoji') : '';
  const url = textField(isObject(details['external']) ? details['external'] : details, 'url');
  return {
    type,
    text,
    ...(color === 'default' ? {} : { color }),
    ...(icon === '' ? {} : { icon }),
    ...(url === '' ? {} : { url }),
    ...(details['is_toggleable'] === true ? { toggleable: true } : {}),
    ...PARTICULAR[type]?.(details, where),
  };
}

/** What only one type has. */
const PARTICULAR: Partial<Record<BlockType, (details: JsonObject, where: string) => Partial<Details>>> = {
  equation: (details) => ({ text: [{ text: textField(details, 'expression') }] }),
  to_do: (details) => ({ checked: details['checked'] === true }),
  code: (details, where) => {
    const caption = parseRichText(details['caption'] ?? [], `${where}.caption`);
    return { language: textField(details, 'language', 'plain text'), ...(caption.length === 0 ? {} : { caption }) };
  },
  column: (details) => (typeof details['width_ratio'] === 'number' ? { ratio: details['width_ratio'] } : {}),
  synced_block: ({ synced_from: source }) => {
    const id = isObject(source) ? parseId(textField(source, 'block_id')) : undefined;
    return id === undefined ? {} : { syncedFrom: id };
  },
  table: (details) => ({
    headerRow: details['has_column_header'] === true,
    headerColumn: details['has_row_header'] === true,
  }),
  table_row: ({ cells }, where) => ({
    cells: Array.isArray(cells) ? cells.map((cell) => parseRichText(cell, `${where}.cells`)) : [],
  }),
  link_to_page: (details) => ({
    target: idInUrl(textField(details, 'page_id', textField(details, 'database_id'))) ?? '',
  }),
};

/** A property value as requests write it, by the schema; `undefined` when requests may not set it. */
export function parsePropertyValue(schema: PropertySchema, value: unknown, where: string): PropertyValue | undefined {
  const given = isObject(value) && schema.type in value ? value[schema.type] : value;
  switch (schema.type) {
    case 'title':
    case 'rich_text':
      return { type: schema.type, text: parseRichText(given, `${where}.${schema.type}`) };
    case 'number':
      return { type: 'number', number: typeof given === 'number' ? given : null };
    case 'checkbox':
      return { type: 'checkbox', checkbox: given === true };
    case 'select':
    case 'status':
      return { type: schema.type, name: isObject(given) && typeof given['name'] === 'string' ? given['name'] : null };
    case 'multi_select':
      return {
        type: 'multi_select',
        names: (Array.isArray(given) ? given.filter(isObject) : []).map((option) => String(option['name'])),
      };
    case 'date': {
      const end = isObject(given) && typeof given['end'] === 'string' ? { end: given['end'] } : {};
      return {
        type: 'date',
        start: isObject(given) && typeof given['start'] === 'string' ? given['start'] : null,
        ...end,
      };
    }
    case 'people':
    case 'relation':
      checkLength(`${where}.${schema.type}`, Array.isArray(given) ? given.length : 0);
      return {
        type: schema.type,
        ids: (Array.isArray(given) ? given.filter(isObject) : []).map((item) => String(item['id'])),
      };
    case 'url':
    case 'email':
    case 'phone_number':
      return { type: schema.type, value: typeof given === 'string' ? given : null };
    case 'files':
    case 'created_time':
    case 'created_by':
    case 'last_edited_time':
    case 'last_edited_by':
    case 'formula':
    case 'rollup':
      return undefined;
  }
}
