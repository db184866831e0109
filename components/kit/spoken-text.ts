import type { Inline, MarkdownBlock } from './markdown.ts';

/** The words of blocks as a person would read them aloud, without marks of form; one block a line. */
export function spokenText(blocks: readonly MarkdownBlock[]): string {
  return blocks.map(spokenBlock).filter(Boolean).join('\n');
}

function spokenBlock(block: MarkdownBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return spokenInline(block.children);
    case 'quote':
      return spokenText(block.children);
    case 'code':
      return block.text;
    case 'rule':
      return '';
    case 'list':
      return block.items.map(spokenText).join('\n');
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map(spokenInline).join(', ')).join('\n');
  }
}

function spokenInline(children: readonly Inline[]): string {
  return children
    .map((child) => {
      switch (child.kind) {
        case 'text':
        case 'code':
          return child.text;
        case 'break':
          return ' ';
        case 'cite':
        case 'check':
          return '';
        case 'strong':
        case 'em':
        case 'del':
        case 'link':
          return spokenInline(child.children);
      }
    })
    .join('');
}
