import type { PageId } from '../base/ids.ts';
import { pageIn } from '../mirror/address.ts';
import type { Page } from '../mirror/page.ts';
import type { BlockKind } from '../text/block.ts';

/** Blocks that stand for a page of their own inside the page. */
const INSIDE: ReadonlySet<BlockKind> = new Set<BlockKind>(['page', 'database', 'row']);

const idIn = (url: string | undefined): readonly PageId[] => {
  const id = pageIn(url ?? '');
  return id === undefined ? [] : [id];
};

/** Pages, databases and rows that stand inside a page, by its own text. */
export function pagesInside(page: Page): readonly PageId[] {
  return [...new Set(page.blocks.flatMap(({ kind, url }) => (INSIDE.has(kind) ? idIn(url) : [])))];
}

/** Pages that a page leads to: relations first, then what stands inside it, then what its text mentions. Each once. */
export function pagesBeside(page: Page): readonly PageId[] {
  const related = page.properties.flatMap(({ pages }) => pages ?? []);
  const mentioned = page.blocks.flatMap(({ mentions }) =>
    (mentions ?? []).flatMap(({ kind, url }) => (kind === 'page' || kind === 'database' ? idIn(url) : [])),
  );
  return [...new Set([...related, ...pagesInside(page), ...mentioned])].filter((id) => id !== page.id);
}
