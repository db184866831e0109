import { parsePageId } from '../base/ids.ts';
import type { BlockId, PageId } from '../base/ids.ts';
import type { NotionDocument } from '../markup/document.ts';
import { holdsValues } from '../outbox/equal-values.ts';
import type { StandingBlock } from '../outbox/notion-writer.ts';
import { planOf, topOf } from '../outbox/plan.ts';
import type { BlockOperation } from '../outbox/plan.ts';
import { reconcile } from '../outbox/reconcile.ts';
import { ownContainers } from './push-containers.ts';
import { childrenOf, removeContainer, unlessGone } from './push.ts';
import type { Errand, Undoing } from './push.ts';

/** Deletes the containers of ours, by id, where nobody else has changed anything in them. */
export async function undoBlocks(errand: Errand<BlockOperation>): Promise<Undoing> {
  const { entry, operation, sent, writer, signal } = errand;
  const top = topOf(planOf(entry, operation));
  const standing: (BlockId | PageId)[] = [];
  for (const id of await toUndo(errand)) {
    const blocks = await unlessGone(childrenOf(writer, id, signal));
    if (blocks === undefined) continue;
    if (!(await isOurs(errand, top, blocks, id === sent.container ? sent.blocks : []))) return 'edited';
    if (!(await keepsItsHead(errand, parsePageId(id)))) return 'edited';
    standing.push(id);
  }
  if (standing.length === 0) return 'undone';
  return {
    do: 'write',
    async write() {
      for (const id of standing) await removeContainer(errand, id);
    },
  };
}

/** An audit leaves one container; before it, or after an answer that did not come, all that bear our mark are looked up. */
async function toUndo(errand: Errand<BlockOperation>): Promise<readonly (BlockId | PageId)[]> {
  const { entry, operation, sent } = errand;
  const isSettled = entry.undoFrom === 'done' && (operation.kind === 'create' || sent.unsureAt === undefined);
  if (isSettled && sent.container !== undefined) return [sent.container];
  return (await ownContainers(errand)).map(({ id }) => id);
}

async function isOurs(
  errand: Errand<BlockOperation>,
  planned: NotionDocument,
  standing: readonly StandingBlock[],
  known: readonly BlockId[],
): Promise<boolean> {
  const { writer, signal } = errand;
  const { ids, changed, broken, foreign } = reconcile(planned, standing, known, await writer.whoWrites(signal));
  if (changed || broken || foreign) return false;
  for (const { id, hasChildren } of standing) {
    const place = ids.indexOf(id);
    const below = planned[place]?.children ?? [];
    if (!hasChildren || place < 0) continue;
    const children = await unlessGone(childrenOf(writer, id, signal));
    if (children !== undefined && !(await isOurs(errand, below, children, []))) return false;
  }
  return true;
}

/** Title and properties are still those that it was made with. */
async function keepsItsHead(
  { operation, writer, signal }: Errand<BlockOperation>,
  page: PageId | undefined,
): Promise<boolean> {
  if (operation.kind !== 'create' || page === undefined) return true;
  const values = (await unlessGone(writer.values(page, undefined, signal))) ?? {};
  const title = Object.values(values).find(({ type }) => type === 'title');
  const isNamed = title === undefined || ('text' in title && title.text === operation.title);
  return isNamed && holdsValues(values, operation.values);
}
