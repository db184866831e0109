import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { BlockType, WorldBlock, WorldDatabase, WorldPage } from '../world/model.ts';
import { pathOf, placeOf, withPeek } from '../world/notion-web/address.ts';
import { blockTree, blockTrees } from '../world/notion-web/client/block.ts';
import { CLASS_NAMES, type Scene } from '../world/notion-web/client/block-shell.ts';
import { sidebarTree, topbarTree } from '../world/notion-web/client/chrome.ts';
import { layoutTree, type PageState } from '../world/notion-web/client/page.ts';
import { RowHeights } from '../world/notion-web/client/row-heights.ts';
import { branchesOf, type Branch, textOf, type Tree } from '../world/notion-web/client/tree.ts';
import { recordOf } from '../world/notion-web/page-record.ts';
import type { PageRecord, WebRecord } from '../world/notion-web/record.ts';
import { createNotionWeb } from '../world/notion-web/serve.ts';
import { sidebarFor } from '../world/notion-web/sidebar-record.ts';
import { listen } from '../world/front-door.ts';
import { WorldClock } from '../world/clock.ts';
import { NotionStore } from '../world/notion/store.ts';

const HOME = '11111111-1111-4111-8111-111111111111';
const PLAN = '22222222-2222-4222-8222-222222222222';
const TASKS = '33333333-3333-4333-8333-333333333333';
const TASKS_SOURCE = '33333333-3333-4333-8333-33333333333a';
const MIRA = '44444444-4444-4444-8444-444444444444';
const ROWS = 60;

let made = 0;

function aBlock(type: BlockType, text = '', more: Partial<WorldBlock> = {}): WorldBlock {
  made += 1;
  const id = `99999999-0000-4000-8000-${String(made).padStart(12, '0')}`;
  return { id, type, text: text === '' ? [] : [{ text }], children: [], ...more };
}

function aPage(id: string, title: string, parent: WorldPage['parent'], more: Partial<WorldPage> = {}): WorldPage {
  const time = '2026-11-18T09:30:00.000Z';
  const edits = { createdTime: time, lastEditedTime: time, createdBy: MIRA, lastEditedBy: MIRA, inTrash: false };
  return { id, title, parent, properties: {}, blocks: [], ...edits, ...more };
}

const hidden = aBlock('paragraph', 'Hidden until opened');
const toggle = aBlock('toggle', 'Open questions', { children: [hidden] });
const mention = aBlock('paragraph', '', { text: [{ text: 'Home', mention: { type: 'page', id: HOME } }] });

const tasks: WorldDatabase = {
  id: TASKS,
  dataSourceId: TASKS_SOURCE,
  title: 'Tasks',
  parent: { type: 'page_id', id: HOME },
  schema: {
    Name: { type: 'title' },
    Status: { type: 'status', options: [{ name: 'Done', color: 'green' }] },
    Owner: { type: 'people' },
    Budget: { type: 'number', format: 'euro' },
  },
};

function aStore(): NotionStore {
  const rows = Array.from({ length: ROWS }, (_, index) =>
    aPage(
      `55555555-5555-4555-8555-${String(index).padStart(12, '0')}`,
      `Task ${index + 1}`,
      { type: 'data_source_id', id: TASKS_SOURCE },
      {
        properties: {
          Status: { type: 'status', name: 'Done' },
          Owner: { type: 'people', ids: [MIRA] },
          Budget: { type: 'number', number: 1200.5 },
        },
      },
    ),
  );
  const plan = aPage(
    PLAN,
    'Launch plan',
    { type: 'page_id', id: HOME },
    {
      icon: '🚀',
      blocks: [aBlock('heading_1', 'Why'), mention, toggle, aBlock('child_database', '', { target: TASKS })],
    },
  );
  const home = aPage(HOME, 'Home', { type: 'workspace' });
  const users = [{ id: MIRA, name: 'Mira Aalto', email: 'mira@example.com', type: 'person' as const }];
  return new NotionStore(
    [{ id: 'w', name: 'Fernway', users, pages: [home, plan, ...rows], databases: [tasks], facts: [] }],
    new WorldClock(),
  );
}

