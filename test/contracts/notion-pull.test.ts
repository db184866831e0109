import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { pullPage } from '../../lib/flows/pull.ts';
import type { PullPorts } from '../../lib/flows/pull.ts';
import type { Page, ScreenPage } from '../../lib/mirror/page.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import type { Block } from '../../lib/text/block.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import type { WorldPage } from '../world/model.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { countBlocks, pageWith, plain, somePage, texts, visiblePages } from './sample-pages.ts';
import { aClient, asPage, createJumpingClock, NEVER } from './notion-door.ts';

let world: World;
let ports: PullPorts;

beforeAll(async () => {
  world = await startWorld();
  // Every test reads as much as it likes: budgets have tests of their own.
  world.budget.perMinute = 1_000_000;
  ports = { reader: aClient(world, { pace: { initial: createPace(1_000_000) } }), clock: createJumpingClock() };
});
afterEach(() => world.faults.clear());
afterAll(() => world.close());

const SCREEN: ScreenPage = {
  title: 'As rendered',
  url: 'https://app.notion.com/p/x',
  properties: [],
  blocks: [{ kind: 'paragraph', depth: 0, text: 'What is on the screen.' }],
};

describe('a page read whole', () => {
  it('holds every word of every page of the sample workspace, in order', async () => {
    const read: string[] = [];
    const rows = visiblePages(world).filter((page) => page.parent.type === 'data_source_id');
    const pages = visiblePages(world).filter((page) => page.parent.type !== 'data_source_id');
    for (const original of [...pages, ...rows.slice(0, 40)]) {
      if (countBlocks(original.blocks) > 6_000) continue;
      const page = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
      expect(page.title).toBe(original.title);
      expect({ title: page.title, missing: missingWords(original, page) }).toEqual({ title: page.title, missing: [] });
      read.push(page.title);
    }
    console.log(`Pages read whole: ${read.length}`);
    expect(read.length).toBeGreaterThan(60);
  }, 60_000);

  it('holds the summary, the notes and the transcript of a meeting, in both dialects', async () => {
    const meeting = pageWith(world, ({ id }) => id === PAGES.fieldNotes);
    const words = texts(meeting.blocks).map(plain);
    expect(words.length).toBeGreaterThan(5);
    const v2 = await pullPage(ports, { pageId: asPage(meeting.id) }, NEVER);
    expect(missingWords(meeting, v2)).toEqual([]);
    const refusal = {
      object: 'error',
      status: 400,
      code: 'validation_error',
      message: 'No.',
      request_id: 'of the test',
    };
    world.faults.add({ action: 'status', status: 400, body: refusal, path: 'markdown_version=v2' });
    const old = { ...ports, reader: aClient(world, { pace: { initial: createPace(1_000_000) } }) };
    expect((await pullPage(old, { pageId: asPage(meeting.id) }, NEVER)).blocks).toEqual(v2.blocks);
  });

  it('tells of a page past Notion’s limit what is missing', async () => {
    const longest = visiblePages(world).toSorted((a, b) => countBlocks(b.blocks) - countBlocks(a.blocks))[0];
    if (longest === undefined) throw new Error('No page');
    expect(countBlocks(longest.blocks)).toBeGreaterThan(20_000);
    const before = world.requests.all().length;
    const page = await pullPage(ports, { pageId: asPage(longest.id) }, NEVER);
    const requests = world.requests.all().length - before;
    console.log(
      `Longest page: ${countBlocks(longest.blocks)} blocks, read ${page.blocks.length}, missing ${page.completeness.missingBlocks}, requests ${requests}`,
    );
    expect(page.blocks.length).toBeGreaterThan(19_000);
    expect(requests).toBeLessThanOrEqual(122);
    const unread = page.blocks.filter((block) => block.kind === 'unknown').length;
    expect(page.completeness).toEqual({ seen: 'api', missingBlocks: unread });
  }, 60_000);

  it('fetches what was cut from its Markdown and puts it in place', async () => {
    const original = pageWith(world, isWithoutPages);
    const whole = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    world.faults.add({ path: `${original.id}/markdown`, action: 'truncate', blocks: 10 });
    const cut = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    expect(cut.blocks.map(withoutId)).toEqual(whole.blocks.map(withoutId));
    expect(cut.fingerprint).toBe(whole.fingerprint);
    expect(cut.completeness).toEqual({ seen: 'api', missingBlocks: 0 });
  });

  it('counts what may not be read, and keeps the rest', async () => {
    const original = pageWith(world, isWithoutPages);
    const whole = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    world.faults.add({ path: `${original.id}/markdown`, action: 'truncate', blocks: 10 });
    world.faults.add({
      path: `/pages/(?!${original.id})[^/]+/markdown`,
      times: 1,
      action: 'status',
      status: 404,
      body: { object: 'error', status: 404, code: 'object_not_found', message: 'Could not find block.' },
    });
    const page = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    expect(page.completeness.missingBlocks).toBe(1);
    expect(page.blocks.length).toBeGreaterThan(whole.blocks.length / 2);
  });

  it('reads bookmarks and embeds through the block API', async () => {
    const original = pageWith(world, (page) => page.blocks.some((block) => block.type === 'bookmark'));
    const bookmark = original.blocks.find((block) => block.type === 'bookmark');
    const page = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    const read = page.blocks.find((block) => block.kind === 'media' && block.url === bookmark?.url);
    expect(read?.text).toBe(bookmark?.text.map((run) => run.text).join(''));
  });

  it('has all pages of a relation, however many', async () => {
    const row = pageWith(world, (page) =>
      Object.values(page.properties).some((value) => value.type === 'relation' && value.ids.length > 25),
    );
    const page = await pullPage(ports, { pageId: asPage(row.id) }, NEVER);
    for (const [name, value] of Object.entries(row.properties)) {
      if (value.type !== 'relation') continue;
      const read = page.properties.find((property) => property.name === name);
      expect(read?.pages ?? []).toEqual(value.ids);
      expect(read?.more).toBeUndefined();
    }
  });

  it('reads a full-page database as its columns and first rows', async () => {
    const [database] = world.notion.workspaces[0]?.databases ?? [];
    if (database === undefined) throw new Error('No database');
    const page = await pullPage(ports, { pageId: asPage(database.id) }, NEVER);
    expect(page.title).toBe(database.title);
    expect(page.blocks.some((block) => block.text.startsWith('Columns: '))).toBe(true);
    const rows = page.blocks.filter((block) => block.kind === 'row');
    const stored = [...world.notion.pages()].filter(
      (each) => each.parent.type === 'data_source_id' && each.parent.id === database.dataSourceId && !each.inTrash,
    );
    expect(rows).toHaveLength(Math.min(100, stored.length));
    expect(page.completeness.moreRows ?? false).toBe(stored.length > 100);
  });

  it('has the same fingerprint when it is read again, and another after an edit', async () => {
    const original = pageWith(world, (page) => page.blocks.length > 5);
    const first = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    const again = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    expect(again.fingerprint).toBe(first.fingerprint);
    const paragraph = original.blocks.find((block) => block.type === 'paragraph' && block.text.length > 0);
    world.notion.editBlock(paragraph?.id ?? '', 'Edited a moment ago.');
    const other = await pullPage(ports, { pageId: asPage(original.id) }, NEVER);
    expect(other.fingerprint).not.toBe(first.fingerprint);
  });
});

