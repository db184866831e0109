import type { Citation } from '../../lib/jobs/answer.ts';
import { readMarkdown, safeAddress } from './markdown.ts';
import type { Inline, MarkdownBlock } from './markdown.ts';

/**
 * An answer as HTML for the clipboard, made of the same allow-listed blocks that the screen shows.
 * @param line who answered; stands last
 */
export function toRichText(text: string, citations: readonly Citation[], line: string): string {
  const body = readMarkdown(text).map(({ block }) => blockHtml(block));
  const sources = citations.map(
    (source) => `<li value="${source.n}">${anchor(source.url, source.title)}: ${escaped(source.quote)}</li>`,
  );
  if (sources.length > 0) body.push(`<ol>${sources.join('')}</ol>`);
  body.push(`<p><em>${escaped(line)}</em></p>`);
  return body.join('\n');
}

function blockHtml(block: MarkdownBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inlineHtml(block.children)}</p>`;
    case 'heading': {
      const tag = `h${Math.min(6, Math.max(1, block.level))}`;
      return `<${tag}>${inlineHtml(block.children)}</${tag}>`;
    }
    case 'quote':
      return `<blockquote>${block.children.map(blockHtml).join('')}</blockquote>`;
    case 'code':
      return `<pre><code>${escaped(block.text)}</code></pre>`;
    case 'rule':
      return '<hr>';
    case 'list': {
      const items = block.items.map((item) => `<li>${itemHtml(item)}</li>`).join('');
      return block.ordered ? `<ol start="${block.start}">${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'table':
      return tableHtml(block);
  }
}

function itemHtml(blocks: readonly MarkdownBlock[]): string {
  return blocks
    .map((block, index) => (index === 0 && block.kind === 'paragraph' ? inlineHtml(block.children) : blockHtml(block)))
    .join('');
}

function tableHtml(table: Extract<MarkdownBlock, { kind: 'table' }>): string {
  const row = (cells: readonly (readonly Inline[])[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${inlineHtml(cell)}</${tag}>`).join('')}</tr>`;
  const body = table.rows.map((cells) => row(cells, 'td')).join('');
  return `<table><thead>${row(table.header, 'th')}</thead><tbody>${body}</tbody></table>`;
}

function inlineHtml(children: readonly Inline[]): string {
  return children
    .map((child) => {
      switch (child.kind) {
        case 'text':
          return escaped(child.text);
        case 'code':
          return `<code>${escaped(child.text)}</code>`;
        case 'break':
          return '<br>';
        case 'cite':
          return `<sup>[${child.n}]</sup>`;
        case 'check':
          return child.done ? '☑ ' : '☐ ';
        case 'link':
          return `<a href="${escaped(child.href)}">${inlineHtml(child.children)}</a>`;
        case 'strong':
        case 'em':
        case 'del':
          return `<${child.kind}>${inlineHtml(child.children)}</${child.kind}>`;
      }
    })
    .join('');
}

function anchor(url: string, words: string): string {
  const address = safeAddress(url);
  return address ? `<a href="${escaped(address.href)}">${escaped(words)}</a>` : escaped(words);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (sign) => ESCAPES[sign] ?? sign);
}