function pageOf(id: string): PageRecord {
  const record = recordOf(aStore(), () => null, id);
  if (record?.kind !== 'page') throw new Error(`${id} is not a page`);
  return record;
}

function sceneOf(record: PageRecord, open: readonly string[] = []): Scene {
  return { record, open: new Set(open), views: new Map(), drafts: new Map() };
}

function allIn(tree: Tree, fits: (branch: Branch) => boolean): readonly Branch[] {
  return [...branchesOf(tree)].filter(fits);
}

const hasClass = (name: string) => (branch: Branch) => (branch.attributes['class'] ?? '').split(' ').includes(name);
const has = (name: string, value?: string) => (branch: Branch) =>
  value === undefined ? name in branch.attributes : branch.attributes[name] === value;

describe('the blocks of a page', () => {
  const scene = sceneOf(pageOf(PLAN));

  it('carry their dashed id, the selectable mark and the old name of their kind', () => {
    for (const [type, name] of Object.entries(CLASS_NAMES)) {
      if (type === 'table_row') continue; // a row is a tr inside its table
      const block = { ...aBlock('paragraph', 'words'), type: type as BlockType };
      const { attributes } = blockTree(scene, block, 1);
      expect(attributes['data-block-id']).toBe(block.id);
      expect(attributes['class']).toMatch(new RegExp(`^notion-selectable notion-${name}-block( |$)`));
    }
  });

  it('keep words in leaves and markers in voids', () => {
    const [item] = blockTrees(scene, [aBlock('bulleted_list_item', 'Fewer calls')]);
    const leaves = allIn(item ?? '', has('data-content-editable-leaf', 'true'));
    const voids = allIn(item ?? '', has('data-content-editable-void', 'true'));
    expect(leaves.map(textOf)).toEqual(['Fewer calls']);
    expect(voids.map(textOf)).toEqual(['']);
  });

  it('leave the children of a closed toggle out, and bring them when it is opened', () => {
    expect(textOf(blockTree(scene, toggle, 1))).toBe('Open questions');
    const opened = blockTree(sceneOf(pageOf(PLAN), [toggle.id]), toggle, 1);
    expect(allIn(opened, has('data-block-id', hidden.id))).toHaveLength(1);
    expect(allIn(opened, has('aria-expanded', 'true'))).toHaveLength(1);
  });

  it('count a numbered list from its start', () => {
    const list = blockTrees(scene, [
      aBlock('numbered_list_item', 'a'),
      aBlock('numbered_list_item', 'b'),
      aBlock('paragraph', 'between'),
      aBlock('numbered_list_item', 'c'),
    ]);
    const signs = list
      .flatMap((tree) => allIn(tree, hasClass('pseudoBefore')))
      .map(({ attributes }) => attributes['style']);
    expect(signs).toEqual(['1.', '2.', '1.'].map((sign) => `--pseudoBefore--content:"${sign}"`));
  });

  it('show a mention under the present title of its page', () => {
    const [link] = allIn(blockTree(scene, mention, 1), (branch) => branch.tag === 'a');
    expect(link?.attributes['href']).toBe(pathOf({ id: HOME, title: 'Home' }));
    expect(textOf(link ?? '')).toBe('Home');
  });

  it('set a formula as mathematics and keep its source beside it', () => {
    const tree = blockTree(scene, aBlock('equation', String.raw`t_{20} = \frac{a}{2} - \mu`), 1);
    const [math] = allIn(tree, (branch) => branch.tag === 'semantics');
    expect(math?.children.map(textOf)).toEqual(['t20=a2−μ', String.raw`t_{20} = \frac{a}{2} - \mu`]);
    expect(allIn(tree, (branch) => ['msub', 'mfrac'].includes(branch.tag))).toHaveLength(2);
  });

  it('give every table row its id', () => {
    const row = aBlock('table_row', '', { cells: [[{ text: 'North' }], [{ text: '412' }]] });
    const tree = blockTree(scene, aBlock('table', '', { children: [row], headerRow: true }), 1);
    expect(allIn(tree, has('data-block-id', row.id)).map((branch) => branch.tag)).toEqual(['tr']);
    expect(allIn(tree, hasClass('notion-table-cell-text')).map(textOf)).toEqual(['North', '412']);
  });
});

