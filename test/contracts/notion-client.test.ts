import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { parseBlockId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import type { LogFacts } from '../../lib/base/ports.ts';
import { pullPage } from '../../lib/flows/pull.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import type { Pace } from '../../lib/resilience/pace.ts';
import type { FaultAction } from '../world/faults.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { aClient, asPage, createJumpingClock, NEVER } from './notion-door.ts';
import { pageWith, somePage, visiblePages } from './sample-pages.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => {
  world.faults.clear();
  world.requests.clear();
  world.budget.perMinute = 1_000_000;
});
afterAll(() => world.close());

const refusal = (status: number, code: string, reason?: string, seconds?: number): FaultAction => ({
  action: 'status',
  status,
  ...(seconds !== undefined && { headers: { 'retry-after': String(seconds) } }),
  body: {
    object: 'error',
    status,
    code,
    message: 'No.',
    request_id: 'req-of-the-test',
    ...(reason !== undefined && { additional_data: { rate_limit_reason: reason } }),
  },
});

const raise = (): never => {
  throw new Error('The sample has no such block.');
};
const sent = (): number => world.requests.all().length;
const page = () => asPage(somePage(world).id);

describe('a read that fails', () => {
  it('is asked again, and the answer is what Notion says in the end', async () => {
    world.faults.add({ ...refusal(503, 'service_unavailable'), times: 2 });
    const clock = createJumpingClock();
    const record = await aClient(world, { clock }).page(page(), NEVER);
    expect(record.title).toBe(somePage(world).title);
    expect(sent()).toBe(3);
    expect(clock.waits).toEqual([250, 500]);
  });

  it('is asked again for a search and a query, which are POSTs and still reads', async () => {
    world.faults.add({ ...refusal(500, 'internal_server_error'), method: 'POST', times: 2 });
    await aClient(world).searchTitles('notes', NEVER);
    expect(sent()).toBe(3);
  });

  it('waits as long as Notion asks, never less', async () => {
    world.faults.add({ ...refusal(429, 'rate_limited', 'public_api_request_rate_limit', 7), times: 1 });
    const clock = createJumpingClock();
    const before = clock.now();
    await aClient(world, { clock }).page(page(), NEVER);
    expect(clock.now() - before).toBeGreaterThanOrEqual(7_000);
    expect(sent()).toBe(2);
  });

  it('is given up at once, with the time, when Notion asks for more than a person waits', async () => {
    world.faults.add(refusal(429, 'rate_limited', 'public_api_space_request_rate_limit', 90));
    const clock = createJumpingClock();
    const reader = aClient(world, { clock });
    await expect(reader.page(page(), NEVER)).rejects.toMatchObject({
      facts: { code: 'notion-workspace-limited', retryAfterMs: 90_000, status: 429, requestId: 'req-of-the-test' },
    });
    expect(clock.waits).toEqual([]);
    expect(sent()).toBe(1);
  });

  it('holds back what else the pause concerns, without asking', async () => {
    world.faults.add({ ...refusal(429, 'rate_limited', 'public_api_space_request_rate_limit', 90), times: 1 });
    const reader = aClient(world);
    await expect(reader.page(page(), NEVER)).rejects.toMatchObject({ facts: { code: 'notion-workspace-limited' } });
    await expect(reader.searchTitles('a', NEVER)).rejects.toMatchObject({
      facts: { code: 'notion-workspace-limited' },
    });
    expect(sent()).toBe(1);
  });

  it('leaves other endpoints alone when one is limited', async () => {
    world.faults.add({
      ...refusal(429, 'rate_limited', 'public_api_endpoint_rate_limit', 60),
      path: '/search',
      times: 1,
    });
    const reader = aClient(world);
    await expect(reader.searchTitles('a', NEVER)).rejects.toMatchObject({ facts: { code: 'notion-endpoint-limited' } });
    expect((await reader.page(page(), NEVER)).id).toBe(page());
  });

  it('never knocks again once it is blocked, until a person asks for a test', async () => {
    world.faults.add({ ...refusal(429, 'rate_limited', 'public_api_request_blocked', 1), times: 1 });
    const reader = aClient(world);
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(reader.page(page(), NEVER)).rejects.toMatchObject({ facts: { code: 'notion-blocked' } });
    }
    expect(sent()).toBe(1);
    expect((await reader.whoAmI(NEVER)).workspace).not.toBe('');
    expect(sent()).toBe(2);
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'restricted_resource'],
    [404, 'object_not_found'],
    [400, 'validation_error'],
  ])('is not asked again when that cannot help (%i)', async (status, code) => {
    world.faults.add(refusal(status, code));
    await expect(aClient(world).page(page(), NEVER)).rejects.toBeInstanceOf(Failure);
    expect(sent()).toBe(1);
  });

  it('is not asked again without a network', async () => {
    let tries = 0;
    const fetch = (): Promise<Response> => {
      tries += 1;
      return Promise.reject(new TypeError('Failed to fetch'));
    };
    const reader = aClient(world, { fetch, online: () => false });
    await expect(reader.page(page(), NEVER)).rejects.toMatchObject({ facts: { code: 'offline' } });
    expect(tries).toBe(1);
  });

  it('stops in the middle of a wait when the person stops it', async () => {
    world.faults.add({ action: 'slow-headers', delayMs: 60_000 });
    const stop = new AbortController();
    const clock = createJumpingClock();
    const reading = aClient(world, { clock }).page(page(), stop.signal);
    while (clock.watchdogs() === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new DOMException('Stopped.', 'AbortError'));
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(clock.watchdogs()).toBe(0);
  });
});

