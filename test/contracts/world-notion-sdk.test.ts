import { APIErrorCode, Client, collectPaginatedAPI, isFullPage, isNotionClientError, LogLevel } from '@notionhq/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../world/start.ts';
import { uuidFrom } from '../world/notion/ids.ts';
import {
  HANDBOOK,
  HIDDEN,
  KINDS,
  NIGHT,
  OTHER_ROOT,
  ROOT,
  smallWorkspace,
  taskId,
  TASKS,
  TASKS_SOURCE,
} from './world-workspace.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], now: new Date('2026-11-21T12:00:30Z') });
});
afterAll(() => world.close());
beforeEach(() => world.clock.advance(61_000)); // a fresh budget

function client(token = 'ntn_acme_full'): Client {
  const baseUrl = `http://127.0.0.1:${world.plain.notionApi}`;
  return new Client({ auth: token, baseUrl, notionVersion: '2026-03-11', retry: false, logLevel: LogLevel.ERROR });
}

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    if (isNotionClientError(error)) return error.code;
    throw error;
  }
  return 'no error';
}

describe('the simulated Notion, through the real SDK: reading', () => {
  it('gives a page with its title, address and parent', async () => {
    const page = await client().pages.retrieve({ page_id: HANDBOOK });
    if (!isFullPage(page)) throw new Error('not a full page');
    expect(page.url).toBe(`https://app.notion.com/p/Travel-handbook-${HANDBOOK.replaceAll('-', '')}`);
    expect(page.parent).toMatchObject({ type: 'page_id', page_id: ROOT });
    expect(page.last_edited_time).toBe('2026-11-01T08:30:00.000Z');
  });

  it('takes ids without dashes', async () => {
    const page = await client().pages.retrieve({ page_id: HANDBOOK.replaceAll('-', '') });
    expect(page.id).toBe(HANDBOOK);
  });

  it('gives the Markdown of a page, in both dialects', async () => {
    const v1 = await client().pages.retrieveMarkdown({ page_id: HANDBOOK });
    expect(v1.markdown).toBe(`# Travel\nTrains under six hours replace flights.\n${NIGHT}`);
    const path = `pages/${HANDBOOK}/markdown`;
    const v2 = await client().request<{ markdown: string }>({ path, method: 'get', query: { markdown_version: 'v2' } });
    expect(v2.markdown).toBe(`# Travel\n\nTrains under six hours replace flights.\n\n${NIGHT}`);
  });

  it('names the blocks that a truncated page left out, and gives each by itself', async () => {
    world.faults.set([{ action: 'truncate', blocks: 2, times: 1 }]);
    const cut = await client().pages.retrieveMarkdown({ page_id: HANDBOOK });
    expect(cut.truncated).toBe(true);
    expect(cut.unknown_block_ids).toEqual([uuidFrom(HANDBOOK, 2)]);
    expect(cut.markdown).toContain('<unknown url="https://app.notion.com/p/');
    const rest = await client().pages.retrieveMarkdown({ page_id: cut.unknown_block_ids[0] ?? '' });
    expect(rest).toMatchObject({ markdown: NIGHT, truncated: false });
  });

  it('pages through children by cursor, in order', async () => {
    const all = await client().blocks.children.list({ block_id: KINDS });
    const paged = await collectPaginatedAPI(client().blocks.children.list, { block_id: KINDS, page_size: 7 });
    expect(all.results.length).toBeGreaterThan(20);
    expect(paged.map((block) => block.id)).toEqual(all.results.map((block) => block.id));
  });

  it('gives rows with computed properties, and long relations through their own endpoint', async () => {
    const row = await client().pages.retrieve({ page_id: taskId(0) });
    if (!isFullPage(row)) throw new Error('not a full page');
    const blocks = row.properties['Blocks'];
    if (blocks?.type !== 'relation') throw new Error('not a relation');
    expect(blocks.relation).toHaveLength(25);
    expect(blocks).toMatchObject({ has_more: true });
    expect(row.properties['Points blocked']).toMatchObject({ rollup: { type: 'number', number: 435 } });
    const left = await client().pages.retrieve({ page_id: taskId(4) });
    expect(left).toMatchObject({ properties: { Left: { formula: { type: 'number', number: 8 } } } });
    const items = await client().pages.properties.retrieve({
      page_id: taskId(0),
      property_id: blocks.id,
      page_size: 100,
    });
    expect(items).toMatchObject({ object: 'list', has_more: false });
    expect('results' in items && items.results).toHaveLength(29);
  });

  it('filters, sorts and pages a data source', async () => {
    const done = await client().dataSources.query({
      data_source_id: TASKS_SOURCE,
      filter: {
        and: [
          { property: 'State', status: { equals: 'Done' } },
          { property: 'Points', number: { greater_than: 10 } },
        ],
      },
      sorts: [{ property: 'Points', direction: 'descending' }],
      page_size: 3,
    });
    expect(done.results.map((row) => row.id)).toEqual([29, 26, 23].map(taskId));
    expect(done.has_more).toBe(true);
    const rest = await client().dataSources.query({
      data_source_id: TASKS_SOURCE,
      filter: {
        or: [
          { property: 'Due', date: { is_empty: true } },
          { property: 'Name', title: { equals: 'Task 7' } },
        ],
      },
    });
    expect(rest.results.map((row) => row.id)).toEqual([0, 7].map(taskId));
  });

  it('stops a query at ten thousand rows, and says that it did', async () => {
    const large = await startWorld({ workspaces: [smallWorkspace(10_050)] });
    const baseUrl = `http://127.0.0.1:${large.plain.notionApi}`;
    const last = await new Client({ auth: 'ntn_acme_full', baseUrl }).dataSources.query({
      data_source_id: TASKS_SOURCE,
      start_cursor: taskId(9950),
    });
    await large.close();
    expect(last.results).toHaveLength(50);
    expect(last).toMatchObject({ has_more: false, request_status: { type: 'incomplete' } });
  });

  it('gives only the properties that were asked for', async () => {
    const rows = await client().dataSources.query({
      data_source_id: TASKS_SOURCE,
      page_size: 1,
      filter_properties: ['Points'],
    });
    const [row] = rows.results;
    expect(row && 'properties' in row && Object.keys(row.properties)).toEqual(['Points']);
  });

  it('knows a database by its own id and its data source by the other', async () => {
    const database = await client().databases.retrieve({ database_id: TASKS });
    expect(database).toMatchObject({ data_sources: [{ id: TASKS_SOURCE, name: 'Tasks' }] });
    const source = await client().dataSources.retrieve({ data_source_id: TASKS_SOURCE });
    expect(Object.keys(source.properties)).toHaveLength(22);
    expect(await codeOf(client().databases.retrieve({ database_id: TASKS_SOURCE }))).toBe(APIErrorCode.ObjectNotFound);
  });

  it('searches titles, not words in pages, and finds a new name late', async () => {
    const found = async (query: string): Promise<string[]> =>
      (await client().search({ query })).results.map((hit) => hit.id);
    expect(await found('travel')).toEqual([HANDBOOK]);
    expect(await found('hotel')).toEqual([]);
    world.notion.setTitle(HANDBOOK, 'Journeys');
    expect(await found('journeys')).toEqual([]);
    expect(await found('travel')).toEqual([HANDBOOK]);
    world.clock.advance(10_000);
    expect(await found('journeys')).toEqual([HANDBOOK]);
    world.notion.setTitle(HANDBOOK, 'Travel handbook');
  });

  it('says who the token is, and lists people to internal connections only', async () => {
    expect(await client().users.me({})).toMatchObject({ type: 'bot', bot: { workspace_name: 'Acme' } });
    expect(await client('ntn_acme_pat').users.me({})).toMatchObject({ bot: { owner: { type: 'user' } } });
    expect((await client().users.list({})).results).toHaveLength(2);
    expect(await codeOf(client('ntn_acme_pat').users.list({}))).toBe(APIErrorCode.RestrictedResource);
  });
});