describe('the page around the blocks', () => {
  const state: PageState = { stage: 'main', site: false, viewId: undefined, mostRows: 50 };

  it('has its title over an empty content, under the wrapper with its own id', () => {
    const tree = layoutTree(pageOf(PLAN), state);
    const [title] = allIn(tree, (branch) => branch.tag === 'h1');
    expect(title?.attributes).toMatchObject({ role: 'textbox', 'aria-roledescription': 'page title', dir: 'auto' });
    expect(allIn(tree, has('data-block-id')).map(({ attributes }) => attributes['data-block-id'])).toEqual([PLAN]);
    expect(allIn(tree, hasClass('notion-page-content')).map(textOf)).toEqual(['']);
  });

  it('has no page content on a full-page database, but rows that can be opened', () => {
    const database = recordOf(aStore(), () => null, TASKS);
    const tree = layoutTree(database ?? pageOf(PLAN), state);
    expect(allIn(tree, hasClass('notion-page-content'))).toEqual([]);
    expect(allIn(tree, hasClass('notion-table-view'))).toHaveLength(1);
    expect(allIn(tree, hasClass('notion-collection-item'))).toHaveLength(50);
    expect(textOf(tree)).toContain('€1,200.5');
    expect(textOf(tree)).toContain('Load 10 more');
  });

  it('shows the properties of a row above its blocks', () => {
    const row = recordOf(aStore(), () => null, '55555555-5555-4555-8555-000000000000');
    const values = allIn(layoutTree(row ?? pageOf(PLAN), state), has('data-testid', 'property-value'));
    expect(values.map(textOf)).toEqual(['Done', 'MMira Aalto', '€1,200.5']);
  });

  it('names the stage of a peek', () => {
    const stages = (['side', 'center'] as const).map((stage) => layoutTree(pageOf(PLAN), { ...state, stage }));
    expect(stages.map(({ attributes }) => attributes['class']?.split(' ').slice(0, 2))).toEqual([
      ['layout', 'layout-side-peek'],
      ['layout', 'layout-center-peek'],
    ]);
  });

  it('carries block ids in the breadcrumb too, and a scroller in the sidebar', () => {
    const record: WebRecord = pageOf(PLAN);
    const chrome = {
      sidebar: sidebarFor(aStore(), PLAN),
      sidebarOpen: true,
      site: false,
      unfolded: new Set([HOME]),
      record,
    };
    const crumbs = allIn(topbarTree(chrome), has('data-block-id'));
    expect(crumbs.map(({ attributes }) => attributes['data-block-id'])).toEqual([HOME, PLAN]);
    expect(crumbs.every(hasClass('notion-page-block'))).toBe(true);
    const sidebar = sidebarTree(chrome);
    expect(allIn(sidebar, hasClass('notion-scroller'))).toHaveLength(1);
    expect(allIn(sidebar, has('role', 'treeitem')).map(textOf)).toEqual(['Home', 'Launch plan', 'Tasks']);
  });
});

