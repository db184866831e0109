import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { factsOf } from '../../lib/base/failure.ts';
import type { BlockId, PageId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import type { NotionWriter } from '../../lib/outbox/notion-writer.ts';
import type { PropertyValues } from '../../lib/outbox/property-value.ts';
import { isUnsure } from '../../lib/outbox/is-unsure.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { asPage, NEVER } from './notion-door.ts';
import { aWriter, said, words } from './notion-writing.ts';
import { ANN, BOT, HANDBOOK, smallWorkspace, taskId, TASKS, TASKS_SOURCE } from './world-workspace.ts';

let world: World;
let writer: NotionWriter;
let page: PageId;

const HOME = asPage(HANDBOOK);
const DATABASE = { kind: 'database', id: asPage(TASKS), dataSource: TASKS_SOURCE } as const;

beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], now: new Date('2026-11-21T12:00:30Z') });
  world.budget.perMinute = 1_000_000;
});
beforeEach(async () => {
  writer = aWriter(world);
  const content = [said('One.'), said('Two.')];
  page = (await writer.createPage({ parent: { kind: 'page', id: HOME }, title: 'Notes', values: {}, content }, NEVER))
    .id;
  world.notion.written.clear();
  world.requests.clear();
});
afterEach(() => {
  world.faults.clear();
  world.notion.tasks.fromBytes = 20_000;
  // What is still to come does not come into the next test.
  world.clock.advance(61_000);
  world.notion.later.settle();
});
afterAll(() => world.close());

const standing = async (of: PageId | BlockId = page): Promise<string[]> =>
  (await writer.children(of, undefined, NEVER)).blocks.map(({ block }) => words(block));
const written = () => world.notion.written.all().map(({ method, path }) => `${method} ${path}`);
const first = async (): Promise<BlockId> =>
  (await writer.children(page, undefined, NEVER)).blocks[0]?.id ?? expect.unreachable('The page is empty.');
const failure = async (attempt: Promise<unknown>) => attempt.then(() => undefined, factsOf);

describe('what is written to a page', () => {
  it('stands there in order, by the token, with the ids that were told', async () => {
    const ids = await writer.append(page, [said('Three.', [said('Within.')]), said('Four.')], undefined, NEVER);
    const { blocks } = await writer.children(page, undefined, NEVER);
    expect(blocks.map(({ block }) => words(block))).toEqual(['One.', 'Two.', 'Three.', 'Four.']);
    expect(blocks.slice(2).map(({ id }) => id)).toEqual(ids);
    const who = await writer.whoWrites(NEVER);
    expect(who).toBe(BOT);
    expect(blocks[2]).toMatchObject({ createdBy: who, hasChildren: true });
    expect(await standing(ids[0])).toEqual(['Within.']);
  });

  it('goes behind the block that it is told to, and nowhere when that is gone', async () => {
    const [one] = await writer.append(page, [said('Between.')], await first(), NEVER);
    expect(await standing()).toEqual(['One.', 'Between.', 'Two.']);
    if (one === undefined) throw new Error('No id');
    await writer.deleteBlock(one, NEVER);
    expect(await failure(writer.append(page, [said('Lost.')], one, NEVER))).toMatchObject({
      code: 'notion-refused-request',
    });
    expect(await standing()).toEqual(['One.', 'Two.']);
  });

  it('comes back with the rows of its tables', async () => {
    const cell = (text: string) => [{ kind: 'text' as const, text }];
    const rows = Array.from({ length: 3 }, (_, at) => [cell(`a${at}`), cell(`b${at}`)]);
    await writer.append(
      page,
      [{ kind: 'table', headerRow: true, headerColumn: false, rows, children: [] }],
      undefined,
      NEVER,
    );
    const { blocks } = await writer.children(page, undefined, NEVER);
    expect(blocks[2]).toMatchObject({ hasChildren: false, block: { kind: 'table', headerRow: true, rows } });
  });

  it('lists more than a hundred children by cursor', async () => {
    for (let at = 0; at < 2; at += 1)
      await writer.append(
        page,
        Array.from({ length: 60 }, (_, index) => said(`${at * 60 + index}`)),
        undefined,
        NEVER,
      );
    const head = await writer.children(page, undefined, NEVER);
    const tail = await writer.children(page, head.cursor, NEVER);
    expect([head.blocks.length, tail.blocks.length, tail.cursor]).toEqual([100, 22, undefined]);
  });
});