describe('the simulated Notion, through the real SDK: refusing', () => {
  it('shows no page that is not shared with the token', async () => {
    expect(await codeOf(client().pages.retrieve({ page_id: HIDDEN }))).toBe(APIErrorCode.ObjectNotFound);
    expect(await codeOf(client('ntn_acme_some').pages.retrieve({ page_id: OTHER_ROOT }))).toBe(
      APIErrorCode.ObjectNotFound,
    );
    expect(await codeOf(client('ntn_acme_some').pages.retrieve({ page_id: HANDBOOK }))).toBe('no error');
    expect((await client().search({ query: 'salaries' })).results).toEqual([]);
  });

  it('refuses a wrong token, a malformed id and a wrong page size', async () => {
    expect(await codeOf(client('ntn_wrong').users.me({}))).toBe(APIErrorCode.Unauthorized);
    expect(await codeOf(client().request({ path: 'pages/nonsense', method: 'get' }))).toBe(
      APIErrorCode.ValidationError,
    );
    expect(await codeOf(client().request({ path: 'pages', method: 'get' }))).toBe(APIErrorCode.InvalidRequestURL);
    expect(await codeOf(client().blocks.children.list({ block_id: KINDS, page_size: 0 }))).toBe(
      APIErrorCode.ValidationError,
    );
  });

  it('spends 180 requests a minute and then says how long to wait', async () => {
    for (let index = 0; index < 180; index += 1) await client().users.me({});
    const refused = await client()
      .users.me({})
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: APIErrorCode.RateLimited,
      status: 429,
      additional_data: { rate_limit_reason: 'public_api_request_rate_limit' },
    });
    const wait = Number((refused as { headers: Headers }).headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await codeOf(client('ntn_acme_pat').users.me({}))).toBe('no error');
    world.clock.advance(wait * 1000);
    expect(await codeOf(client().users.me({}))).toBe('no error');
  });
});