describe('a page that the API does not give', () => {
  const cases = [
    ['without a token', undefined, 'no-notion-token'],
    ['when it is not shared', 'not-shared', 'notion-not-shared'],
    ['while Notion is down', 'down', 'notion-unavailable'],
    ['when the token has expired', 'expired', 'notion-token-invalid'],
  ] as const;

  it.each(cases)('is read from the screen %s, and says so', async (_, how, code) => {
    const page = await pullPage(
      { ...portsFor(how), readScreen: async () => SCREEN },
      { pageId: asPage(somePage(world).id) },
      NEVER,
    );
    expect(page.blocks).toEqual(SCREEN.blocks);
    expect(page.completeness).toMatchObject({ seen: 'screen', failure: { code } });
  });

  it.each(cases)('fails with the cause of the API %s when the screen cannot be read either', async (_, how, code) => {
    const readScreen = (): Promise<ScreenPage> => Promise.reject(new Failure('page-unreadable'));
    for (const screen of [{ readScreen }, {}]) {
      const reading = pullPage({ ...portsFor(how), ...screen }, { pageId: asPage(somePage(world).id) }, NEVER);
      await expect(reading).rejects.toMatchObject({ facts: { code } });
      world.faults.clear();
    }
  });

  it('does not turn to the screen when the person stops it', async () => {
    const stop = new AbortController();
    const reading = pullPage(
      { ...ports, readScreen: async () => SCREEN },
      { pageId: asPage(somePage(world).id) },
      stop.signal,
    );
    stop.abort(new DOMException('Stopped.', 'AbortError'));
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  function portsFor(how: 'not-shared' | 'down' | 'expired' | undefined): PullPorts {
    if (how === undefined) return { clock: createJumpingClock() };
    const codes = {
      'not-shared': [404, 'object_not_found'],
      down: [503, 'service_unavailable'],
      expired: [401, 'unauthorized'],
    } as const;
    const [status, code] = codes[how];
    world.faults.add({ action: 'status', status, body: { object: 'error', status, code, message: 'No.' } });
    return { reader: aClient(world), clock: createJumpingClock() };
  }
});

/** Texts of the original that do not stand in the page after the one before. */
function missingWords(original: WorldPage, page: Page): readonly string[] {
  const read = page.blocks.map((block) => plain(block.text));
  let at = 0;
  return texts(original.blocks).filter((text) => {
    const place = read.indexOf(text, at);
    if (place === -1) return true;
    at = place + 1;
    return false;
  });
}

/** The block API gives ids where Markdown has none. */
function withoutId(block: Block): Omit<Block, 'id'> {
  const { id, ...rest } = block;
  return id === undefined ? block : rest;
}

/** Long enough to be cut, and without pages inside: some of those may not be read. */
function isWithoutPages(page: WorldPage): boolean {
  const inside = page.blocks.some((block) => block.type === 'child_page' || block.type === 'child_database');
  return !inside && page.blocks.length > 20 && page.blocks.length < 100;
}
