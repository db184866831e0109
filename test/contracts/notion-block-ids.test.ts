import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBlockIds } from '../../lib/flows/find-block-ids.ts';
import { pullPage } from '../../lib/flows/pull.ts';
import type { PullPorts } from '../../lib/flows/pull.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import type { Block } from '../../lib/text/block.ts';
import type { WorldBlock, WorldPage } from '../world/model.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { aClient, asPage, createJumpingClock, NEVER } from './notion-door.ts';
import { countBlocks, ownText, pageWith, plain, visiblePages } from './sample-pages.ts';

let world: World;
let ports: PullPorts;

beforeAll(async () => {
  world = await startWorld();
  world.budget.perMinute = 1_000_000;
  ports = { reader: aClient(world, { pace: { initial: createPace(1_000_000) } }), clock: createJumpingClock() };
});
afterAll(() => world.close());

describe('the block that a passage stands in', () => {
  it('is found for nearly every block of the sample workspace, and is the right one', async () => {
    let wanted = 0;
    let right = 0;
    let wrong = 0;
    for (const original of visiblePages(world).filter(
      (page) => page.blocks.length > 0 && countBlocks(page.blocks) < 400,
    )) {
      const page = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
      const texts = textsById(original.blocks);
      const places = page.blocks.flatMap((block, at) => (plain(block.text).length > 12 ? [at] : []));
      const some = places.filter((_, index) => index % 4 === 0);
      const reader = ports.reader;
      if (reader === undefined) throw new Error('No reader');
      const passages = some.map((at) => ({ start: at, end: at + 1, quote: page.blocks[at]?.text ?? '' }));
      const found = await findBlockIds(reader, page.id, page.blocks, passages, NEVER);
      for (const [index, passage] of passages.entries()) {
        wanted += 1;
        const id = found.get(index);
        if (id === undefined) continue;
        if (plain(texts.get(id) ?? '') === plain(passage.quote)) right += 1;
        else wrong += 1;
      }
    }
    console.log(`Blocks wanted: ${wanted}, found: ${right}, wrong: ${wrong}`);
    expect(wanted).toBeGreaterThan(200);
    expect(wrong).toBe(0);
    expect(right / wanted).toBeGreaterThan(0.95);
  }, 60_000);

  it('tells blocks with the same text apart by their order', async () => {
    const original = pageWith(world, (page) => repeated(page) !== undefined);
    const twice = repeated(original);
    if (twice === undefined || ports.reader === undefined) throw new Error('No repeated text');
    const page = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    const places = page.blocks.flatMap((block: Block, at) =>
      plain(block.text) === twice.text && block.depth === 0 ? [at] : [],
    );
    const passages = places.map((at) => ({ start: at, end: at + 1, quote: page.blocks[at]?.text ?? '' }));
    const found = await findBlockIds(ports.reader, page.id, page.blocks, passages, NEVER);
    expect(passages.map((_, index) => found.get(index))).toEqual(twice.ids);
  });

  it('stops after so many requests, and leaves the rest without an id', async () => {
    const longest = visiblePages(world).toSorted((a, b) => b.blocks.length - a.blocks.length)[0];
    if (longest === undefined || ports.reader === undefined) throw new Error('No page');
    const block: Block = { kind: 'paragraph', depth: 0, text: 'These words stand nowhere in this page at all.' };
    const before = world.requests.all().length;
    const found = await findBlockIds(
      ports.reader,
      asPage(longest.id),
      [block],
      [{ start: 0, end: 1, quote: block.text }],
      NEVER,
    );
    expect(found.size).toBe(0);
    expect(world.requests.all().length - before).toBeLessThanOrEqual(40);
  });
});

function textsById(blocks: readonly WorldBlock[], into = new Map<string, string>()): Map<string, string> {
  for (const block of blocks) {
    into.set(block.id, ownText(block));
    textsById(block.children, into);
  }
  return into;
}

function repeated(page: WorldPage): { readonly text: string; readonly ids: readonly string[] } | undefined {
  const byText = Map.groupBy(
    page.blocks.filter((block) => ownText(block).length > 3),
    ownText,
  );
  const twice = [...byText].find(([, blocks]) => blocks.length > 1);
  return twice === undefined ? undefined : { text: twice[0], ids: twice[1].map((block) => block.id) };
}
