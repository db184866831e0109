import { asObject, numberIn, objectIn, textIn } from '../base/json.ts';
import type { Json } from '../base/json.ts';
import { parseBlockId, parsePageId } from '../base/ids.ts';
import { notionAddress } from './addresses.ts';
import { fromApiRuns } from './api-runs.ts';
import { PLAIN } from './code-languages.ts';
import { colorOf } from './colors.ts';
import type { DocBlock, Run } from './document.ts';
import { plainRuns } from './runs.ts';

type Whole = Pick<DocBlock, 'id' | 'color' | 'children'>;

/** Nested deeper than this, children are left out: no answer of Notion is, and bad input must not overflow the stack. */
const DEEPEST = 100;

/**
 * The block that an object of Notion's block API is, with the children that it carries (answers carry none: they are
 * listed apart, and so are the rows of a table). Never throws; what is no known block is `other`.
 */
export const fromApiBlock = (value: unknown): DocBlock => readBlock(value, 0);

function readBlock(value: unknown, depth: number): DocBlock {
  const json = asObject(value) ?? {};
  const type = textIn(json, 'type') ?? Object.keys(json).find((key) => asObject(json[key])) ?? 'unsupported';
  const details = objectIn(json, type) ?? {};
  const id = parseBlockId(textIn(json, 'id') ?? '');
  const color = colorOf(details['color']);
  const listed = details['children'] ?? json['children'];
  const given: readonly unknown[] = Array.isArray(listed) && depth < DEEPEST ? listed : [];
  const whole = (): Whole => ({
    ...(id !== undefined && { id }),
    ...(color !== undefined && { color }),
    children: given.map((child) => readBlock(child, depth + 1)),
  });
  if (type === 'table') return tableOf(details, given, { ...whole(), children: [] });
  return textual(type, details, whole) ?? structural(type, details, whole) ?? otherOf(type, json, details, whole());
}

function textual(type: string, details: Json, whole: () => Whole): DocBlock | undefined {
  const runs = (): readonly Run[] => fromApiRuns(details['rich_text']);
  switch (type) {
    case 'paragraph':
    case 'quote':
    case 'bulleted_list_item':
    case 'toggle':
      return { kind: type, runs: runs(), ...whole() };
    case 'numbered_list_item': {
      const start = numberIn(details, 'list_start_index');
      return { kind: type, runs: runs(), ...(start !== undefined && start !== 1 && { start }), ...whole() };
    }
    case 'heading_1':
    case 'heading_2':
    case 'heading_3':
    case 'heading_4':
      return { kind: type, runs: runs(), ...(details['is_toggleable'] === true && { toggleable: true }), ...whole() };
    case 'to_do':
      return { kind: type, runs: runs(), checked: details['checked'] === true, ...whole() };
    case 'callout': {
      const icon = iconOf(objectIn(details, 'icon'));
      return { kind: type, runs: runs(), ...(icon !== undefined && { icon }), ...whole() };
    }
    case 'code': {
      const caption = fromApiRuns(details['caption']);
      return {
        kind: type,
        text: plainRuns(runs()),
        language: textIn(details, 'language') ?? PLAIN,
        ...(caption.length > 0 && { caption }),
        ...whole(),
      };
    }
    default:
      return undefined;
  }
}

function structural(type: string, details: Json, whole: () => Whole): DocBlock | undefined {
  switch (type) {
    case 'equation':
      return { kind: type, expression: textIn(details, 'expression') ?? '', ...whole() };
    case 'divider':
    case 'breadcrumb':
    case 'table_of_contents':
    case 'column_list':
    case 'tab':
      return { kind: type, ...whole() };
    case 'column': {
      const ratio = numberIn(details, 'width_ratio');
      return { kind: type, ...(ratio !== undefined && { ratio }), ...whole() };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'pdf':
    case 'embed':
    case 'bookmark':
      return { kind: type, url: addressOf(details), caption: fromApiRuns(details['caption']), ...whole() };
    case 'synced_block': {
      const original = parseBlockId(textIn(objectIn(details, 'synced_from') ?? {}, 'block_id') ?? '');
      return { kind: type, ...(original !== undefined && { original }), ...whole() };
    }
    case 'link_to_page': {
      const page = parsePageId(textIn(details, 'page_id') ?? textIn(details, 'database_id') ?? '');
      return page === undefined ? undefined : { kind: type, page, ...whole() };
    }
    default:
      return undefined;
  }
}

/** Rows that an answer carries; every row as wide as the widest. */
function tableOf(details: Json, given: readonly unknown[], whole: Whole): DocBlock {
  const rows = given.map((row) => {
    const cells = objectIn(asObject(row) ?? {}, 'table_row')?.['cells'];
    return Array.isArray(cells) ? cells.map(fromApiRuns) : [];
  });
  return {
    kind: 'table',
    headerRow: details['has_column_header'] === true,
    headerColumn: details['has_row_header'] === true,
    rows: evenRows(rows),
    ...whole,
  };
}

/** Rows filled up to the widest with empty cells. */
export function evenRows(rows: readonly (readonly (readonly Run[])[])[]): readonly (readonly (readonly Run[])[])[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return rows.map((row) =>
    row.length === width ? row : [...row, ...Array.from({ length: width - row.length }, () => [])],
  );
}

function otherOf(type: string, json: Json, details: Json, whole: Whole): DocBlock {
  const page = type === 'child_page' || type === 'child_database' ? parsePageId(textIn(json, 'id') ?? '') : undefined;
  const url = page === undefined ? textIn(details, 'url') : notionAddress(page);
  const cells = details['cells'];
  const text =
    textIn(details, 'title') ??
    (Array.isArray(cells)
      ? cells.map((cell) => plainRuns(fromApiRuns(cell))).join(' | ')
      : plainRuns(fromApiRuns(details['rich_text'] ?? details['title'])));
  return { kind: 'other', type, text, ...(url !== undefined && { url }), ...whole };
}

/** Where a file or an embed lies: an outside address, or Notion's own, which holds for an hour. */
function addressOf(details: Json): string {
  const file = objectIn(details, 'external') ?? objectIn(details, 'file') ?? details;
  return textIn(file, 'url') ?? '';
}

function iconOf(icon: Json | undefined): string | undefined {
  if (!icon) return undefined;
  return textIn(icon, 'emoji') ?? textIn(objectIn(icon, 'external') ?? objectIn(icon, 'file') ?? {}, 'url');
}
