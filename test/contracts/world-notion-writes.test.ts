import { Client, collectPaginatedAPI, isFullBlock, isNotionClientError, LogLevel } from '@notionhq/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOTION_FAULTS } from '../world/notion-faults.ts';
import { startWorld, type World } from '../world/start.ts';
import { ANN, BOT, HANDBOOK, ROOT, smallWorkspace, TASKS_SOURCE } from './world-workspace.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], now: new Date('2026-11-21T12:00:30Z') });
});
afterAll(() => world.close());
beforeEach(() => world.clock.advance(61_000)); // a fresh budget
afterEach(() => {
  world.faults.clear();
  world.notion.tasks.fromBytes = 20_000;
  world.notion.written.clear();
});

function client(): Client {
  const baseUrl = `http://127.0.0.1:${world.plain.notionApi}`;
  const options = { auth: 'ntn_acme_full', baseUrl, notionVersion: '2026-03-11', logLevel: LogLevel.ERROR };
  return new Client({ ...options, retry: false });
}

const paragraph = (content: string) => ({ paragraph: { rich_text: [{ text: { content } }] } });

async function aPage(markdown = 'One.\n\nTwo.'): Promise<string> {
  const { id } = await client().pages.create({ parent: { page_id: HANDBOOK }, markdown });
  world.notion.written.clear();
  return id;
}

async function texts(id: string): Promise<string[]> {
  const blocks = await collectPaginatedAPI(client().blocks.children.list, { block_id: id });
  return blocks.map((block) =>
    isFullBlock(block) && block.type === 'paragraph'
      ? block.paragraph.rich_text.map((run) => run.plain_text).join('')
      : '',
  );
}

/** Status and code of a refusal; 0 where there was no answer. */
async function refusal(attempt: Promise<unknown>): Promise<readonly [status: number, code: string, message: string]> {
  try {
    await attempt;
  } catch (error) {
    if (!isNotionClientError(error)) return [0, 'no answer', ''];
    return ['status' in error ? error.status : 0, error.code, error.message];
  }
  throw new Error('It was not refused.');
}

describe('comments in the simulated Notion, through the real SDK', () => {
  it('are made about a page, answered in their discussion, listed in order, changed and deleted', async () => {
    const page = await aPage();
    const first = await client().comments.create({
      parent: { page_id: page },
      rich_text: [{ text: { content: 'A' } }],
    });
    if (!('discussion_id' in first)) throw new Error('not a whole comment');
    expect(first).toMatchObject({ created_by: { id: BOT }, parent: { page_id: page } });
    await client().comments.create({ discussion_id: first.discussion_id, rich_text: [{ text: { content: 'B' } }] });
    const list = await client().comments.list({ block_id: page });
    expect(list.results).toMatchObject([
      { discussion_id: first.discussion_id, rich_text: [{ plain_text: 'A' }] },
      { discussion_id: first.discussion_id, rich_text: [{ plain_text: 'B' }] },
    ]);
    await client().comments.update({ comment_id: first.id, rich_text: [{ text: { content: 'C' } }] });
    expect(await client().comments.retrieve({ comment_id: first.id })).toMatchObject({
      rich_text: [{ plain_text: 'C' }],
    });
    await client().comments.delete({ comment_id: first.id });
    expect((await client().comments.list({ block_id: page })).results).toHaveLength(1);
    expect((await refusal(client().comments.retrieve({ comment_id: first.id })))[0]).toBe(404);
  });

  it('stand apart on a page and on a block of it', async () => {
    const page = await aPage();
    const { results } = await client().blocks.children.list({ block_id: page });
    const block = results[0]?.id ?? '';
    await client().comments.create({ parent: { block_id: block }, rich_text: [{ text: { content: 'Here' } }] });
    expect((await client().comments.list({ block_id: page })).results).toEqual([]);
    expect((await client().comments.list({ block_id: block })).results).toHaveLength(1);
  });
});

