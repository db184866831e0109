import type { Json } from '../base/json.ts';
import { toApiRuns } from './api-runs.ts';
import { notionLanguage } from './code-languages.ts';
import type { DocBlock, NotionDocument } from './document.ts';
import { LONGEST_TEXT } from './limits.ts';
import { textRuns } from './runs.ts';
import { cutText } from './cut-text.ts';

/**
 * Blocks as Notion's requests write them, one for one, children inside. Nothing is held to Notion's limits here: that is
 * what `fitLimits` and `chunksOf` are for. A block that requests cannot make is the paragraph that tells of it.
 */
export const toApiBlocks = (document: NotionDocument): readonly Json[] => document.map(toApiBlock);

function toApiBlock(block: DocBlock): Json {
  const type = block.kind === 'other' ? 'paragraph' : block.kind;
  return { object: 'block', type, [type]: detailsOf(block) };
}

function detailsOf(block: DocBlock): Json {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
    case 'bulleted_list_item':
    case 'numbered_list_item':
    case 'toggle':
      return { rich_text: toApiRuns(block.runs), ...colored(block), ...withChildren(block) };
    case 'heading_1':
    case 'heading_2':
    case 'heading_3':
    case 'heading_4':
      return {
        rich_text: toApiRuns(block.runs),
        ...colored(block),
        ...(block.toggleable && { is_toggleable: true }),
        ...withChildren(block),
      };
    case 'to_do':
      return { rich_text: toApiRuns(block.runs), checked: block.checked, ...colored(block), ...withChildren(block) };
    case 'callout':
      return { rich_text: toApiRuns(block.runs), ...iconOf(block.icon), ...colored(block), ...withChildren(block) };
    case 'code':
      return {
        rich_text: cutText(block.text, LONGEST_TEXT).map((content) => ({ type: 'text', text: { content } })),
        language: notionLanguage(block.language),
        ...(block.caption && { caption: toApiRuns(block.caption) }),
      };
    case 'equation':
      return { expression: block.expression };
    case 'table':
      return {
        table_width: block.rows[0]?.length ?? 0,
        has_column_header: block.headerRow,
        has_row_header: block.headerColumn,
        children: block.rows.map((cells) => ({
          object: 'block',
          type: 'table_row',
          table_row: { cells: cells.map(toApiRuns) },
        })),
      };
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'pdf':
      return { type: 'external', external: { url: block.url }, caption: toApiRuns(block.caption) };
    case 'embed':
    case 'bookmark':
      return { url: block.url, caption: toApiRuns(block.caption) };
    case 'synced_block':
      return block.original === undefined
        ? { synced_from: null, ...withChildren(block) }
        : { synced_from: { type: 'block_id', block_id: block.original } };
    case 'link_to_page':
      return { type: 'page_id', page_id: block.page };
    case 'column':
      return { ...(block.ratio !== undefined && { width_ratio: block.ratio }), children: toApiBlocks(block.children) };
    case 'column_list':
    case 'tab':
      return { children: toApiBlocks(block.children) };
    case 'table_of_contents':
      return colored(block);
    case 'divider':
    case 'breadcrumb':
      return {};
    case 'other':
      return { rich_text: toApiRuns(tellingRuns(block)), ...withChildren(block) };
  }
}

/** What stands for a block that cannot be made: its text, leading where it leads. */
export function tellingRuns(block: Extract<DocBlock, { readonly kind: 'other' }>): ReturnType<typeof textRuns> {
  const { text, url } = block;
  if (url === undefined) return textRuns(text);
  return [{ kind: 'text', text: text === '' ? url : text, link: url }];
}

function colored({ color }: DocBlock): Json {
  return color === undefined ? {} : { color };
}

const withChildren = ({ children }: DocBlock): Json =>
  children.length === 0 ? {} : { children: toApiBlocks(children) };

/** An icon is an emoji, or an image by its address. */
function iconOf(icon: string | undefined): Json {
  if (icon === undefined) return {};
  return /^https?:\/\//u.test(icon)
    ? { icon: { type: 'external', external: { url: icon } } }
    : { icon: { type: 'emoji', emoji: icon } };
}
