import { cutText } from './cut-text.ts';
import type { DocBlock, NotionDocument, Run } from './document.ts';
import { fitRuns, isLinkable, portionsOf } from './fit-runs.ts';
import { fitTable } from './fit-table.ts';
import { isIcon } from './icon.ts';
import { LONGEST_EQUATION, LONGEST_TEXT } from './limits.ts';
import { tellingRuns } from './to-api-blocks.ts';
import { plainRuns, textRuns } from './runs.ts';

type Textual = Extract<DocBlock, { readonly runs: readonly Run[] }>;
type Media = Extract<DocBlock, { readonly url: string; readonly caption: readonly Run[] }>;

/**
 * The document as Notion's block API takes it, one block for each that will stand there: text, lists, tables and
 * equations under the limits, and what cannot be made as text that tells of it (`inexpressible` says which). Asked
 * again of its own result it changes nothing.
 */
export const fitLimits = (document: NotionDocument): NotionDocument => document.flatMap(fitBlock);

function fitBlock(block: DocBlock): readonly DocBlock[] {
  const children = fitLimits(block.children);
  if ('runs' in block) return fitText(block, children);
  switch (block.kind) {
    case 'code':
      return fitCode(block);
    case 'equation':
      return block.expression.length <= LONGEST_EQUATION
        ? [{ ...block, children: [] }]
        : fitCode({ kind: 'code', text: block.expression, language: 'latex', children: [] });
    case 'table':
      return fitTable({ ...block, children: [] });
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'pdf':
    case 'embed':
    case 'bookmark':
      return fitMedia(block);
    case 'column_list':
      return fitColumns(block);
    case 'column':
      return children;
    case 'tab':
      return children.length > 0 && children.every(({ kind }) => kind === 'paragraph')
        ? [{ ...block, children }]
        : children;
    case 'synced_block':
      return [{ ...block, children: block.original === undefined ? filled(children) : [] }];
    case 'other': {
      const runs = fitRuns(tellingRuns(block));
      if (runs.length === 0) return children;
      return fitText({ kind: 'paragraph', runs, children: [] }, children);
    }
    case 'divider':
    case 'breadcrumb':
    case 'table_of_contents':
    case 'link_to_page':
      return [{ ...block, children: [] }];
  }
}

/** Text that is too much for its block goes on in paragraphs: inside it where it holds blocks, else below. */
function fitText(given: Textual, children: NotionDocument): readonly DocBlock[] {
  const block = withSoundIcon(given);
  const [runs = [], ...more] = portionsOf(fitRuns(block.runs));
  const rest = more.map(paragraph);
  const isFlat = block.kind.startsWith('heading_') && !('toggleable' in block);
  if (isFlat) return [{ ...block, runs, children: [] }, ...rest, ...children];
  if (block.kind === 'paragraph' && children.length === 0) return [{ ...block, runs, children: [] }, ...rest];
  return [{ ...block, runs, children: [...rest, ...children] }];
}

function withSoundIcon(block: Textual): Textual {
  if (block.kind !== 'callout' || block.icon === undefined) return block;
  const { icon, ...bare } = block;
  return isIcon(icon) ? block : bare;
}

const paragraph = (runs: readonly Run[]): DocBlock => ({ kind: 'paragraph', runs, children: [] });

/** Notion refuses columns and synced blocks that hold nothing, and columns that begin with columns. */
const filled = (children: NotionDocument): NotionDocument =>
  children[0] === undefined || children[0].kind === 'column_list' ? [paragraph([]), ...children] : children;

function fitColumns(list: DocBlock): readonly DocBlock[] {
  const { children } = list;
  if (children.length < 2 || children.some(({ kind }) => kind !== 'column')) return fitLimits(children);
  return [
    { ...list, children: children.map((column) => ({ ...column, children: filled(fitLimits(column.children)) })) },
  ];
}

function fitCode(block: Extract<DocBlock, { readonly kind: 'code' }>): readonly DocBlock[] {
  const { caption: given, ...bare } = block;
  const items = cutText(block.text, LONGEST_TEXT).flatMap(textRuns);
  const texts = portionsOf(items).map(plainRuns);
  const [caption = [], ...more] = portionsOf(fitRuns(given ?? []));
  const blocks = texts.map((text, at): DocBlock => ({
    ...bare,
    text,
    children: [],
    ...(at === texts.length - 1 && caption.length > 0 ? { caption } : {}),
  }));
  return [...blocks, ...more.map(paragraph)];
}

function fitMedia(block: Media): readonly DocBlock[] {
  const [caption = [], ...more] = portionsOf(fitRuns(block.caption));
  const rest = more.map(paragraph);
  if (isLinkable(block.url)) return [{ ...block, caption, children: [] }, ...rest];
  return [paragraph(caption.length > 0 ? caption : textRuns(block.url)), ...rest];
}