describe('writes to the simulated Notion', () => {
  it('say who made which block: the token, or whoever made the page', async () => {
    const made = await client().blocks.children.append({ block_id: HANDBOOK, children: [paragraph('Ours.')] });
    expect(made.results).toMatchObject([{ created_by: { id: BOT } }]);
    const { results } = await client().blocks.children.list({ block_id: HANDBOOK });
    expect(results[0]).toMatchObject({ created_by: { id: ANN } });
  });

  it('go where they are told, and nowhere when the place is not there', async () => {
    const page = await aPage();
    const { results } = await client().blocks.children.list({ block_id: page });
    const after = { type: 'after_block' as const, after_block: { id: results[0]?.id ?? '' } };
    await client().blocks.children.append({ block_id: page, children: [paragraph('Between.')], position: after });
    await client().blocks.children.append({
      block_id: page,
      children: [paragraph('First.')],
      position: { type: 'start' },
    });
    expect(await texts(page)).toEqual(['First.', 'One.', 'Between.', 'Two.']);
    const elsewhere = { type: 'after_block' as const, after_block: { id: ROOT } };
    const lost = client().blocks.children.append({ block_id: page, children: [paragraph('No.')], position: elsewhere });
    expect((await refusal(lost))[0]).toBe(400);
    expect(await texts(page)).toHaveLength(4);
  });

  it('are refused in the trash, from which a page is no longer listed', async () => {
    const page = await aPage();
    await client().pages.update({ page_id: page, in_trash: true });
    const late = client().blocks.children.append({ block_id: page, children: [paragraph('No.')] });
    expect((await refusal(late))[2]).toContain('archived');
    const listed = await collectPaginatedAPI(client().blocks.children.list, { block_id: HANDBOOK });
    expect(listed.map(({ id }) => id)).not.toContain(page);
    await client().pages.update({ page_id: page, in_trash: false });
    await client().blocks.children.append({ block_id: page, children: [paragraph('Yes.')] });
    expect(await texts(page)).toEqual(['One.', 'Two.', 'Yes.']);
  });

  it('are each written down once, with what they made', async () => {
    const page = await aPage();
    const made = await client().blocks.children.append({ block_id: page, children: [paragraph('a'), paragraph('b')] });
    await client().dataSources.query({ data_source_id: TASKS_SOURCE });
    expect(world.notion.written.all()).toMatchObject([
      { method: 'PATCH', path: `/v1/blocks/${page}/children`, ids: made.results.map(({ id }) => id) },
    ]);
  });
});

describe('Markdown in the second dialect', () => {
  const patch = (id: string, body: Record<string, unknown>) =>
    client().request<{ markdown: string }>({ path: `pages/${id}/markdown`, method: 'patch', body });

  it('is read as such where a page is made from it', async () => {
    const body = { parent: { page_id: HANDBOOK }, markdown: 'One\nline.\n\nTwo.', markdown_version: 'v2' };
    const { id } = await client().request<{ id: string }>({ path: 'pages', method: 'post', body });
    expect(await texts(id)).toHaveLength(2);
    const first = await client().request<{ id: string }>({
      path: 'pages',
      method: 'post',
      body: { ...body, markdown_version: 'v1' },
    });
    expect(await texts(first.id)).toHaveLength(3);
  });

  it('is what passages are looked for in, and what comes back', async () => {
    const page = await aPage('One.\nTwo.');
    const edit = { old_str: 'One.\n\nTwo.', new_str: 'Eins.\n\nZwei.' };
    const body = { type: 'update_content', update_content: { content_updates: [edit] } };
    expect((await refusal(patch(page, body)))[0]).toBe(400);
    expect((await patch(page, { ...body, markdown_version: 'v2' })).markdown).toBe('Eins.\n\nZwei.');
    expect(await texts(page)).toEqual(['Eins.', 'Zwei.']);
  });

  it('has no third', async () => {
    const page = await aPage();
    const body = { type: 'insert_content', insert_content: { content: 'x' }, markdown_version: 'v3' };
    expect((await refusal(patch(page, body)))[2]).toContain('markdown_version');
  });
});

