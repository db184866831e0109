import { describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import {
  changeSync,
  exclude,
  forgetLost,
  forgetWorkspace,
  include,
  keepUnderCap,
  mayKeep,
} from '../../lib/flows/sync-control.ts';
import { beginLife, CONNECTION, layGround, syncOnce } from '../fixtures/sync-life.ts';
import type { WorldPage, Workspace } from '../world/model.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';

const workspace: Workspace = generateWorkspace({ pages: 80, blocks: 4 });
const atlas = { id: CONNECTION, workspace: workspace.name };
const idOf = (id: string | undefined): PageId => parsePageId(id ?? '') ?? expect.unreachable('no id');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const idsOf = (pages: readonly (WorldPage | undefined)[]): readonly PageId[] => pages.map((page) => idOf(page?.id));

const pagesOf = ({ pages }: Workspace): readonly WorldPage[] => pages.filter(({ parent }) => parent.type === 'page_id');
const rowsOf = ({ pages }: Workspace): readonly WorldPage[] =>
  pages.filter(({ parent }) => parent.type === 'data_source_id');

const top = workspace.pages.find(({ parent }) => parent.type === 'workspace');
const child = workspace.pages.find(({ parent }) => parent.type === 'page_id' && parent.id === top?.id);

function lay(differs: Workspace = workspace) {
  const ground = layGround(differs);
  const { sync, contents } = ground.stores;
  const { notion, requests } = ground.world;
  return {
    ground,
    notion,
    contents,
    head: (id: string) => sync.held.get(idOf(id)),
    statesOf: (ids: readonly PageId[]) => ids.map((id) => sync.held.get(id)?.state),
    asked: (part: string): number => requests.all().filter(({ path }) => path.includes(part)).length,
    forgetRequests: () => requests.clear(),
    requests: () => requests.all().length,
    ports: beginLife(ground).ports,
    next: async (ms = 20 * MINUTE, asked = false) => {
      requests.clear();
      await ground.time.advance(ms);
      await syncOnce(ground, asked);
    },
  };
}

describe('a first sync', () => {
  it('brings every page and row here, with one request for each whose properties a list gave', async () => {
    const { ground, notion, contents, head, asked, requests } = lay();
    await syncOnce(ground);
    expect([...notion.pages()].filter(({ id }) => head(id)?.state !== 'mirrored')).toEqual([]);
    expect(contents.size).toBe(workspace.pages.length + workspace.databases.length);
    expect(asked('/markdown')).toBe(workspace.pages.length);
    const lists = asked('/search') + asked('/query');
    expect(requests() - lists - asked('/markdown')).toBeLessThan(workspace.pages.length / 20);
    expect(await ground.row()).toMatchObject({ state: 'resting', requestsLeft: 0, msLeft: 0 });
  });

  it('keeps the columns, the place and the people of a row, and puts its database together from its rows', async () => {
    const { ground, contents, head } = lay();
    await syncOnce(ground);
    const row = rowsOf(workspace)[0];
    const database = workspace.databases.find(
      ({ dataSourceId }) => row?.parent.type === 'data_source_id' && row.parent.id === dataSourceId,
    );
    expect(head(row?.id ?? '')).toMatchObject({ kind: 'row', database: database?.id, parent: database?.id });
    expect(head(row?.id ?? '')?.people).toHaveLength(1);
    const page = contents.get(idOf(database?.id));
    expect(page?.blocks.some(({ text }) => text.startsWith('Columns: '))).toBe(true);
    expect(page?.blocks.some(({ text }) => text.startsWith(row?.title ?? 'none'))).toBe(true);
  });

  it('tells how much there is and how much is here while it works', async () => {
    const { ground } = lay();
    const told: string[] = [];
    ground.onStep = () => {
      const row = ground.stores.sync.syncs.get(CONNECTION);
      if (row !== undefined) told.push(row.state);
      expect(row?.mirrored ?? 0).toBeLessThanOrEqual(row?.known ?? 0);
    };
    await syncOnce(ground);
    expect(new Set(told)).toEqual(new Set(['listing', 'fetching', 'resting']));
  });

  it('reads the open page and its project first', async () => {
    const { ground, contents } = lay();
    const oldest = pagesOf(workspace).toSorted((one, other) => one.lastEditedTime.localeCompare(other.lastEditedTime));
    const open = idOf(oldest[0]?.id);
    const syncing = beginLife(ground).sync();
    syncing.wish({ open, project: new Set([idOf(oldest[1]?.id)]) });
    await ground.time.run(syncing.done);
    const order = [...contents.keys()];
    expect(order.indexOf(open)).toBeLessThan(30);
    expect(order.indexOf(idOf(oldest[1]?.id))).toBeLessThan(30);
  });
});

describe('a later sync', () => {
  it('takes a handful of requests where nothing has changed', async () => {
    const { ground, next, requests } = lay();
    await syncOnce(ground);
    await next();
    expect(requests()).toBeLessThanOrEqual(2 + workspace.databases.length);
  });

  it('reads what was edited, and that alone', async () => {
    const { ground, notion, contents, next, asked } = lay();
    await syncOnce(ground);
    const [page, row] = [pagesOf(workspace)[0], rowsOf(workspace)[0]];
    for (const id of [page?.id, row?.id]) {
      const block = notion.page(id ?? '')?.blocks[0];
      notion.editBlock(block?.id ?? '', 'Words that were not there before.');
    }
    await next();
    expect(asked('/markdown')).toBe(2);
    for (const id of [page?.id, row?.id]) {
      expect(contents.get(idOf(id))?.blocks.map(({ text }) => text)).toContain('Words that were not there before.');
    }
  });

  it('reads a page again that was read within the minute of its last edit', async () => {
    const { ground, notion, contents, next } = lay();
    await syncOnce(ground);
    const id = pagesOf(workspace)[0]?.id ?? '';
    const block = notion.page(id)?.blocks[0]?.id ?? '';
    await ground.time.advance(20 * MINUTE - (ground.time.now() % MINUTE));
    notion.editBlock(block, 'First of the minute.');
    await ground.time.advance(6_000);
    await syncOnce(ground, true);
    expect(contents.get(idOf(id))?.blocks[0]?.text).toBe('First of the minute.');
    notion.editBlock(block, 'Second of the minute.');
    await next();
    expect(contents.get(idOf(id))?.blocks[0]?.text).toBe('Second of the minute.');
  });

  it('finds new pages, deleted ones and moved ones', async () => {
    const { ground, notion, head, contents, next } = lay();
    await syncOnce(ground);
    const [moved, trashed] = [pagesOf(workspace)[8], rowsOf(workspace)[3]];
    notion.setTrashed(trashed?.id ?? '', true);
    const made = { ...(moved as WorldPage), id: idOf('f'.repeat(32)), title: 'Made later', blocks: [] };
    notion.create(made, workspace.id);
    await next(DAY + MINUTE);
    expect(head(made.id)).toMatchObject({ state: 'mirrored', title: 'Made later' });
    expect(head(trashed?.id ?? '')?.state).toBe('lost');
    expect(contents.has(idOf(trashed?.id))).toBe(true);
  });

  it('keeps what is shared no longer and marks it, with all that stands in it, until that is forgotten', async () => {
    const { ground, notion, statesOf, contents, next, ports } = lay();
    await syncOnce(ground);
    const tree = idsOf([top, child]);
    const hide = async (hidden: boolean): Promise<void> => {
      notion.hide(top?.id ?? '', hidden);
      await next(DAY + MINUTE);
    };
    await hide(true);
    expect(statesOf(tree)).toEqual(['lost', 'lost']);
    expect(tree.every((id) => contents.has(id))).toBe(true);
    await hide(false);
    expect(statesOf(tree)).toEqual(['mirrored', 'mirrored']);
    await hide(true);
    await ground.time.run(forgetLost(ports, atlas));
    expect(statesOf(tree)).toEqual([undefined, undefined]);
    expect(tree.some((id) => contents.has(id))).toBe(false);
  });
});

describe('an excluded place', () => {
  const inside = workspace.databases.find(({ parent }) => parent.type === 'page_id' && parent.id === top?.id);
  const grandchild = rowsOf(workspace).find(
    ({ parent }) => parent.type === 'data_source_id' && parent.id === inside?.dataSourceId,
  );
  const exclusion = { id: idOf(top?.id), title: top?.title ?? '', kind: 'page' as const };

  it('is never stored when it was excluded before', async () => {
    const { ground, head, contents, ports } = lay();
    const stored = new Set<PageId>();
    const { held, records } = ground.stores.sync;
    ground.onStep = () => [contents, held, records].forEach((map) => map.forEach((_, id) => stored.add(id)));
    await ground.time.run(exclude(ports, atlas, exclusion));
    await syncOnce(ground);
    expect(idsOf([top, child, grandchild]).filter((id) => stored.has(id))).toEqual([]);
    expect(stored.size).toBeGreaterThan(10);
    expect(head(workspace.pages[1]?.id ?? '')?.state).toBe('mirrored');
  });

  it('leaves the device with everything in it, and comes back when it is included', async () => {
    const { ground, head, contents, ports, next } = lay();
    await syncOnce(ground);
    await ground.time.run(exclude(ports, atlas, exclusion));
    expect([head(top?.id ?? ''), head(grandchild?.id ?? '')]).toEqual([undefined, undefined]);
    expect(contents.has(idOf(grandchild?.id))).toBe(false);
    await next(DAY + MINUTE);
    expect(contents.has(idOf(grandchild?.id))).toBe(false);
    expect(await ground.time.run(mayKeep(ports.store, { id: idOf(grandchild?.id) }))).toBe(false);
    await ground.time.run(include(ports, atlas, exclusion.id));
    await next(DAY + MINUTE);
    expect(contents.has(idOf(grandchild?.id))).toBe(true);
    expect(await ground.time.run(mayKeep(ports.store, { id: idOf(grandchild?.id) }))).toBe(true);
  });
});

describe('a sync that cannot go on', () => {
  const refusal = (status: number, code: string) => ({
    action: 'status' as const,
    status,
    body: { object: 'error', status, code, message: 'No.', request_id: 'of the test' },
  });

  it('waits with the cause, and goes on when the time is over', async () => {
    const { ground } = lay();
    ground.world.faults.add({ ...refusal(503, 'service_unavailable'), path: '/markdown' });
    await syncOnce(ground);
    const row = await ground.row();
    expect(row).toMatchObject({ state: 'waiting', failure: { code: 'notion-unavailable' } });
    expect(row?.until).toBeGreaterThan(ground.time.now());
    await syncOnce(ground);
    expect((await ground.row())?.until).toBe(row?.until);
    ground.world.faults.clear();
    await ground.time.advance((row?.until ?? 0) - ground.time.now());
    await syncOnce(ground);
    expect(await ground.row()).toMatchObject({ state: 'resting', requestsLeft: 0 });
  });

  it('waits for a person when the token is refused', async () => {
    const { ground } = lay();
    ground.world.faults.add(refusal(401, 'unauthorized'));
    await syncOnce(ground);
    const row = await ground.row();
    expect(row).toMatchObject({ state: 'waiting', failure: { code: 'notion-token-invalid' } });
    expect(row?.until).toBeUndefined();
    ground.world.faults.clear();
    await ground.time.advance(DAY);
    await syncOnce(ground);
    expect((await ground.row())?.state).toBe('waiting');
    await syncOnce(ground, true);
    expect((await ground.row())?.state).toBe('resting');
  });

  it('leaves one page aside that Notion cannot give, and tries it again later', async () => {
    const { ground, head, next } = lay();
    const id = pagesOf(workspace)[0]?.id ?? '';
    ground.world.faults.add({ ...refusal(500, 'internal_server_error'), path: `${id}/markdown` });
    await syncOnce(ground);
    expect(await ground.row()).toMatchObject({ state: 'resting' });
    expect(head(id)).toMatchObject({ state: 'listed', trouble: { code: 'notion-error', times: 1 } });
    ground.world.faults.clear();
    await next(30 * MINUTE);
    expect(head(id)?.state).toBe('mirrored');
    expect(head(id)?.trouble).toBeUndefined();
  });

  it('rests while it is paused, and goes on where it was', async () => {
    const { ground, ports, contents, requests } = lay();
    await ground.time.run(changeSync(ports, atlas, { type: 'pause' }));
    await syncOnce(ground);
    expect(requests()).toBe(0);
    expect((await ground.row())?.state).toBe('paused');
    await ground.time.run(changeSync(ports, atlas, { type: 'resume' }));
    await syncOnce(ground);
    expect(contents.size).toBe(workspace.pages.length + workspace.databases.length);
  });

  it('makes room on a full disk, says so, and stays below what fits', async () => {
    const { ground, contents, next } = lay();
    const fits = 40;
    ground.stores.beforePut = async () => {
      if (contents.size >= fits) throw new Failure('storage-full');
    };
    await syncOnce(ground);
    expect(await ground.row()).toMatchObject({ state: 'waiting', failure: { code: 'storage-full' } });
    expect(contents.size).toBeLessThan(fits);
    await next(30 * MINUTE);
    expect(contents.size).toBeLessThan(fits);
  });
});

describe('the size of the mirror', () => {
  it('stays under its cap, and what is pinned stays', async () => {
    const { ground, contents, ports } = lay();
    await syncOnce(ground);
    const bytes = (await ground.row())?.bytes ?? 0;
    const pinned = new Set(
      rowsOf(workspace)
        .slice(0, 5)
        .map(({ id }) => idOf(id)),
    );
    ground.pinned = pinned;
    ground.capBytes = Math.floor(bytes / 2);
    await ground.time.run(keepUnderCap(ports, ground.capBytes));
    const left = (await ground.row())?.bytes ?? 0;
    expect(left).toBeLessThanOrEqual(ground.capBytes);
    expect([...pinned].every((id) => contents.has(id))).toBe(true);
    ground.world.requests.clear();
    await ground.time.advance(DAY + MINUTE);
    await syncOnce(ground);
    expect((await ground.row())?.bytes).toBeLessThanOrEqual(ground.capBytes);
    expect(ground.world.requests.all().length).toBeLessThan(30);
  });

  it('is nothing after the workspace is forgotten', async () => {
    const { ground, contents, ports } = lay();
    await syncOnce(ground);
    await ground.time.run(forgetWorkspace(ports, CONNECTION));
    expect(contents.size).toBe(0);
    expect(ground.stores.sync.held.size).toBe(0);
    expect(await ground.row()).toBeUndefined();
  });
});
