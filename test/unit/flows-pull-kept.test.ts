import { describe, expect, it } from 'vitest';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { pullPage } from '../../lib/flows/pull.ts';
import type { NotionReader } from '../../lib/mirror/notion-reader.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-11-21T12:00:20Z');
const signal = new AbortController().signal;

function idOf(text: string): PageId {
  const id = parsePageId(text);
  if (id === undefined) throw new Error(`No id: ${text}`);
  return id;
}
const id = idOf('35317009-9987-8025-86a8-f069ac9a40c3');

/** One page of Notion with a memory: it counts how often its content was read whole. */
function notion() {
  const page = { text: 'First words.', editedAt: START - 10 * MINUTE, reads: 0 };
  const reader: Pick<NotionReader, 'page' | 'markdown'> = {
    page: async () => ({
      id,
      title: 'Launch plan',
      url: 'https://app.notion.com/p/x',
      properties: [],
      propertyIds: new Map(),
      editedAt: page.editedAt - (page.editedAt % MINUTE),
    }),
    markdown: async (_id, asked) => {
      // The record answers first, as the shorter of both does.
      await new Promise((resolve) => setImmediate(resolve));
      asked.throwIfAborted();
      page.reads += 1;
      return { markdown: page.text, dialect: 'v1', truncated: false, unknownBlockIds: [] };
    },
  };
  return { page, reader: reader as NotionReader };
}

describe('a page that was read before', () => {
  const pull = async (
    world: ReturnType<typeof notion>,
    clock: ReturnType<typeof createFakeClock>,
    kept?: Awaited<ReturnType<typeof pullPage>>,
  ) =>
    pullPage(
      { reader: world.reader, clock, connection: asConnectionId('one'), ...(kept && { kept }) },
      { pageId: id },
      signal,
    );

  it('is not read whole again while Notion says that nothing was edited', async () => {
    const world = notion();
    const clock = createFakeClock(START);
    const first = await pull(world, clock);
    await clock.advance(MINUTE);
    const second = await pull(world, clock, first);
    expect(world.page.reads).toBe(1);
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(second.readAt).toBe(first.readAt);
  });

  it('is read whole again after an edit', async () => {
    const world = notion();
    const clock = createFakeClock(START);
    const first = await pull(world, clock);
    await clock.advance(MINUTE);
    world.page.text = 'Other words.';
    world.page.editedAt = clock.now();
    expect((await pull(world, clock, first)).blocks[0]?.text).toBe('Other words.');
  });

  it('is read whole again when it was read within the minute of its last edit', async () => {
    const world = notion();
    const clock = createFakeClock(START);
    world.page.editedAt = START;
    const first = await pull(world, clock);
    world.page.text = 'Words of the same minute.';
    await clock.advance(1_000);
    expect((await pull(world, clock, first)).blocks[0]?.text).toBe('Words of the same minute.');
  });

  it('is believed for five minutes at most, whatever the times say', async () => {
    const world = notion();
    const clock = createFakeClock(START);
    const first = await pull(world, clock);
    await clock.advance(6 * MINUTE);
    await pull(world, clock, first);
    expect(world.page.reads).toBe(2);
  });
});
