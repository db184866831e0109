import type { DocBlock, NotionDocument } from './document.ts';
import { plainRuns } from './runs.ts';

/** What a document says, a line a block, without any marks: for a preview, a search or a count of words. */
export function plainTextOf(document: NotionDocument): string {
  return linesOf(document).join('\n');
}

function linesOf(blocks: NotionDocument): readonly string[] {
  const lines: string[] = [];
  for (const block of blocks) {
    const own = ownText(block);
    if (own !== '') lines.push(own);
    for (const line of linesOf(block.children)) lines.push(line);
  }
  return lines;
}

function ownText(block: DocBlock): string {
  if ('runs' in block) return plainRuns(block.runs);
  if (block.kind === 'code' || block.kind === 'other') return block.text;
  if (block.kind === 'equation') return block.expression;
  if (block.kind === 'table') return block.rows.map((row) => row.map(plainRuns).join('\t')).join('\n');
  return 'caption' in block && block.caption ? plainRuns(block.caption) || block.url : '';
}