describe('large writes that may be done later', () => {
  it('are taken on with 202, told of while they run, and done', async () => {
    world.notion.tasks.fromBytes = 0;
    const page = await aPage();
    const task = await client().request<{ id: string; object: string; status: string; poll_after_seconds: number }>({
      path: `pages/${page}/markdown`,
      method: 'patch',
      body: {
        type: 'update_content',
        update_content: { content_updates: [{ old_str: 'One.', new_str: 'Eins.' }] },
        allow_async: true,
      },
    });
    expect(task).toMatchObject({ object: 'async_task', status: 'queued', poll_after_seconds: 1 });
    expect(await texts(page)).toEqual(['One.', 'Two.']);
    world.clock.advance(1_000);
    expect(await client().asyncTasks.retrieve({ task_id: task.id })).toMatchObject({ status: 'running' });
    world.clock.advance(1_000);
    const done = await client().asyncTasks.retrieve({ task_id: task.id });
    expect(done).toMatchObject({ status: 'succeeded', result: { object: 'page_markdown' } });
    expect(await texts(page)).toEqual(['Eins.', 'Two.']);
  });

  it('end with what was wrong with them', async () => {
    world.notion.tasks.fromBytes = 0;
    const page = await aPage();
    const { id } = await client().request<{ id: string }>({
      path: `pages/${page}/markdown`,
      method: 'patch',
      body: {
        type: 'update_content',
        update_content: { content_updates: [{ old_str: 'Nowhere' }] },
        allow_async: true,
      },
    });
    world.clock.advance(2_000);
    expect(await client().asyncTasks.retrieve({ task_id: id })).toMatchObject({
      status: 'failed',
      error: { status: 400, code: 'validation_error' },
    });
  });
});

const UNCLEAR = [
  ['notion-commit-then-503', 503, 0],
  ['notion-commit-then-bare-503', 503, 0],
  ['notion-commit-then-504', 504, 0],
  ['notion-commit-then-reset', 0, 0],
  ['notion-late-after-503', 503, 20_000],
  ['notion-late-after-reset', 0, 20_000],
  ['notion-late-after-504', 504, 60_000],
] as const;

describe('writes that are made and not confirmed', () => {
  it.each(UNCLEAR)('%s: answered with %i, and made once, %i ms later', async (name, status, laterMs) => {
    const page = await aPage();
    const rule = NOTION_FAULTS[name]?.rule;
    if (rule === undefined) throw new Error(`No fault ${name}`);
    const { host: _, ...anyHost } = rule;
    world.faults.add({ ...anyHost, writes: true, times: 1 });
    const [answered, , message] = await refusal(
      client().blocks.children.append({ block_id: page, children: [paragraph('Late.')] }),
    );
    expect(answered).toBe(status);
    expect(message.includes('was saved')).toBe(name === 'notion-commit-then-503');
    world.clock.advance(laterMs - 1_000);
    expect((await texts(page)).includes('Late.')).toBe(laterMs === 0);
    world.clock.advance(1_000);
    expect(await texts(page)).toEqual(['One.', 'Two.', 'Late.']);
    expect(world.notion.written.all()).toHaveLength(1);
  });

  it('are not said to be saved where Notion refused them', async () => {
    const page = await aPage();
    world.faults.add({ action: 'commit-then-503', writes: true, times: 1 });
    const wrong = client().blocks.children.append({
      block_id: page,
      children: Array.from({ length: 101 }, () => paragraph('x')),
    });
    expect(await refusal(wrong)).toMatchObject([400, 'validation_error', expect.stringContaining('≤ `100`')]);
  });

  it('strike writes alone, not the reads that are sent by POST', async () => {
    world.faults.add({ action: 'reset', writes: true, times: 1 });
    await client().search({ query: 'x' });
    await client().dataSources.query({ data_source_id: TASKS_SOURCE });
    expect(world.faults.list()).toHaveLength(1);
  });

  it.each([
    ['notion-block-limit-403', 403, 'restricted_resource'],
    ['notion-conflict-409', 409, 'conflict_error'],
  ])('%s: nothing is made', async (name, status, code) => {
    const page = await aPage();
    const rule = NOTION_FAULTS[name]?.rule;
    if (rule === undefined) throw new Error(`No fault ${name}`);
    const { host: _, ...anyHost } = rule;
    world.faults.add({ ...anyHost, writes: true, times: 1 });
    const attempt = client().blocks.children.append({ block_id: page, children: [paragraph('No.')] });
    expect(await refusal(attempt)).toMatchObject([status, code, expect.anything()]);
    expect(world.notion.written.all()).toEqual([]);
  });
});