describe('the simulated Notion, through the real SDK: writing', () => {
  it('reads back a page that was written, and tells who listens', async () => {
    const changes: string[] = [];
    const stop = world.notion.onChange(({ kind }) => changes.push(kind));
    const page = await client().pages.create({
      parent: { page_id: ROOT },
      markdown: '# Minutes\n## Decisions\n- We take the *night train*',
    });
    const read = await client().pages.retrieveMarkdown({ page_id: page.id });
    expect(read.markdown).toBe('## Decisions\n- We take the *night train*');
    expect(world.notion.page(page.id)?.title).toBe('Minutes');
    const home = await client().pages.retrieveMarkdown({ page_id: ROOT });
    expect(home.markdown).toContain('>Minutes</page>');
    stop();
    expect(changes).toEqual(['created', 'content']);
  });

  it('appends blocks where it is told, and moves the time of the last edit', async () => {
    const page = await client().pages.create({
      parent: { page_id: ROOT },
      properties: { title: { title: [{ text: { content: 'List' } }] } },
      markdown: 'a\nb',
    });
    world.clock.advance(120_000);
    const [first] = (await client().blocks.children.list({ block_id: page.id })).results;
    await client().blocks.children.append({
      block_id: page.id,
      position: { type: 'after_block', after_block: { id: first?.id ?? '' } },
      children: [{ paragraph: { rich_text: [{ text: { content: 'between' } }] } }],
    });
    const after = await client().pages.retrieve({ page_id: page.id });
    expect((await client().pages.retrieveMarkdown({ page_id: page.id })).markdown).toBe('a\nbetween\nb');
    expect(isFullPage(page) && isFullPage(after) && after.last_edited_time > page.last_edited_time).toBe(true);
  });

  it('replaces text that stands once, and refuses text that stands twice or not at all', async () => {
    const page = await client().pages.create({ parent: { page_id: ROOT }, markdown: 'one\ntwo two' });
    const update = (old_str: string, new_str: string) =>
      client().pages.updateMarkdown({
        page_id: page.id,
        type: 'update_content',
        update_content: { content_updates: [{ old_str, new_str }] },
      });
    expect((await update('one', 'three')).markdown).toBe('three\ntwo two');
    expect(await codeOf(update('two', 'four'))).toBe(APIErrorCode.ValidationError);
    expect(await codeOf(update('nine', 'ten'))).toBe(APIErrorCode.ValidationError);
  });

  it('keeps child pages unless it is told otherwise', async () => {
    const replace = (allow: boolean) =>
      client().pages.updateMarkdown({
        page_id: KINDS,
        type: 'replace_content',
        replace_content: { new_str: 'All gone', allow_deleting_content: allow },
      });
    expect(await codeOf(replace(false))).toBe(APIErrorCode.ValidationError);
    expect((await replace(true)).markdown).toBe('All gone');
  });

  it('refuses more than a hundred blocks in Notion’s words', async () => {
    const children = Array.from({ length: 191 }, () => ({ paragraph: { rich_text: [] } }));
    const refused = await client()
      .blocks.children.append({ block_id: ROOT, children })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      message: 'body failed validation: body.children.length should be ≤ `100`, instead was `191`.',
    });
  });

  it('saves a write that it then answers with 503, and says what it saved', async () => {
    world.faults.set([{ action: 'commit-then-503', method: 'POST', path: '^/v1/pages$', times: 1 }]);
    const failed = await client()
      .pages.create({ parent: { page_id: ROOT }, markdown: 'Saved all the same' })
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: APIErrorCode.ServiceUnavailable });
    const { additional_data } = failed as { additional_data: { committed_resource_id: string } };
    const read = await client().pages.retrieveMarkdown({ page_id: additional_data.committed_resource_id });
    expect(read.markdown).toBe('Saved all the same');
  });
});
