import type { BlockId, PageId } from '../base/ids.ts';

/** What a page or database stands in, as far as it is known. At the top of a workspace, in nothing. */
export interface Above {
  readonly parent?: PageId;
  readonly inBlock?: BlockId;
}

/** Whether something stands in an excluded place; where that cannot be told yet, what has to be asked for. */
export type Standing =
  | { readonly is: 'inside' }
  | { readonly is: 'outside' }
  | { readonly is: 'unknown'; readonly page: PageId }
  | { readonly is: 'unknown'; readonly block: BlockId; readonly of: PageId };

/** No tree of a workspace is deeper; a chain that is longer runs in a circle. */
const DEEPEST = 200;

/**
 * Walks up from a page until an exclusion or the top of the workspace.
 * @param aboveOf what a page stands in; `undefined` for one that is not known
 */
export function standingOf(
  id: PageId,
  excluded: ReadonlySet<PageId>,
  aboveOf: (id: PageId) => Above | undefined,
): Standing {
  let at: PageId = id;
  for (let steps = 0; steps < DEEPEST; steps += 1) {
    if (excluded.has(at)) return { is: 'inside' };
    const above = aboveOf(at);
    if (above === undefined) return { is: 'unknown', page: at };
    if (above.parent === undefined) {
      return above.inBlock === undefined ? { is: 'outside' } : { is: 'unknown', block: above.inBlock, of: at };
    }
    at = above.parent;
  }
  return { is: 'outside' };
}

/** The page or database itself, and everything that is known to stand in it. */
export function everythingIn(
  id: PageId,
  heads: Iterable<{ readonly id: PageId; readonly parent?: PageId }>,
): ReadonlySet<PageId> {
  const below = new Map<PageId, PageId[]>();
  for (const head of heads) {
    if (head.parent !== undefined) below.set(head.parent, [...(below.get(head.parent) ?? []), head.id]);
  }
  const found = new Set([id]);
  for (const each of found) for (const child of below.get(each) ?? []) found.add(child);
  return found;
}