describe('the request budget', () => {
  it('is never overdrawn, whatever is asked at once', async () => {
    world.budget.perMinute = 180;
    const reader = aClient(world, { token: async () => new Secret('ntn_fernway_full') });
    const reads = Array.from({ length: 200 }, () => reader.page(page(), NEVER));
    const outcomes = await Promise.allSettled(reads);
    const fine = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(fine).toBe(180);
    expect(world.requests.all().filter(({ status }) => status === 429)).toEqual([]);
  });

  it('has room for people when the background has spent its share', async () => {
    const clock = createJumpingClock();
    const begun = clock.now();
    const starts = Array.from({ length: 174 }, () => begun);
    const reader = aClient(world, { clock, pace: { initial: { ...createPace(), starts } } });
    expect((await reader.page(page(), NEVER)).id).toBe(page());
    expect(clock.now()).toBe(begun);
    const waiting = reader.background.page(page(), NEVER);
    while (clock.watchdogs() === 0) await new Promise((resolve) => setImmediate(resolve));
    clock.bite();
    clock.bite();
    clock.bite();
    expect((await waiting).id).toBe(page());
    expect(sent()).toBe(2);
  });

  it('outlives the worker', async () => {
    let kept: Pace = createPace();
    const persist = (pace: Pace): void => void (kept = pace);
    world.faults.add({ ...refusal(429, 'rate_limited', 'public_api_space_request_rate_limit', 90), times: 1 });
    const first = aClient(world, { pace: { persist } });
    await expect(first.page(page(), NEVER)).rejects.toBeInstanceOf(Failure);
    const second = aClient(world, { pace: { initial: JSON.parse(JSON.stringify(kept)) } });
    await expect(second.page(page(), NEVER)).rejects.toMatchObject({ facts: { code: 'notion-workspace-limited' } });
    expect(sent()).toBe(1);
  });
});