describe('addresses', () => {
  const hex = PLAN.replaceAll('-', '');

  it.each([
    [`https://app.notion.com/p/Launch-plan-${hex}`, { kind: 'page', id: PLAN }],
    [`https://app.notion.com/p/${hex}?pvs=4`, { kind: 'page', id: PLAN }],
    [`https://app.notion.com/p/fernway/Launch-plan-${hex}`, { kind: 'page', id: PLAN }],
    [`https://www.notion.so/fernway/Launch-plan-${hex}`, { kind: 'page', id: PLAN }],
    [`https://acme.notion.site/Launch-plan-${hex}#${hex}`, { kind: 'page', id: PLAN, blockId: PLAN }],
    [`https://app.notion.com/p/${hex}?v=${hex}`, { kind: 'page', id: PLAN, viewId: PLAN }],
    [`https://app.notion.com/p/${hex}?p=${hex}&pm=s`, { kind: 'page', id: PLAN, peek: { id: PLAN, mode: 'side' } }],
    [`https://app.notion.com/p/${hex}?p=${hex}&pm=c`, { kind: 'page', id: PLAN, peek: { id: PLAN, mode: 'center' } }],
    ['https://app.notion.com/ai', { kind: 'chat' }],
    ['https://app.notion.com/chat?t=abc', { kind: 'chat', thread: 'abc' }],
    ['https://app.notion.com/', { kind: 'home' }],
    ['https://app.notion.com/login', { kind: 'nowhere' }],
  ])('leads %s to its place', (address, place) => {
    expect(placeOf(new URL(address))).toEqual(place);
  });

  it('opens and closes a peek beside the same page and view', () => {
    const base = new URL(`https://app.notion.com/p/${hex}?v=${hex}`);
    const open = withPeek(base, { id: HOME, mode: 'side' });
    expect(placeOf(new URL(open, base))).toMatchObject({ viewId: PLAN, peek: { id: HOME, mode: 'side' } });
    expect(withPeek(new URL(open, base), undefined)).toBe(`/p/${hex}?v=${hex}`);
  });
});

describe('the rows of a long page', () => {
  it('are found by where they stand, and move when one was measured', () => {
    const heights = new RowHeights(Array.from({ length: 20_000 }, () => 30));
    expect(heights.between(30_000, 30_900)).toEqual([1000, 1031]);
    heights.measured(0, 60);
    expect(heights.between(30_000, 30_900)).toEqual([999, 1030]);
    expect(heights.total).toBe(600_030);
  });
});

describe('the server', () => {
  let server: Server | undefined;
  afterEach(() => server?.closeAllConnections());

  async function served(store: NotionStore): Promise<string> {
    const web = createNotionWeb(store);
    server = createServer((request, response) => void web(request, response));
    server.unref();
    return `http://127.0.0.1:${await listen(server)}`;
  }

  it('gives every address the document, and the document everything that it loads', async () => {
    const origin = await served(aStore());
    const page = await fetch(`${origin}/p/Launch-plan-${PLAN.replaceAll('-', '')}`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    expect(html).toContain('<html lang="en-US" class="notion-html">');
    expect(html).toContain('<div id="notion-app"></div>');
    const seen = new Set(['/_assets/app.css', '/_assets/client/main.ts']);
    for (const path of seen) {
      const asset = await fetch(`${origin}${path}`);
      expect(`${path}: ${asset.status}`).toBe(`${path}: 200`);
      const body = await asset.text();
      for (const [, name = ''] of body.matchAll(/from '(\.[^']+)'/g))
        seen.add(new URL(name, `${origin}${path}`).pathname);
    }
    expect(seen.size).toBeGreaterThan(20);
    expect((await fetch(`${origin}/_assets/serve.ts`)).status).toBe(404);
    expect((await fetch(`${origin}/_assets/client/nothing.ts`)).status).toBe(404);
  });

  it('tells an open window which page changed', async () => {
    const store = aStore();
    const origin = await served(store);
    const changes = await fetch(`${origin}/api/v3/changes`);
    const reader = changes.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await fetch(`${origin}/api/v3/saveText?id=${hidden.id}`, { method: 'POST', body: 'Typed by a person' });
    expect((await reader?.read())?.value).toBe(`data: ${PLAN}\n\n`);
    expect(JSON.stringify(store.page(PLAN)?.blocks)).toContain('Typed by a person');
  });
});