describe('a new page', () => {
  it('is made below another, and found there by its time and maker', async () => {
    const since = world.clock.now();
    const content = [said('Text.')];
    const made = await writer.createPage(
      { parent: { kind: 'page', id: page }, title: 'Below', values: {}, content },
      NEVER,
    );
    expect(made.url).toContain('https://app.notion.com/p/');
    expect(await writer.createdUnder({ kind: 'page', id: page }, since, NEVER)).toMatchObject([
      { id: made.id, title: 'Below', createdBy: BOT },
    ]);
    expect(await writer.createdUnder({ kind: 'page', id: page }, since + 120_000, NEVER)).toEqual([]);
    expect(await standing(made.id)).toEqual(['Text.']);
  });

  it('is a row with its values, and found in its database', async () => {
    const since = world.clock.now();
    const values: PropertyValues = {
      Points: { type: 'number', number: 5 },
      State: { type: 'status', option: 'Doing' },
    };
    const made = await writer.createPage(
      { parent: DATABASE, title: 'A new task', titleProperty: 'Name', values, content: [] },
      NEVER,
    );
    expect(await writer.values(made.id, ['Name', 'Points', 'State'], NEVER)).toEqual({
      Name: { type: 'title', text: 'A new task' },
      ...values,
    });
    expect(await writer.createdUnder(DATABASE, since, NEVER)).toMatchObject([{ id: made.id, title: 'A new task' }]);
    await writer.trash(made.id, true, NEVER);
    expect(await writer.createdUnder(DATABASE, since, NEVER)).toEqual([]);
    await writer.trash(made.id, false, NEVER);
    expect(await writer.createdUnder(DATABASE, since, NEVER)).toHaveLength(1);
  });
});

describe('properties', () => {
  const row = asPage(taskId(3));

  it('are read in the form in which they are written: writing what was read changes nothing', async () => {
    const before = await writer.values(row, undefined, NEVER);
    expect(Object.keys(before).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'Blocks',
      'Closed',
      'Due',
      'Kind',
      'Link',
      'Mail',
      'Name',
      'Notes',
      'Owner',
      'Phone',
      'Points',
      'State',
      'Tags',
    ]);
    await writer.setProperties(row, before, NEVER);
    expect(await writer.values(row, undefined, NEVER)).toEqual(before);
  });

  it('take every type, and are emptied', async () => {
    const full: PropertyValues = {
      Notes: { type: 'rich_text', text: 'x'.repeat(4_500) },
      Points: { type: 'number', number: -1.5 },
      Closed: { type: 'checkbox', checked: true },
      Kind: { type: 'select', option: 'Odd' },
      State: { type: 'status', option: 'Done' },
      Tags: { type: 'multi_select', options: ['two'] },
      Due: { type: 'date', date: { start: '2026-12-01', end: '2026-12-03' } },
      Link: { type: 'url', text: 'https://example.com/b' },
      Mail: { type: 'email', text: 'ann@acme.example' },
      Phone: { type: 'phone_number', text: '+00 1' },
      Blocks: { type: 'relation', pages: [asPage(taskId(9))] },
      Owner: { type: 'people', people: [ANN] },
    };
    await writer.setProperties(row, full, NEVER);
    expect(await writer.values(row, Object.keys(full), NEVER)).toEqual(full);
    const none: PropertyValues = {
      Notes: { type: 'rich_text', text: '' },
      Points: { type: 'number', number: null },
      Closed: { type: 'checkbox', checked: false },
      Kind: { type: 'select', option: null },
      Tags: { type: 'multi_select', options: [] },
      Due: { type: 'date', date: null },
      Link: { type: 'url', text: null },
      Mail: { type: 'email', text: null },
      Phone: { type: 'phone_number', text: null },
      Blocks: { type: 'relation', pages: [] },
      Owner: { type: 'people', people: [] },
    };
    await writer.setProperties(row, none, NEVER);
    expect(await writer.values(row, Object.keys(none), NEVER)).toEqual(none);
  });

  it('keep a character whole where long text is cut into runs', async () => {
    const text = `${'x'.repeat(1_999)}😀 end`;
    await writer.setProperties(row, { Notes: { type: 'rich_text', text } }, NEVER);
    expect(await writer.values(row, ['Notes'], NEVER)).toEqual({ Notes: { type: 'rich_text', text } });
    const runs = world.notion.page(row)?.properties['Notes'];
    expect(runs?.type === 'rich_text' && runs.text.map((run) => run.text.length)).toEqual([1_999, 6]);
  });

  it('are read whole where Notion shows the first references alone', async () => {
    const pages = Array.from({ length: 30 }, (_, at) => asPage(taskId(at === 0 ? 29 : at)));
    await writer.setProperties(row, { Blocks: { type: 'relation', pages } }, NEVER);
    expect(await writer.values(row, ['Blocks'], NEVER)).toEqual({ Blocks: { type: 'relation', pages } });
  });

  it.each<[string, PropertyValues]>([
    ['Notes', { Notes: { type: 'rich_text', text: 'x'.repeat(200_001) } }],
    ['Points', { Points: { type: 'number', number: Number.NaN } }],
    ['Tags', { Tags: { type: 'multi_select', options: Array.from({ length: 101 }, (_, at) => `${at}`) } }],
    ['Link', { Link: { type: 'url', text: `https://example.com/${'x'.repeat(2_000)}` } }],
    ['Mail', { Mail: { type: 'email', text: `${'x'.repeat(200)}@acme.example` } }],
  ])('past Notion’s limits are not sent: %s', async (name, values) => {
    expect(await failure(writer.setProperties(row, values, NEVER))).toMatchObject({
      code: 'write-invalid',
      detail: expect.stringContaining(name),
    });
    expect(world.requests.all()).toEqual([]);
  });
});

