import { Failure } from '../base/failure.ts';
import { parseBlockId, parsePageId } from '../base/ids.ts';
import type { BlockId, PageId } from '../base/ids.ts';
import type { OutboxEntry, Sent } from '../outbox/entry.ts';
import type { NotionWriter, StandingBlock } from '../outbox/notion-writer.ts';
import type { Operation } from '../outbox/operation.ts';
import type { Progress } from '../outbox/outbox-event.ts';

/** One entry on its way, as it is stored now. */
export interface Errand<Kind extends Operation = Operation> {
  readonly entry: OutboxEntry;
  readonly operation: Kind;
  readonly sent: Sent;
  readonly writer: NotionWriter;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** What is to be done next for an entry. */
export type Next =
  /** A request that writes; stored as under way, with `before`, before it goes out. */
  | {
      readonly do: 'write';
      readonly before?: Progress;
      readonly base?: OutboxEntry['base'];
      write(): Promise<Progress>;
    }
  /** So much stands already. */
  | { readonly do: 'note'; readonly progress: Progress }
  /** All of it stands. */
  | { readonly do: 'end'; readonly url: string; readonly progress?: Progress }
  | Conflict;

export interface Conflict {
  readonly do: 'conflict';
  readonly code: 'write-conflict' | 'write-gone';
  readonly found?: OutboxEntry['found'];
}

/** What an audit found: all as it should be, something put right that is to be looked at again, or what is not there. */
export type Audited = 'right' | 'again' | Conflict;

/** What is left of an undo: a request, nothing, or a reason not to. */
export type Undoing = { readonly do: 'write'; write(): Promise<void> } | 'undone' | 'edited';

/** How one kind of operation gets into Notion and out of it again. Each looks at what stands and decides from that. */
export interface Way<Kind extends Operation> {
  /** @param unsure something may stand that no answer told of: it is read back first */
  next(errand: Errand<Kind>, unsure: boolean): Promise<Next>;
  /** Compares what stands with what was wanted, and deletes what stands twice. */
  audit(errand: Errand<Kind>): Promise<Audited>;
  undo(errand: Errand<Kind>): Promise<Undoing>;
}

export const isGone = (error: unknown): boolean => error instanceof Failure && error.code === 'notion-not-shared';

/** What a request gives, or `undefined` where what it names is not there. */
export async function unlessGone<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** A list that is changed while it is read is begun so often. */
const MOST_READINGS = 3;

/** All children of a page or block in order. */
export async function childrenOf(
  writer: Pick<NotionWriter, 'children'>,
  of: PageId | BlockId,
  signal: AbortSignal,
): Promise<readonly StandingBlock[]> {
  for (let left = MOST_READINGS; ; left -= 1) {
    const blocks: StandingBlock[] = [];
    let cursor: string | undefined;
    try {
      do {
        const list = await writer.children(of, cursor, signal);
        blocks.push(...list.blocks);
        // A list that leads back to where it just was would never end.
        if (list.cursor !== undefined && list.cursor === cursor) throw new Failure('notion-garbled');
        cursor = list.cursor;
      } while (cursor !== undefined);
      return blocks;
    } catch (error) {
      // Notion goes on from a block by its id: where that one was deleted meanwhile, the list is read from its beginning.
      const isMidway = cursor !== undefined && error instanceof Failure && error.code === 'notion-refused-request';
      if (!isMidway || left <= 1) throw error;
    }
  }
}

/** Deletes a block of ours with all that is in it, or puts a page of ours into the trash. Gone already is as good. */
export async function removeContainer(
  { operation, writer, signal }: Errand,
  container: BlockId | PageId,
): Promise<void> {
  const block = operation.kind === 'append' ? parseBlockId(container) : undefined;
  const page = operation.kind === 'create' ? parsePageId(container) : undefined;
  if (block !== undefined) await unlessGone(writer.deleteBlock(block, signal));
  if (page !== undefined) await unlessGone(writer.trash(page, true, signal));
}
