import { fingerprint } from '../text/fingerprint.ts';
import { notionLanguage } from './code-languages.ts';
import type { DocBlock, Run } from './document.ts';
import { joinRuns, marksOf } from './runs.ts';

/**
 * Tells whether a block that stands in Notion is the one that was sent. Covers the block itself and not its children,
 * nor a table's rows: a listing gives one level. Left out is what Notion decides or signs anew: ids, the words of a
 * mention, addresses of files, the icon of a callout, the number a list starts at.
 */
export const blockHash = (block: DocBlock): string => fingerprint(JSON.stringify(essenceOf(block)));

function essenceOf(block: DocBlock): readonly unknown[] {
  const { kind } = block;
  const color = block.color ?? '';
  switch (kind) {
    case 'paragraph':
    case 'quote':
    case 'bulleted_list_item':
    case 'numbered_list_item':
    case 'toggle':
    case 'callout':
      return [kind, color, runsOf(block.runs)];
    case 'heading_1':
    case 'heading_2':
    case 'heading_3':
    case 'heading_4':
      return [kind, color, runsOf(block.runs), block.toggleable ?? false];
    case 'to_do':
      return [kind, color, runsOf(block.runs), block.checked];
    case 'code':
      return [kind, block.text, notionLanguage(block.language), runsOf(block.caption ?? [])];
    case 'equation':
      return [kind, block.expression.trim()];
    case 'table':
      return [kind, block.headerRow, block.headerColumn];
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'pdf':
      return [kind, runsOf(block.caption)];
    case 'embed':
    case 'bookmark':
      return [kind, addressOf(block.url), runsOf(block.caption)];
    case 'synced_block':
      return [kind, block.original ?? ''];
    case 'link_to_page':
      return [kind, block.page];
    case 'table_of_contents':
      return [kind, color];
    case 'other':
      return [kind, block.type, block.text];
    case 'divider':
    case 'breadcrumb':
    case 'column_list':
    case 'column':
    case 'tab':
      return [kind];
  }
}

function runsOf(runs: readonly Run[]): readonly unknown[] {
  return joinRuns(runs).map((run) => {
    const { bold, italic, strikethrough, underline, code, color } = marksOf(run);
    const set = [bold, italic, strikethrough, underline, code].map((on) => (on ? 1 : 0)).join('');
    const marks = `${set}${color ?? ''}`;
    if (run.kind === 'equation') return [marks, 'equation', run.expression.trim()];
    if (run.kind === 'text') return [marks, run.text, run.link === undefined ? '' : addressOf(run.link)];
    const { mention } = run;
    return [marks, mention.of, mention.of === 'date' ? [mention.start, mention.end ?? ''] : mention.id];
  });
}

/** Notion writes the address of a whole site with and without the last stroke. */
const addressOf = (url: string): string => url.replace(/^(https?:\/\/[^/?#]+)\/$/iu, '$1');