describe('what is sent and read', () => {
  it('carries the token in its header alone, and the version', async () => {
    const seen: { url: string; headers: Headers }[] = [];
    const reader = aClient(world, {
      fetch: (url, init) => {
        seen.push({ url, headers: new Headers(init.headers) });
        return fetch(url, init);
      },
    });
    await reader.page(page(), NEVER);
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer ntn_acme_full');
    expect(seen[0]?.headers.get('notion-version')).toBe('2026-03-11');
    expect(seen[0]?.url).not.toContain('ntn_');
  });

  it('logs codes and numbers, no token and no text', async () => {
    world.faults.add({ ...refusal(503, 'service_unavailable'), times: 1 });
    const lines: (LogFacts | undefined)[] = [];
    const log = { info: () => {}, warn: (_: string, facts?: LogFacts) => void lines.push(facts) };
    await aClient(world, { log }).page(page(), NEVER);
    expect(lines).toEqual([{ endpoint: 'pages', code: 'notion-unavailable', status: 503, failed: 1 }]);
  });

  it('says whose token it is', async () => {
    const me = await aClient(world, { token: async () => new Secret('ntn_acme_full') }).whoAmI(NEVER);
    const workspace = world.notion.workspaces[0];
    expect(me).toMatchObject({ kind: 'bot', workspace: workspace?.name, workspaceId: workspace?.id });
  });

  it('finds pages and databases by title, with addresses that lead to them', async () => {
    const database = world.notion.workspaces[0]?.databases.find(({ title }) => title === 'Projects');
    const hits = await aClient(world).searchTitles('Projects', NEVER);
    expect(hits).toContainEqual(expect.objectContaining({ id: database?.id, kind: 'database', title: 'Projects' }));
    expect(await aClient(world).searchTitles('e', NEVER, 3)).toHaveLength(3);
  });

  it('reads the same page in both dialects, and remembers which one the server takes', async () => {
    const pages = visiblePages(world).filter(({ blocks }) => blocks.length > 10 && blocks.length < 150);
    const modern = aClient(world, { pace: { initial: createPace(1_000_000) } });
    const old = aClient(world, { pace: { initial: createPace(1_000_000) } });
    const ports = { clock: createJumpingClock() };
    let compared = 0;
    for (const { id } of pages) {
      world.faults.clear();
      const v2 = await pullPage({ ...ports, reader: modern }, { pageId: asPage(id) }, NEVER);
      world.faults.add({ ...refusal(400, 'validation_error'), path: 'markdown_version=v2' });
      const v1 = await pullPage({ ...ports, reader: old }, { pageId: asPage(id) }, NEVER);
      expect(v1.blocks).toEqual(v2.blocks);
      compared += 1;
    }
    console.log(`Pages read alike in both dialects: ${compared}`);
    expect(compared).toBeGreaterThan(20);
    const refused = world.requests
      .all()
      .filter(({ path, status }) => path.includes('markdown_version') && status === 400);
    expect(refused).toHaveLength(1);
  }, 60_000);

  it('takes a database’s id for none of its pages', async () => {
    const database = world.notion.workspaces[0]?.databases[0];
    const reader = aClient(world);
    await expect(reader.page(asPage(database?.id ?? ''), NEVER)).rejects.toBeInstanceOf(Failure);
    expect((await reader.database(asPage(database?.id ?? ''), NEVER)).title).toBe(database?.title);
  });

  it('lists pages with their properties and data sources with their columns, newest edit first, a hundred at a time', async () => {
    const reader = aClient(world);
    const first = await reader.list({ object: 'page', order: 'descending' }, NEVER);
    const edits = first.pages.map(({ editedAt }) => editedAt ?? 0);
    expect(first.pages.length).toBe(100);
    expect(edits).toEqual(edits.toSorted((one, other) => other - one));
    expect(first.pages.every(({ createdAt, url }) => createdAt !== undefined && url !== '')).toBe(true);
    const cursor = first.cursor ?? '';
    const second = await reader.list({ object: 'page', order: 'descending', cursor }, NEVER);
    expect(second.pages.some(({ id }) => first.pages.some((page) => page.id === id))).toBe(false);
    const { sources } = await reader.list({ object: 'data_source', order: 'descending' }, NEVER);
    const projects = world.notion.workspaces[0]?.databases.find(({ title }) => title === 'Projects');
    expect(sources).toContainEqual(
      expect.objectContaining({ id: projects?.dataSourceId, database: projects?.id, title: 'Projects' }),
    );
    expect(sources.every(({ columns }) => columns.some(({ type }) => type === 'title'))).toBe(true);
  });

  it('asks for the rows that were edited since, and says of a row which database it is in', async () => {
    const row = pageWith(world, ({ parent }) => parent.type === 'data_source_id');
    const source = row.parent.type === 'data_source_id' ? row.parent.id : '';
    const rows = [...world.notion.pages()].filter(
      ({ parent }) => parent.type === 'data_source_id' && parent.id === source,
    );
    const newest = Math.max(...rows.map(({ lastEditedTime }) => Date.parse(lastEditedTime)));
    const reader = aClient(world);
    const since = await reader.rows(source, undefined, NEVER, { editedFrom: newest });
    expect(since.rows.length).toBeGreaterThan(0);
    expect(since.rows.every(({ editedAt }) => editedAt === newest)).toBe(true);
    expect(since.rows[0]?.database).toBe(world.notion.database(source)?.id);
    expect((await reader.rows(source, undefined, NEVER, { editedFrom: newest + 60_000 })).rows).toEqual([]);
  });

  it('says what a block stands in', async () => {
    const top = pageWith(world, ({ blocks }) => blocks.some(({ children }) => children.length > 0));
    const parent = top.blocks.find(({ children }) => children.length > 0);
    const child = parent?.children[0];
    const reader = aClient(world);
    const blockId = (id: string | undefined) => parseBlockId(id ?? '') ?? raise();
    expect(await reader.placeOfBlock(blockId(child?.id), NEVER)).toEqual({ block: parent?.id });
    expect(await reader.placeOfBlock(blockId(parent?.id), NEVER)).toEqual({ page: top.id });
  });

  it('reads rows a hundred at a time', async () => {
    const reader = aClient(world);
    const sources = world.notion.workspaces[0]?.databases ?? [];
    const stored = (source: string): number =>
      [...world.notion.pages()].filter(
        ({ parent, inTrash }) => parent.type === 'data_source_id' && parent.id === source && !inTrash,
      ).length;
    const long = sources.find(({ dataSourceId }) => stored(dataSourceId) > 100);
    const first = await reader.rows(long?.dataSourceId ?? '', undefined, NEVER);
    const second = await reader.rows(long?.dataSourceId ?? '', first.cursor, NEVER);
    expect(first.rows).toHaveLength(100);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(100 + second.rows.length);
  });

  it('gives the properties of a row as a person reads them', async () => {
    const row = pageWith(world, ({ parent, properties }) => parent.type === 'data_source_id' && 'Status' in properties);
    const record = await aClient(world).page(asPage(row.id), NEVER);
    const status = row.properties['Status'];
    expect(record.properties.find(({ name }) => name === 'Status')?.text).toBe(
      status?.type === 'status' ? status.name : '',
    );
    expect(record.title).toBe(row.title);
    expect(record.parent).toBeDefined();
  });
});
