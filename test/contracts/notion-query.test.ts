import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { QueriedRow, Query, QueryCursor } from '../../lib/mirror/notion-reader.ts';
import { createPace } from '../../lib/resilience/pace.ts';
import type { Workspace } from '../world/model.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { aClient, NEVER } from './notion-door.ts';
import { ANN, smallWorkspace, TASKS, TASKS_SOURCE, taskId } from './world-workspace.ts';

const MANY = 10_230;
/** So many rows are made in each minute. */
const A_MINUTE = 70;

let world: World;
let large: World;

beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace(40)] });
  large = await startWorld({ workspaces: [madeOverTime(smallWorkspace(MANY), A_MINUTE)] });
  large.budget.perMinute = 1_000_000;
});
afterEach(() => {
  world.faults.clear();
  world.requests.clear();
});
afterAll(async () => {
  await world.close();
  await large.close();
});

function madeOverTime(workspace: Workspace, perMinute: number): Workspace {
  const from = Date.parse('2026-10-01T08:00:00.000Z');
  let at = 0;
  const pages = workspace.pages.map((page) => {
    if (page.parent.type !== 'data_source_id') return page;
    const createdTime = new Date(from + Math.floor(at++ / perMinute) * 60_000).toISOString();
    return { ...page, createdTime };
  });
  return { ...workspace, pages };
}

/** All that a query gives, and whether it says that there is more. */
async function all(from: World, query: Query) {
  const reader = aClient(from, { pace: { initial: createPace(1_000_000) } });
  const rows: QueriedRow[] = [];
  let cursor: QueryCursor | undefined;
  for (;;) {
    const list = await reader.query(TASKS_SOURCE, { ...query, ...(cursor && { cursor }) }, NEVER);
    rows.push(...list.rows);
    // As a store would give it back.
    cursor = list.cursor && structuredClone(list.cursor);
    if (cursor === undefined) return { rows, cut: list.cut === true };
  }
}

describe('a query of a data source', () => {
  it('gives values to compute with, of every type', async () => {
    const { rows } = await all(world, { filter: { property: 'Points', number: { equals: 2 } } });
    expect(rows).toMatchObject([{ id: taskId(2), title: 'Task 2', createdAt: Date.parse('2026-10-01T08:00:00Z') }]);
    expect(Object.fromEntries(rows[0]?.values ?? [])).toEqual({
      Name: { kind: 'text', text: 'Task 2' },
      Notes: { kind: 'text', text: 'Note 2' },
      Points: { kind: 'number', number: 2 },
      State: { kind: 'options', options: ['Done'] },
      Kind: { kind: 'options', options: ['Even'] },
      Tags: { kind: 'options', options: ['two'] },
      Due: { kind: 'date', start: '2026-11-03' },
      Closed: { kind: 'checkbox', checked: true },
      Owner: { kind: 'people', people: [{ id: ANN, name: 'Ann' }] },
      Link: { kind: 'text', text: 'https://example.com' },
      Mail: { kind: 'empty' },
      Phone: { kind: 'text', text: '+00 555 0100' },
      Papers: { kind: 'empty' },
      Blocks: { kind: 'pages', pages: [taskId(3)] },
      'Points blocked': { kind: 'number', number: 3 },
      'Names blocked': { kind: 'list', values: [{ kind: 'text', text: 'Task 3' }] },
      'Last due': { kind: 'date', start: '2026-11-04' },
      Left: { kind: 'number', number: 0 },
      Made: { kind: 'date', start: '2026-10-01T08:00:00.000Z' },
      'Made by': { kind: 'people', people: [{ id: ANN, name: 'Ann' }] },
      Edited: { kind: 'date', start: '2026-11-01T08:30:00.000Z' },
      'Edited by': { kind: 'people', people: [{ id: ANN, name: 'Ann' }] },
    });
  });

  it('says of a long relation that there is more of it', async () => {
    const { rows } = await all(world, { filter: { property: 'Points', number: { equals: 0 } } });
    expect(rows[0]?.values.get('Blocks')).toMatchObject({ kind: 'pages', more: true });
  });

  it('gives the wanted properties alone, named or by id, whatever is in their names', async () => {
    const { columns } = await aClient(world).schemaOf(TASKS_SOURCE, NEVER);
    const id = columns.find(({ name }) => name === 'Kind')?.id ?? '';
    const { rows } = await all(world, { properties: ['Points blocked', id, '100 %'] });
    expect(rows).toHaveLength(40);
    expect([...(rows[1]?.values.keys() ?? [])].toSorted((a, b) => a.localeCompare(b))).toEqual([
      'Kind',
      'Points blocked',
    ]);
  });

  it('sorts and filters as it is told', async () => {
    const { rows } = await all(world, {
      filter: {
        and: [
          { property: 'Kind', select: { equals: 'Odd' } },
          { property: 'Closed', checkbox: { equals: true } },
        ],
      },
      sorts: [{ property: 'Points', direction: 'descending' }],
    });
    expect(rows.map(({ title }) => title)).toEqual([35, 29, 23, 17, 11, 5].map((index) => `Task ${index}`));
  });

  it('is asked again after a 503, as it is a read', async () => {
    world.faults.add({ path: '/query', action: 'status', status: 503, times: 1 });
    expect((await all(world, { properties: ['Name'] })).rows).toHaveLength(40);
  });

  it('reads rows past 10,000, each once and oldest first', async () => {
    const { rows, cut } = await all(large, { properties: ['Points'] });
    expect(cut).toBe(false);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(MANY);
    expect(rows).toHaveLength(MANY);
    const times = rows.map(({ createdAt = 0 }) => createdAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }, 60_000);

  it('keeps its filter in the second window', async () => {
    const odd = await all(large, {
      properties: ['Points'],
      filter: { property: 'Points', number: { greater_than_or_equal_to: 20 } },
    });
    expect(odd.rows).toHaveLength(MANY - 20);
  }, 60_000);

  it('says that there is more where an order of its own ends at the limit', async () => {
    const { rows, cut } = await all(large, {
      properties: ['Points'],
      sorts: [{ property: 'Points', direction: 'descending' }],
    });
    expect(rows).toHaveLength(10_000);
    expect(cut).toBe(true);
  }, 60_000);
});

describe('the schema of a data source', () => {
  it('holds the columns with their ids, types, options and related sources', async () => {
    const schema = await aClient(world).schemaOf(TASKS_SOURCE, NEVER);
    expect(schema).toMatchObject({ id: TASKS_SOURCE, database: TASKS, title: 'Tasks' });
    const column = (name: string) => schema.columns.find((one) => one.name === name);
    expect(column('Name')).toEqual({ id: 'title', name: 'Name', type: 'title' });
    expect(column('State')).toMatchObject({ type: 'status', options: ['Open', 'Doing', 'Done'] });
    expect(column('Blocks')).toMatchObject({ type: 'relation', relatedSource: TASKS_SOURCE });
    expect(new Set(schema.columns.map(({ id }) => id)).size).toBe(schema.columns.length);
  });
});