describe('text that is to read otherwise', () => {
  it('is replaced, all passages or none, and the whole Markdown is told', async () => {
    const edits = [
      { before: 'One.', after: 'Eins.' },
      { before: 'Two.', after: 'Zwei.' },
    ];
    const after = await writer.replaceText(page, edits, NEVER);
    expect(after).toBe(await writer.markdown(page, NEVER));
    expect(await standing()).toEqual(['Eins.', 'Zwei.']);
    const half = writer.replaceText(
      page,
      [
        { before: 'Eins.', after: '1' },
        { before: 'Drei.', after: '3' },
      ],
      NEVER,
    );
    expect((await failure(half))?.code).toBe('notion-conflict');
    expect(await standing()).toEqual(['Eins.', 'Zwei.']);
  });

  it('is a conflict where it stands twice', async () => {
    await writer.append(page, [said('One.')], undefined, NEVER);
    const attempt = writer.replaceText(page, [{ before: 'One.', after: 'Eins.' }], NEVER);
    expect((await failure(attempt))?.code).toBe('notion-conflict');
  });

  it('is followed to its end where Notion takes it on for later', async () => {
    world.notion.tasks.fromBytes = 0;
    const after = await writer.replaceText(page, [{ before: 'One.', after: 'Eins.' }], NEVER);
    expect(after).toContain('Eins.');
    world.notion.later.settle();
    expect(written()).toEqual([`PATCH /v1/pages/${page}/markdown`]);
    const gone = writer.replaceText(page, [{ before: 'One.', after: 'Uno.' }], NEVER);
    expect(isUnsure((await failure(gone)) ?? { code: 'bug' })).toBe(false);
  });

  it('leaves open what became of a task that cannot be asked about', async () => {
    world.notion.tasks.fromBytes = 0;
    world.faults.add({
      path: 'async_tasks',
      action: 'status',
      status: 404,
      body: { object: 'error', status: 404, code: 'object_not_found', message: 'x' },
    });
    const facts = await failure(writer.replaceText(page, [{ before: 'One.', after: 'Eins.' }], NEVER));
    expect(isUnsure(facts ?? { code: 'bug' })).toBe(true);
  });

  it('never takes a child page with it', async () => {
    await writer.createPage({ parent: { kind: 'page', id: page }, title: 'Child', values: {}, content: [] }, NEVER);
    const line = (await writer.markdown(page, NEVER)).split('\n').find((one) => one.includes('<page')) ?? '';
    const facts = await failure(writer.replaceText(page, [{ before: line, after: '' }], NEVER));
    expect(facts?.code).toBe('notion-refused-request');
    expect(await standing()).toHaveLength(3);
  });
});

describe('comments', () => {
  it('are made, answered, listed and deleted', async () => {
    const one = await writer.comment(page, 'Is this so?', undefined, NEVER);
    const two = await writer.comment(page, 'It is.', one.discussion, NEVER);
    expect(two.discussion).toBe(one.discussion);
    const who = await writer.whoWrites(NEVER);
    expect(await writer.comments(page, NEVER)).toMatchObject([
      { id: one.id, text: 'Is this so?', createdBy: who },
      { id: two.id, text: 'It is.', createdBy: who },
    ]);
    await writer.deleteComment(one.id, NEVER);
    expect(await writer.comments(page, NEVER)).toMatchObject([{ id: two.id }]);
  });
});

describe('a personal token', () => {
  it('knows as its own what is listed under its person, too', async () => {
    const own = aWriter(world, { token: async () => new Secret('ntn_acme_pat') });
    const who = await own.whoWrites(NEVER);
    await own.append(page, [said('Mine.')], undefined, NEVER);
    const { blocks } = await own.children(HOME, undefined, NEVER);
    // Ann, whose token it is, wrote the handbook.
    expect(blocks[0]).toMatchObject({ createdBy: who });
    const made = await own.children(page, undefined, NEVER);
    expect(made.blocks.at(-1)).toMatchObject({ createdBy: who });
    expect(made.blocks[0]).toMatchObject({ createdBy: BOT });
  });
});
