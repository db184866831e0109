import type { Dialect } from '../text/read-markdown.ts';
import { runsIn } from './addresses.ts';
import { notionLanguage, PLAIN } from './code-languages.ts';
import type { DocBlock, Inexpressible, NotionDocument, Run } from './document.ts';
import { isLinkable, isMentionable, portionsOf } from './fit-runs.ts';
import { isIcon } from './icon.ts';
import { LONGEST_EQUATION, LONGEST_LIST } from './limits.ts';

/** The way by which a document is to reach Notion: its block API, or Markdown of a dialect. */
type Via = 'api' | Dialect;

/**
 * What becomes of the parts of a document that cannot be said on this way, in the order of their first place, each with
 * how often it happens. Nothing when the whole document arrives as it is.
 */
export function inexpressible(document: NotionDocument, via: Via): readonly Inexpressible[] {
  const found = new Map<string, Inexpressible>();
  const visit = (blocks: NotionDocument): void => {
    for (const block of blocks) {
      for (const words of via === 'api' ? lostByApi(block) : lostByMarkdown(block, via)) {
        const key = `${block.kind} ${words}`;
        found.set(key, { kind: block.kind, words, count: (found.get(key)?.count ?? 0) + 1 });
      }
      visit(block.children);
    }
  };
  visit(document);
  return [...found.values()];
}

const NO_BLOCK = 'Notion lets nobody create this block; its text and address stand in its place.';

function lostByApi(block: DocBlock): readonly string[] {
  return [
    ...(runsIn(block).some(isTooMuch)
      ? [TOO_MUCH[block.kind] ?? 'Its text is long and goes on in further blocks.']
      : []),
    ...lostRuns(block),
    ...lostBlock(block),
  ];
}

const TOO_MUCH: Readonly<Record<string, string>> = { table: 'A cell is long and goes on in the row below.' };

const isTooMuch = (runs: readonly Run[]): boolean => runs.length > 0 && portionsOf(runs).length > 1;

function lostRuns(block: DocBlock): readonly string[] {
  return runsIn(block).flatMap((runs) =>
    runs.flatMap((run) => {
      if (run.kind === 'equation')
        return run.expression.length > LONGEST_EQUATION ? ['A long equation becomes code.'] : [];
      if (run.kind === 'mention') return isMentionable(run.mention) ? [] : ['A mention becomes its name.'];
      return run.link === undefined || isLinkable(run.link) ? [] : ['A link loses its address, which Notion refuses.'];
    }),
  );
}

function lostBlock(block: DocBlock): readonly string[] {
  const { kind, children } = block;
  if (kind === 'code' || kind === 'equation' || kind === 'table') return lostContent(block);
  if (kind === 'numbered_list_item' && block.start !== undefined) return ['The list is counted from 1.'];
  if ('icon' in block && !isIcon(block.icon ?? '')) return ['The callout loses its icon.'];
  if (kind === 'column_list' && children.length < 2) return ['What stands in the only column stands without one.'];
  if (kind === 'other') return [NO_BLOCK];
  if ('url' in block)
    return isLinkable(block.url) ? [] : ['Its address is one that Notion refuses; its text stands alone.'];
  return isFlat(block) && children.length > 0 ? ['What stands inside the heading stands below it.'] : [];
}

const isFlat = (block: DocBlock): boolean => block.kind.startsWith('heading_') && !('toggleable' in block);

function lostContent(block: Extract<DocBlock, { readonly kind: 'code' | 'equation' | 'table' }>): readonly string[] {
  if (block.kind === 'table') return lostTable(block.rows[0]?.length ?? 0, block.rows.length);
  if (block.kind === 'equation')
    return block.expression.length > LONGEST_EQUATION ? ['The long equation becomes code.'] : [];
  const isKnown = block.language === PLAIN || notionLanguage(block.language) !== PLAIN;
  return isKnown ? [] : ['The code is shown as plain text.'];
}

function lostTable(width: number, height: number): readonly string[] {
  if (width === 0) return ['The table is empty and left out.'];
  return Math.max(width, height) > LONGEST_LIST ? ['The table is large and becomes several.'] : [];
}

const NO_MARKDOWN: Readonly<Record<string, string>> = {
  breadcrumb: 'Markdown has no breadcrumb; it is left out.',
  bookmark: 'The bookmark becomes a link.',
  embed: 'The embed becomes a link.',
  link_to_page: 'The link to a page becomes a mention of it.',
  tab: 'Each tab becomes a toggle.',
};

function lostByMarkdown(block: DocBlock, dialect: Dialect): readonly string[] {
  const { kind } = block;
  const words = NO_MARKDOWN[kind];
  if (words !== undefined) return [words];
  if (kind === 'other') return block.type === 'child_page' || block.type === 'child_database' ? [] : [NO_BLOCK];
  if (kind === 'code') return block.caption === undefined ? [] : ['The caption of the code is left out.'];
  if (kind === 'column') return block.ratio === undefined ? [] : ['The columns are equally wide.'];
  const isItem = kind === 'bulleted_list_item' || kind === 'numbered_list_item' || kind === 'to_do';
  return isItem && dialect === 'v2' && block.color !== undefined
    ? ['The colour of the item becomes the colour of its text.']
    : [];
}
