import type { BlockId, PageId } from '../base/ids.ts';
import { isBylineOf } from '../outbox/byline.ts';
import type { CreatedPage } from '../outbox/notion-writer.ts';
import type { BlockOperation } from '../outbox/plan.ts';
import { childrenOf, unlessGone } from './push.ts';
import type { Errand } from './push.ts';

/** A container of ours as it stands: the block that holds what was appended, or the page that was made. */
export interface Container {
  readonly id: BlockId | PageId;
  /** Nothing of it is lost with it. */
  readonly empty: boolean;
}

/** The clock may be wrong by days when a request goes out: rows that it made are looked for from a week before. */
const LOOK_BACK_MS = 7 * 24 * 60 * 60_000;
/** Pages that are looked into for our first block: of the same title, and of any title. */
const MOST_SAME = 50;
const MOST_OTHERS = 20;

/** Every container that bears the entry's mark and was made by us, the first one first. */
export async function ownContainers(errand: Errand<BlockOperation>): Promise<readonly Container[]> {
  const { entry, operation, writer, signal } = errand;
  const me = await writer.whoWrites(signal);
  if (operation.kind === 'append') {
    const standing = await childrenOf(writer, operation.page, signal);
    return standing
      .filter(({ block, createdBy }) => isBylineOf(entry, block) && (createdBy ?? me) === me)
      .map(({ id, hasChildren }) => ({ id, empty: !hasChildren }));
  }
  // Pages below a page are listed whole, whatever their time.
  const begun = Math.min(errand.sent.begunAt ?? entry.createdAt, entry.createdAt);
  const since = operation.parent.kind === 'page' ? 0 : Math.max(0, begun - LOOK_BACK_MS);
  const made = (await writer.createdUnder(operation.parent, since, signal)).filter(
    ({ createdBy }) => (createdBy ?? me) === me,
  );
  const isSame = ({ title }: CreatedPage): boolean => title.trim() === operation.title;
  const found = await thoseMarked(errand, made.filter(isSame).slice(0, MOST_SAME));
  if (found.length > 0) return found;
  // Somebody may have renamed it meanwhile.
  return thoseMarked(errand, made.filter((page) => !isSame(page)).slice(0, MOST_OTHERS));
}

async function thoseMarked(
  { entry, writer, signal }: Errand<BlockOperation>,
  pages: readonly CreatedPage[],
): Promise<readonly Container[]> {
  const marked: Container[] = [];
  for (const { id } of pages.toReversed()) {
    const list = await unlessGone(writer.children(id, undefined, signal));
    if (list?.blocks.some(({ block }) => isBylineOf(entry, block)) !== true) continue;
    marked.push({ id, empty: false });
  }
  return marked;
}
