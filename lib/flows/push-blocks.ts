import type { BlockId, PageId } from '../base/ids.ts';
import type { NotionDocument } from '../markup/document.ts';
import { plainTextOf } from '../markup/plain-text.ts';
import { writtenUrl } from '../outbox/byline.ts';
import type { StandingBlock } from '../outbox/notion-writer.ts';
import { childrenAt, planOf, topBefore, topOf } from '../outbox/plan.ts';
import type { BlockOperation, Plan, Portion } from '../outbox/plan.ts';
import { reconcile } from '../outbox/reconcile.ts';
import type { Reconciled } from '../outbox/reconcile.ts';
import { auditBlocks } from './push-audit.ts';
import { ownContainers } from './push-containers.ts';
import { undoBlocks } from './push-undo.ts';
import { childrenOf, unlessGone } from './push.ts';
import type { Conflict, Errand, Next, Way } from './push.ts';

/** A list of ours: where it stands, and what of it. */
interface List {
  readonly at: BlockId | PageId;
  readonly stands: Reconciled;
  readonly standing: readonly StandingBlock[];
}

/** Blocks go into a container of our own, portion by portion, each after the last one that is known to stand. */
export const pushBlocks: Way<BlockOperation> = {
  async next(errand, unsure) {
    const plan = planOf(errand.entry, errand.operation);
    const { container, chunk } = errand.sent;
    if (container === undefined) return nextContainer(errand, plan, unsure);
    const portion = plan.portions[chunk - 1];
    if (portion === undefined) return { do: 'end', url: urlOf(errand.operation, container) };
    return portion.under.length === 0
      ? nextOfTop(errand, plan, container, portion, unsure)
      : nextBelow(errand, plan, container, portion, unsure);
  },
  audit: auditBlocks,
  undo: undoBlocks,
};

async function nextContainer(errand: Errand<BlockOperation>, plan: Plan, unsure: boolean): Promise<Next> {
  const { operation, writer, signal } = errand;
  const begun = { chunk: plan.afterFirst, of: plan.portions.length + 1, blocks: [] };
  const [standing] = unsure ? await ownContainers(errand) : [];
  if (standing !== undefined) return { do: 'note', progress: { ...begun, container: standing.id } };
  return {
    do: 'write',
    before: { of: begun.of },
    async write() {
      if (operation.kind === 'append') {
        const [id] = await writer.append(operation.page, plan.first, undefined, signal);
        return id === undefined ? {} : { ...begun, container: id };
      }
      const { parent, title, values } = operation;
      const { id } = await writer.createPage({ parent, title, values, content: plan.first }, signal);
      return { ...begun, container: id };
    },
  };
}

async function nextOfTop(
  errand: Errand<BlockOperation>,
  plan: Plan,
  container: BlockId | PageId,
  portion: Portion,
  unsure: boolean,
): Promise<Next> {
  const { sent } = errand;
  const top = topOf(plan);
  const from = topBefore(plan, sent.chunk);
  const to = from + portion.blocks.length;
  if (!unsure && sent.overEdits === undefined && sent.blocks.length === from) {
    return write(errand, container, portion.blocks, sent.blocks);
  }
  const list = await readList(errand, container, top.slice(0, unsure ? to : from), sent.blocks);
  if ('do' in list) return list;
  const { ids, last } = list.stands;
  if (ids.length < from && sent.overEdits === undefined) return differs(list);
  if (ids.length >= to) return { do: 'note', progress: { blocks: ids, chunk: sent.chunk + 1 } };
  return write(errand, container, portion.blocks.slice(Math.max(0, ids.length - from)), ids, last);
}

async function nextBelow(
  errand: Errand<BlockOperation>,
  plan: Plan,
  container: BlockId | PageId,
  portion: Portion,
  unsure: boolean,
): Promise<Next> {
  const { sent } = errand;
  const parent = await placeOf(errand, plan, container, portion.under);
  if (typeof parent !== 'string') return parent;
  const to = portion.from + portion.blocks.length;
  const planned = childrenAt(plan.document, portion.under);
  const list = await readList(errand, parent, planned.slice(0, unsure ? to : portion.from), []);
  if ('do' in list) return list;
  const { ids, last } = list.stands;
  if (ids.length < portion.from && sent.overEdits === undefined) return differs(list);
  if (ids.length >= to) return { do: 'note', progress: { chunk: sent.chunk + 1 } };
  return write(errand, parent, portion.blocks.slice(Math.max(0, ids.length - portion.from)), undefined, last);
}

/** @param before ids of what stands in this list, where it is the one at the top */
function write(
  { sent, writer, signal }: Errand<BlockOperation>,
  to: BlockId | PageId,
  blocks: NotionDocument,
  before: readonly BlockId[] | undefined,
  after: BlockId | undefined = before?.at(-1),
): Next {
  return {
    do: 'write',
    ...(before === undefined ? {} : { before: { blocks: before } }),
    async write() {
      const ids = await writer.append(to, blocks, after, signal);
      const named = before !== undefined && ids.length === blocks.length;
      return { chunk: sent.chunk + 1, ...(named ? { blocks: [...before, ...ids] } : {}) };
    },
  };
}

/** Where the parent of a portion stands: known at the top, looked up below it. */
async function placeOf(
  errand: Errand<BlockOperation>,
  plan: Plan,
  container: BlockId | PageId,
  [first = 0, ...deeper]: readonly number[],
): Promise<BlockId | Extract<Next, { readonly do: 'note' }> | Conflict> {
  const { sent } = errand;
  const at = plan.head.length + first;
  let id = sent.blocks[at];
  if (id === undefined) {
    const list = await readList(errand, container, topOf(plan).slice(0, topBefore(plan, sent.chunk)), sent.blocks);
    if ('do' in list) return list;
    return list.stands.ids.length > at ? { do: 'note', progress: { blocks: list.stands.ids } } : differs(list);
  }
  const path = [first];
  for (const step of deeper) {
    const list = await readList(errand, id, childrenAt(plan.document, path).slice(0, step + 1), []);
    if ('do' in list) return list;
    const next: BlockId | undefined = list.stands.ids[step];
    if (next === undefined) return differs(list);
    id = next;
    path.push(step);
  }
  return id;
}

async function readList(
  { entry, operation, sent, writer, signal }: Errand<BlockOperation>,
  at: BlockId | PageId,
  planned: NotionDocument,
  known: readonly BlockId[],
): Promise<List | Conflict> {
  const standing = await unlessGone(childrenOf(writer, at, signal));
  if (standing === undefined) {
    // Should the page itself not be there for us any more, that is what is told.
    await writer.children(operation.kind === 'append' ? operation.page : entry.target, undefined, signal);
    return { do: 'conflict', code: 'write-gone' };
  }
  const stands = reconcile(planned, standing, known, await writer.whoWrites(signal));
  const list = { at, stands, standing };
  return (stands.changed || stands.broken) && sent.overEdits === undefined ? differs(list) : list;
}

const differs = ({ standing }: Pick<List, 'standing'>): Conflict => ({
  do: 'conflict',
  code: 'write-conflict',
  found: { markdown: plainTextOf(standing.map(({ block }) => block)) },
});

const urlOf = (operation: BlockOperation, container: BlockId | PageId): string =>
  operation.kind === 'append' ? writtenUrl(operation.page, container) : writtenUrl(container);
