import { expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { parseBlockId } from '../../lib/base/ids.ts';
import type { BlockId } from '../../lib/base/ids.ts';
import { childrenOf } from '../../lib/flows/push.ts';
import type { StandingBlock } from '../../lib/outbox/notion-writer.ts';
import { aParagraph, PAGE } from '../fixtures/an-entry.ts';

function blockId(n: number): BlockId {
  const id = parseBlockId(String(n).padStart(32, '0'));
  if (id === undefined) throw new Error('no id');
  return id;
}

/** A list in parts of two, of which the first block of the second part is deleted after so many readings. */
function changing(deletions: number) {
  let all: readonly StandingBlock[] = [1, 2, 3, 4, 5].map((n) => ({
    id: blockId(n),
    block: aParagraph(`${n}`),
    hasChildren: false,
  }));
  let readings = 0;
  return {
    readings: () => readings,
    writer: {
      async children(_of: unknown, cursor?: string) {
        if (cursor === undefined) readings += 1;
        const from = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor);
        if (from < 0) throw new Failure('notion-refused-request');
        const next = all[from + 2];
        const list = { blocks: all.slice(from, from + 2), ...(next === undefined ? {} : { cursor: next.id }) };
        if (cursor === undefined && readings <= deletions) all = all.filter(({ id }) => id !== next?.id);
        return list;
      },
    },
  };
}

const signal = new AbortController().signal;

it('reads a list anew whose next block was deleted on the way', async () => {
  const { writer, readings } = changing(1);
  const blocks = await childrenOf(writer, PAGE, signal);
  expect(blocks.map(({ id }) => id)).toEqual([1, 2, 4, 5].map(blockId));
  expect(readings()).toBe(2);
});

it('gives up on a list that never stands still', async () => {
  await expect(childrenOf(changing(9).writer, PAGE, signal)).rejects.toThrow('notion-refused-request');
});
