import type { BlockId, PageId } from '../base/ids.ts';
import { blockHash } from '../markup/block-hash.ts';
import type { NotionDocument } from '../markup/document.ts';
import { plainTextOf } from '../markup/plain-text.ts';
import { childrenAt, planOf, topOf } from '../outbox/plan.ts';
import type { BlockOperation, Plan } from '../outbox/plan.ts';
import { reconcile } from '../outbox/reconcile.ts';
import { ownContainers } from './push-containers.ts';
import { childrenOf, removeContainer, unlessGone } from './push.ts';
import type { Audited, Conflict, Errand } from './push.ts';

/** A list of ours that was read whole. */
interface Checked {
  readonly ids: readonly BlockId[];
  readonly deleted: boolean;
}

/**
 * Everything that was sent stands once and in its order. What a late request made a second time is deleted by its id:
 * only what we made, and only where its content is ours. What others changed in it since is theirs. A clear answer is no
 * proof that a request went out once: where a kept connection breaks before any header, browsers send it again by
 * themselves (seen in Chromium 156 and Firefox 153).
 */
export async function auditBlocks(errand: Errand<BlockOperation>): Promise<Audited> {
  const { sent, entry, operation } = errand;
  const { container } = sent;
  if (container === undefined) return { do: 'conflict', code: 'write-gone' };
  const plan = planOf(entry, operation);
  const cleaned = await deleteSurplusContainers(errand, plan, container);
  const top = await checkList(errand, container, topOf(plan), sent.blocks);
  if ('do' in top) return top;
  const below = await checkBelow(errand, plan, top.ids);
  if (typeof below !== 'boolean') return below;
  return cleaned || top.deleted || below ? 'again' : 'right';
}

async function deleteSurplusContainers(
  errand: Errand<BlockOperation>,
  plan: Plan,
  kept: BlockId | PageId,
): Promise<boolean> {
  const { operation } = errand;
  let deleted = false;
  for (const { id, empty } of await ownContainers(errand)) {
    if (id === kept) continue;
    const isOurs = operation.kind === 'append' ? empty : await holdsOnly(errand, id, plan.first);
    if (!isOurs) continue;
    await removeContainer(errand, id);
    deleted = true;
  }
  return deleted;
}

/** Whether nothing stands there but what the first request put there. */
async function holdsOnly(
  { writer, signal }: Errand<BlockOperation>,
  id: BlockId | PageId,
  first: NotionDocument,
): Promise<boolean> {
  const standing = await unlessGone(childrenOf(writer, id, signal));
  return (
    standing?.length === first.length &&
    standing.every(({ block }, at) => {
      const planned = first[at];
      return planned !== undefined && blockHash(block) === blockHash(planned);
    })
  );
}

/** Lists further down that had requests of their own; true where something was deleted. */
async function checkBelow(
  errand: Errand<BlockOperation>,
  plan: Plan,
  top: readonly BlockId[],
): Promise<boolean | Conflict> {
  const known = new Map<string, readonly BlockId[]>([['', top.slice(plan.head.length)]]);
  let deleted = false;
  for (const { under } of plan.portions) {
    for (let depth = 1; depth <= under.length; depth += 1) {
      const path = under.slice(0, depth);
      if (known.has(path.join())) continue;
      const id = known.get(path.slice(0, -1).join())?.[path.at(-1) ?? 0];
      if (id === undefined) return { do: 'conflict', code: 'write-gone' };
      const list = await checkList(errand, id, childrenAt(plan.document, path), []);
      if ('do' in list) return list;
      deleted ||= list.deleted;
      known.set(path.join(), list.ids);
    }
  }
  return deleted;
}

async function checkList(
  { sent, writer, signal }: Errand<BlockOperation>,
  at: BlockId | PageId,
  planned: NotionDocument,
  known: readonly BlockId[],
): Promise<Checked | Conflict> {
  const standing = await unlessGone(childrenOf(writer, at, signal));
  if (standing === undefined) return { do: 'conflict', code: 'write-gone' };
  const { ids, surplus, broken } = reconcile(planned, standing, known, await writer.whoWrites(signal));
  if ((broken || ids.length < planned.length) && sent.overEdits === undefined) {
    const markdown = plainTextOf(standing.map(({ block }) => block));
    return { do: 'conflict', code: 'write-conflict', found: { markdown } };
  }
  for (const id of surplus) await unlessGone(writer.deleteBlock(id, signal));
  return { ids, deleted: surplus.length > 0 };
}
