import { notionAddress } from './addresses.ts';
import { PLAIN } from './code-languages.ts';
import { markdownColor } from './colors.ts';
import type { DocBlock, Run } from './document.ts';
import { escapeAddress, escapeAttribute, escapeStart } from './escape.ts';
import { tellingRuns } from './to-api-blocks.ts';
import { fenceFor, writeRuns } from './write-runs.ts';

type Media = Extract<DocBlock, { readonly url: string; readonly caption: readonly Run[] }>;

/** The attribute that sets a block's colour. */
export const colorOf = ({ color }: DocBlock): string => (color === undefined ? '' : ` color="${markdownColor(color)}"`);

/** A block of code; its fence is longer than any in it. */
export function codeLines({ text, language }: Extract<DocBlock, { readonly kind: 'code' }>): readonly string[] {
  const fence = fenceFor(text, 3);
  const name = language === PLAIN ? '' : language.replaceAll(/[`\s]+/g, ' ').trim();
  return [fence + name, ...text.split('\n'), fence];
}

/** Blocks that hold no others and are no text, the same in both dialects; no line for what Markdown cannot say. */
export function aloneLines(block: DocBlock): readonly string[] {
  const { kind } = block;
  if (kind === 'divider') return ['---'];
  if (kind === 'equation') {
    // A line of the expression that looks like the end of it gets a stroke more.
    return ['$$', ...block.expression.split('\n').map((line) => line.replace(/^(?=\\*\$\$$)/, '\\')), '$$'];
  }
  if (kind === 'table_of_contents') return [`<table_of_contents${colorOf(block)}/>`];
  if (kind === 'link_to_page') return [`<mention-page url="${notionAddress(block.page)}"/>`];
  if (kind === 'other') return otherLines(block);
  return 'url' in block ? [mediaLine(block)] : [];
}

function mediaLine({ kind, url, caption }: Media): string {
  if (kind === 'image') return `![${writeRuns(caption)}](${escapeAddress(url)})`;
  if (kind !== 'embed' && kind !== 'bookmark')
    return `<${kind} src="${escapeAttribute(url)}">${writeRuns(caption)}</${kind}>`;
  if (caption.length === 0) return writeRuns([{ kind: 'text', text: url, link: url }]);
  return escapeStart(writeRuns(caption.map((run) => (run.kind === 'text' ? { ...run, link: run.link ?? url } : run))));
}

/** A child page or database by its tag; anything else that cannot be made as the text that tells of it. */
function otherLines(block: Extract<DocBlock, { readonly kind: 'other' }>): readonly string[] {
  const tag = block.type === 'child_page' ? 'page' : block.type === 'child_database' ? 'database' : undefined;
  const { url } = block;
  if (tag !== undefined && url !== undefined)
    return [
      `<${tag} url="${escapeAttribute(url)}"${colorOf(block)}>${writeRuns([{ kind: 'text', text: block.text }])}</${tag}>`,
    ];
  if (url !== undefined && block.text === '')
    return [`<unknown url="${escapeAttribute(url)}" alt="${escapeAttribute(block.type)}"/>`];
  const runs = tellingRuns(block);
  return runs.length === 0 ? [] : [escapeStart(writeRuns(runs))];
}
