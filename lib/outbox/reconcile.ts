import type { BlockId } from '../base/ids.ts';
import { blockHash } from '../markup/block-hash.ts';
import type { NotionDocument } from '../markup/document.ts';
import type { StandingBlock } from './notion-writer.ts';

/** What of a list of blocks stands. */
export interface Reconciled {
  /** Blocks of the plan from its first on, as far as they stand or are known to have stood. */
  readonly ids: readonly BlockId[];
  /** The last of them that stands now: what follows is appended after it. */
  readonly last?: BlockId;
  /** Ours a second time: made by a request that arrived late. Deleted by id, never by place. */
  readonly surplus: readonly BlockId[];
  /** A block of ours reads otherwise now. */
  readonly changed: boolean;
  /** Blocks of ours are gone or moved, or others stand among them where ours are not complete. */
  readonly broken: boolean;
  /** Others have put something between or below. */
  readonly foreign: boolean;
}

/**
 * Compares what stands with what was sent. A block is known by its id where an answer named it; else it is the next of
 * the plan by its hash. Surplus is only what equals a block of the plan that stands already and was made by us.
 * @param plan what has been sent or may have been, in order
 * @param known ids of its first blocks
 * @param me who writes for us, as blocks name their maker; nothing is surplus without
 */
export function reconcile(
  plan: NotionDocument,
  standing: readonly StandingBlock[],
  known: readonly BlockId[],
  me: string | undefined,
): Reconciled {
  const hashes = plan.map(blockHash);
  const places = new Map(known.map((id, at) => [id, at]));
  const standingKnown = new Set(standing.flatMap(({ id }) => places.get(id) ?? []));
  const ids: BlockId[] = [];
  const extras: { readonly id: BlockId; readonly hash: string; readonly mine: boolean }[] = [];
  let last: BlockId | undefined;
  let changed = false;
  let broken = false;
  for (const { id, block, createdBy } of standing) {
    const hash = blockHash(block);
    const place = places.get(id);
    if (place !== undefined) {
      if (place < ids.length) {
        broken = true;
        continue;
      }
      if (place > ids.length) broken = true;
      ids.push(...known.slice(ids.length, place + 1));
      changed ||= hash !== hashes[place];
      last = id;
    } else if (!standingKnown.has(ids.length) && hash === hashes[ids.length]) {
      ids.push(id);
      last = id;
    } else {
      extras.push({ id, hash, mine: me !== undefined && createdBy === me });
    }
  }
  if (known.length > ids.length) {
    broken = true;
    ids.push(...known.slice(ids.length));
  }
  const stood = new Set(hashes.slice(0, ids.length));
  const surplus = extras.filter(({ hash, mine }) => mine && stood.has(hash)).map(({ id }) => id);
  const foreign = extras.length > surplus.length;
  if (foreign && ids.length < plan.length) broken = true;
  return { ids, ...(last === undefined ? {} : { last }), surplus, changed, broken, foreign };
}
