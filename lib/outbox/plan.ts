import { chunksOf } from '../markup/chunks.ts';
import type { DocBlock, NotionDocument } from '../markup/document.ts';
import { fitLimits } from '../markup/fit-limits.ts';
import { bylineOf } from './byline.ts';
import type { OutboxEntry } from './entry.ts';
import type { Operation } from './operation.ts';

/** An operation that puts blocks of our own somewhere. */
export type BlockOperation = Extract<Operation, { readonly kind: 'append' | 'create' }>;

/** Blocks that one request appends: those of the list `under` from `from` on. */
export interface Portion {
  /** Place of their parent in the document, from the top down; empty for the top. */
  readonly under: readonly number[];
  readonly from: number;
  readonly blocks: NotionDocument;
}

/** What will stand, and by which requests: the first makes the container, each further one appends a portion. */
export interface Plan {
  readonly document: NotionDocument;
  /** Blocks of ours at the top of the container before those of the document. */
  readonly head: NotionDocument;
  /** What the first request makes, with as much of the document as goes along. */
  readonly first: NotionDocument;
  readonly portions: readonly Portion[];
  /** Number of the first request that is still to be sent once the container stands. */
  readonly afterFirst: number;
}

/** A page is made with its first portion where that is small: most publishes are one request. */
const SMALL = 200_000;

/** The same plan for the same entry in every life of the worker. */
export function planOf(entry: Pick<OutboxEntry, 'id' | 'origin' | 'createdAt'>, operation: BlockOperation): Plan {
  const document = fitLimits(operation.content);
  const portions = portionsOf(document);
  const byline = bylineOf(entry);
  if (operation.kind === 'append') return { document, head: [], first: [byline], portions, afterFirst: 1 };
  const [start] = portions;
  const goesAlong = start !== undefined && JSON.stringify(start.blocks).length <= SMALL;
  const first = goesAlong ? [byline, ...start.blocks] : [byline];
  return { document, head: [byline], first, portions, afterFirst: goesAlong ? 2 : 1 };
}

function portionsOf(document: NotionDocument): readonly Portion[] {
  const chunks = chunksOf(document);
  const waiting = new Map<string, number>();
  for (const { under, blocks } of chunks) {
    const key = under.join();
    waiting.set(key, (waiting.get(key) ?? 0) + blocks.length);
  }
  return chunks.map(({ under, blocks }) => {
    const key = under.join();
    const left = waiting.get(key) ?? 0;
    waiting.set(key, left - blocks.length);
    return { under, from: childrenAt(document, under).length - left, blocks };
  });
}

/** The list of blocks at a place of the document. */
export function childrenAt(document: NotionDocument, under: readonly number[]): NotionDocument {
  let list: readonly DocBlock[] = document;
  for (const at of under) list = list[at]?.children ?? [];
  return list;
}

/** Everything that is to stand at the top of the container. */
export const topOf = ({ head, document }: Plan): NotionDocument => [...head, ...document];

/** How many blocks of the top stand once the requests before this one are done. */
export function topBefore({ head, portions, first, afterFirst }: Plan, chunk: number): number {
  if (chunk === 0) return 0;
  const along = afterFirst === 2 ? first.length : head.length;
  return portions
    .slice(afterFirst - 1, Math.max(afterFirst - 1, chunk - 1))
    .filter(({ under }) => under.length === 0)
    .reduce((sum, { blocks }) => sum + blocks.length, along);
}
