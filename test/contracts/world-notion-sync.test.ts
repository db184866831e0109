import { beforeEach, describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../world/exchange.ts';
import { openInProcess, type InProcessWorld } from '../world/in-process.ts';
import type { WorldPage } from '../world/model.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';
import { HANDBOOK, KINDS, OTHER_ROOT, ROOT, smallWorkspace, TASKS, TASKS_SOURCE, taskId } from './world-workspace.ts';

/** What a mirror leans on: lists, what changed since, what is gone. */

let time: VirtualTime;
let world: InProcessWorld;
const open = (workspace = smallWorkspace()): void => {
  time = new VirtualTime();
  world = openInProcess({ workspaces: [workspace], clock: time });
};
beforeEach(() => open());

async function ask(path: string, body?: unknown, token = 'ntn_acme_full'): Promise<JsonObject & { status: number }> {
  const headers = { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await time.run(world.fetch(`https://api.notion.com/v1/${path}`, init));
  const answer: unknown = await response.json();
  if (!isObject(answer)) throw new Error(`${path} is no object`);
  return { ...answer, status: response.status };
}

async function all(path: string, body: JsonObject = {}, token?: string): Promise<JsonObject[]> {
  const found: JsonObject[] = [];
  for (let cursor: unknown; cursor !== null;) {
    const page = await ask(path, { ...body, ...(cursor === undefined ? {} : { start_cursor: cursor }) }, token);
    found.push(...(Array.isArray(page['results']) ? page['results'].filter(isObject) : []));
    expect(page['has_more']).toBe(page['next_cursor'] !== null);
    cursor = page['next_cursor'] ?? null;
  }
  return found;
}
const ids = (items: readonly JsonObject[]): unknown[] => items.map(({ id }) => id);
const LATER = 3 * 60_000;

describe('a list of everything', () => {
  const isRow = ({ parent }: WorldPage): boolean => parent.type === 'data_source_id';

  it('is sorted by the last edit, either way, in pages that follow each other', async () => {
    open(generateWorkspace({ pages: 1000, name: 'Acme' }));
    for (const [direction, sign] of [
      ['ascending', 1],
      ['descending', -1],
    ] as const) {
      const found = await all('search', { sort: { timestamp: 'last_edited_time', direction } });
      const times = found.map((item) => sign * Date.parse(String(item['last_edited_time'])));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(new Set(ids(found)).size).toBe(found.length);
    }
  });

  it('holds all data sources, most pages and few rows', async () => {
    const workspace = generateWorkspace({ pages: 1000, name: 'Acme' });
    open(workspace);
    const sources = await all('search', { filter: { property: 'object', value: 'data_source' } });
    expect(new Set(ids(sources))).toEqual(new Set(workspace.databases.map(({ dataSourceId }) => dataSourceId)));
    const listed = new Set(ids(await all('search', { filter: { property: 'object', value: 'page' } })));
    const share = (pages: readonly WorldPage[]): number =>
      pages.filter(({ id }) => listed.has(id)).length / pages.length;
    const rows = share(workspace.pages.filter(isRow));
    const pages = share(workspace.pages.filter((page) => !isRow(page)));
    expect(rows).toBeGreaterThan(0.02);
    expect(rows).toBeLessThan(0.2);
    expect(pages).toBeGreaterThan(0.9);
    expect(pages).toBeLessThan(1);
    const top = workspace.pages.filter(({ parent }) => parent.type === 'workspace');
    expect(top.filter(({ id }) => !listed.has(id))).toEqual([]);
  });

  it('learns of an edit a while after the page shows it', async () => {
    time = new VirtualTime(Date.parse('2026-11-21T12:00:30Z'));
    world = openInProcess({ workspaces: [smallWorkspace()], clock: time, latencyMs: [10, 20] });
    const newest = async (): Promise<unknown> =>
      ids(await all('search', { sort: { timestamp: 'last_edited_time', direction: 'descending' } }))[0];
    world.notion.setTitle(OTHER_ROOT, 'Somewhere');
    expect(await ask(`pages/${OTHER_ROOT}`)).toMatchObject({ last_edited_time: '2026-11-21T12:00:00.000Z' });
    expect(await newest()).not.toBe(OTHER_ROOT);
    await time.advance(world.notion.index.lagMs);
    expect(await newest()).toBe(OTHER_ROOT);
  });

  it('finds what is in the trash only where it is asked for, without what was below it', async () => {
    world.notion.setTrashed(ROOT, true);
    await time.advance(LATER);
    const found = ids(await all('search'));
    expect(found).toContain(OTHER_ROOT);
    for (const gone of [ROOT, HANDBOOK, TASKS_SOURCE]) expect(found).not.toContain(gone);
    expect(ids(await all('search', { filter: { in_trash: true } }))).toContain(ROOT);
    expect(await ask(`pages/${ROOT}`)).toMatchObject({ status: 200, in_trash: true });
    world.notion.setTrashed(ROOT, false);
    await time.advance(LATER);
    expect(ids(await all('search'))).toEqual(expect.arrayContaining([ROOT, TASKS_SOURCE]));
  });
});

describe('a page that changes its place', () => {
  it('stands below its new parent, in its new database, and no longer in the old', async () => {
    world.notion.move(HANDBOOK, { type: 'page_id', id: OTHER_ROOT });
    expect(await ask(`pages/${HANDBOOK}`)).toMatchObject({ parent: { page_id: OTHER_ROOT } });
    const markdownOf = async (id: string): Promise<unknown> => (await ask(`pages/${id}/markdown`))['markdown'];
    expect(await markdownOf(OTHER_ROOT)).toMatch(/<page .*Travel handbook/u);
    expect(await markdownOf(ROOT)).not.toMatch(/<page .*Travel handbook/u);
    world.notion.move(HANDBOOK, { type: 'data_source_id', id: TASKS_SOURCE });
    expect(ids(await all(`data_sources/${TASKS_SOURCE}/query`))).toContain(HANDBOOK);
  });

  it('is not found any more once it is not shared', async () => {
    world.notion.hide(HANDBOOK);
    expect(await ask(`pages/${HANDBOOK}/markdown`)).toMatchObject({ status: 404, code: 'object_not_found' });
    expect(ids(await all('search'))).not.toContain(HANDBOOK);
  });

  it('may be a database that is new, or in the trash', async () => {
    const old = world.notion.database(TASKS);
    if (old === undefined) throw new Error('No database');
    const id = old.id.replace(/.{4}$/u, '0001');
    const made = { ...old, id, dataSourceId: old.dataSourceId.replace(/.{4}$/u, '0002'), title: 'Ideas' };
    world.notion.createDatabase(made, world.notion.workspaceOf(TASKS)?.id ?? '');
    expect(ids(await all('search'))).toContain(made.dataSourceId);
    expect(await ask(`databases/${id}`)).toMatchObject({ in_trash: false });
    world.notion.setTrashed(id, true);
    expect(ids(await all('search'))).not.toContain(made.dataSourceId);
    expect(await ask(`databases/${id}`)).toMatchObject({ in_trash: true });
  });
});

describe('rows edited since', () => {
  const since = (operand: string) => ({
    filter: { timestamp: 'last_edited_time', last_edited_time: { on_or_after: operand } },
    sorts: [{ timestamp: 'last_edited_time', direction: 'ascending' }],
  });

  it.each(['2026-11-21T12:00:00.000Z', '2026-11-21T12:00:00Z', '2026-11-21T13:00:00.000+01:00', '2026-11-21'])(
    'are those of that minute and later, as of %s',
    async (moment) => {
      world.notion.setProperty(taskId(3), 'Notes', { type: 'rich_text', text: [{ text: 'Changed' }] });
      await time.advance(LATER);
      world.notion.setTitle(taskId(1), 'Renamed');
      expect(ids(await all(`data_sources/${TASKS_SOURCE}/query`, since(moment)))).toEqual([taskId(3), taskId(1)]);
    },
  );

  it('are none after them', async () => {
    expect(await all(`data_sources/${TASKS_SOURCE}/query`, since('2026-11-01T08:31:00.000Z'))).toEqual([]);
    expect(await all(`data_sources/${TASKS_SOURCE}/query`, since('2026-11-01T08:30:00.000Z'))).toHaveLength(30);
    expect(await ask(`data_sources/${TASKS_SOURCE}/query`, since('soon'))).toMatchObject({ status: 400 });
  });

  it('end at 10,000, and the answer says that there are more', async () => {
    open(smallWorkspace(10_003));
    world.budget.perMinute = 1000;
    const path = `data_sources/${TASKS_SOURCE}/query?filter_properties=title`;
    const rows = await all(path);
    expect(rows).toHaveLength(10_000);
    const last = await ask(path, { start_cursor: rows[9_900]?.['id'] });
    expect(last).toMatchObject({
      has_more: false,
      request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
    });
  });
});

describe('meeting notes', () => {
  it.each(['v1', 'v2'])('give what was said only when it is asked for, in %s', async (version) => {
    const path = `pages/${KINDS}/markdown?markdown_version=${version}`;
    const brief = String((await ask(path))['markdown']);
    const whole = String((await ask(`${path}&include_transcript=true`))['markdown']);
    for (const text of [brief, whole]) expect(text).toMatch(/<meeting-notes>\s*Weekly\s*<summary>\s*Agreed to ship/u);
    expect(whole).toMatch(/<transcript>\s*\*\*Ann:\*\* Shall we ship\?\s*<\/transcript>\s*<\/meeting-notes>/u);
    expect(brief).not.toContain('Shall we ship');
    expect(brief).toMatch(/<transcript>\s*Transcript omitted: https:\S+#\w{32}\s*<\/transcript>/u);
  });

  it('name their parts, and the parts hold what stands in them', async () => {
    const blocks = (await ask(`blocks/${KINDS}/children`))['results'];
    const notes = Array.isArray(blocks)
      ? blocks.filter(isObject).find(({ type }) => type === 'meeting_notes')
      : undefined;
    expect(notes).toMatchObject({ has_children: true, meeting_notes: { status: 'notes_ready' } });
    const details = notes?.['meeting_notes'];
    const parts = isObject(details) && isObject(details['children']) ? details['children'] : {};
    expect(Object.keys(parts)).toEqual(['summary_block_id', 'notes_block_id', 'transcript_block_id']);
    const said = await ask(`blocks/${String(parts['transcript_block_id'])}/children`);
    expect(JSON.stringify(said['results'])).toContain('Shall we ship?');
  });
});

describe('two connections', () => {
  it('spend budgets of their own', async () => {
    const spend = (token: string) =>
      Promise.all(
        Array.from({ length: 180 }, () =>
          world.fetch('https://api.notion.com/v1/users/me', {
            headers: { authorization: `Bearer ${token}`, 'notion-version': '2026-03-11' },
          }),
        ),
      );
    await time.run(spend('ntn_acme_full'));
    expect(await ask('users/me')).toMatchObject({
      status: 429,
      additional_data: { rate_limit_reason: 'public_api_request_rate_limit' },
    });
    expect(await ask('users/me', undefined, 'ntn_acme_pat')).toMatchObject({ status: 200 });
  });
});
