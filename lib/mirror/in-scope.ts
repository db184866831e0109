import type { ConnectionId, PageId } from '../base/ids.ts';
import type { PageHead } from './page-head.ts';

/** A part of the mirror. Nothing named means everything. */
interface Scope {
  readonly connection?: ConnectionId;
  readonly under?: PageId;
}

/** The pages of a scope: of one workspace, or a page with everything below it. */
export function inScope(heads: readonly PageHead[], { connection, under }: Scope): readonly PageHead[] {
  const ours = connection === undefined ? heads : heads.filter((head) => head.connection === connection);
  if (under === undefined) return ours;
  const parents = new Map(ours.map(({ id, parent }) => [id, parent]));
  return ours.filter(({ id }) => isUnder(id, under, parents));
}

function isUnder(id: PageId, top: PageId, parents: ReadonlyMap<PageId, PageId | undefined>): boolean {
  const seen = new Set<PageId>();
  for (let at: PageId | undefined = id; at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === top) return true;
    seen.add(at);
  }
  return false;
}
