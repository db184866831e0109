import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../lib/base/json.ts';
import { blockHash } from '../../lib/markup/block-hash.ts';
import { chunksOf } from '../../lib/markup/chunks.ts';
import type { Chunk } from '../../lib/markup/chunks.ts';
import type { DocBlock, NotionDocument } from '../../lib/markup/document.ts';
import { fitLimits } from '../../lib/markup/fit-limits.ts';
import { fromApiBlock } from '../../lib/markup/from-api-block.ts';
import { inexpressible } from '../../lib/markup/inexpressible.ts';
import { plainTextOf } from '../../lib/markup/plain-text.ts';
import { toApiBlocks } from '../../lib/markup/to-api-blocks.ts';
import { anyDocument, anyLargeDocument } from './documents.ts';

interface Tree {
  readonly block: DocBlock;
  readonly children: Tree[];
}

/** What stands in Notion after the chunks were appended one after the other. */
function built(chunks: readonly Chunk[]): NotionDocument {
  const top: Tree[] = [];
  for (const { under, blocks } of chunks) {
    const list = under.reduce<Tree[]>((trees, at) => {
      const tree = trees[at];
      if (!tree) throw new Error(`Nothing stands at ${under.join('.')} yet`);
      return tree.children;
    }, top);
    list.push(...blocks.map(planted));
  }
  return top.map(grown);
}

const planted = (block: DocBlock): Tree => ({ block, children: block.children.map(planted) });
const grown = ({ block, children }: Tree): DocBlock => ({ ...block, children: children.map(grown) });

/** Every limit of Notion that a request breaks, by its own walk over the JSON. */
function broken(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) {
    const own = value.length > 100 ? [`${path} has ${value.length}`] : [];
    return [...own, ...value.flatMap((item, at) => broken(item, `${path}[${at}]`))];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const limit = { content: 2000, url: 2000, expression: 1000 }[name];
    if (typeof inner === 'string')
      return limit !== undefined && inner.length > limit ? [`${path}.${name} is ${inner.length}`] : [];
    return broken(inner, `${path}.${name}`);
  });
}

/** Levels of blocks below the given ones, columns and what they hold counted as one. */
function levels(blocks: readonly Json[]): number {
  return blocks.reduce((most, block) => {
    const details: unknown = block[String(block['type'])];
    const inner: unknown =
      typeof details === 'object' && details !== null && 'children' in details ? details.children : [];
    const children = Array.isArray(inner)
      ? inner.filter((child): child is Json => typeof child === 'object' && child !== null)
      : [];
    if (children.length === 0) return most;
    return Math.max(most, levels(children) + (block['type'] === 'column_list' ? 0 : 1));
  }, 0);
}

const count = (value: unknown): number => (JSON.stringify(value).match(/"object":"block"/g) ?? []).length;

describe('chunks', () => {
  it.each([
    ['documents', anyDocument, 300],
    ['large documents', anyLargeDocument, 60],
  ])('hold to what Notion takes at once and put together give the document: %s', (_, documents, numRuns) => {
    fc.assert(
      fc.property(documents, (document) => {
        const chunks = chunksOf(document);
        expect(built(chunks)).toEqual(fitLimits(document));
        for (const { blocks } of chunks) {
          const request = toApiBlocks(blocks);
          expect(broken(request)).toEqual([]);
          expect(blocks.length).toBeGreaterThan(0);
          expect(blocks.length).toBeLessThanOrEqual(50);
          expect(levels(request)).toBeLessThanOrEqual(2);
          expect(count(request)).toBeLessThanOrEqual(1000);
          expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThan(500_000);
        }
      }),
      { numRuns },
    );
  });

  it('fit once and for all', () => {
    fc.assert(
      fc.property(fc.oneof(anyDocument, anyLargeDocument), (document) => {
        const fitted = fitLimits(document);
        expect(fitLimits(fitted)).toEqual(fitted);
        expect(inexpressible(fitted, 'api').filter(({ words }) => !words.startsWith('The list is counted'))).toEqual(
          [],
        );
      }),
      { numRuns: 200 },
    );
  });

  it('lose no word of what fits in other blocks', () => {
    fc.assert(
      fc.property(anyLargeDocument, (document) => {
        expect(letters(fitLimits(document))).toBeGreaterThanOrEqual(letters(withoutCopies(document)));
      }),
      { numRuns: 60 },
    );
  });

  it('are read again from the API’s own JSON, with the same hashes', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const fitted = fitLimits(document);
        const read = toApiBlocks(fitted).map(fromApiBlock);
        expect(hashes(read)).toEqual(hashes(fitted));
      }),
      { numRuns: 300 },
    );
  });
});

const hashes = (blocks: NotionDocument): readonly string[] =>
  blocks.flatMap((block) => [blockHash(block), ...hashes(block.children)]);

const letters = (blocks: NotionDocument): number => plainTextOf(blocks).replaceAll(/\s/g, '').length;

/** A synced copy is sent without what it shows, which is its original's. */
const withoutCopies = (blocks: NotionDocument): NotionDocument =>
  blocks.map((block) => ({
    ...block,
    children: block.kind === 'synced_block' && block.original !== undefined ? [] : withoutCopies(block.children),
  }));
