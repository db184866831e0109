import { beforeAll, describe, expect, it } from 'vitest';
import type { RichText, Workspace, WorldBlock, WorldPage } from '../world/model.ts';
import { DATABASES, PAGES } from '../world/workspace/ids.ts';
import { loadSampleWorkspaces } from '../world/workspace/load.ts';
import { everyBlock } from '../world/workspace/synced.ts';

let workspaces: readonly Workspace[] = [];
let fernway: Workspace;
let tidewater: Workspace;

beforeAll(() => {
  workspaces = loadSampleWorkspaces();
  const [first, second] = workspaces;
  if (first === undefined || second === undefined) throw new Error('Two workspaces are expected');
  fernway = first;
  tidewater = second;
});

const isRow = (page: WorldPage): boolean => page.parent.type === 'data_source_id';
const textOf = (items: readonly RichText[]): string => items.map((item) => item.text).join('');
const richTextsOf = (block: WorldBlock): readonly (readonly RichText[])[] => [block.text, ...(block.cells ?? [])];
const blocksOf = (page: WorldPage): WorldBlock[] => [...everyBlock(page.blocks)];
const allText = (page: WorldPage): string =>
  blocksOf(page)
    .flatMap((block) => richTextsOf(block).map(textOf))
    .join('\n');
const pageBy = (workspace: Workspace, id: string): WorldPage => {
  const page = workspace.pages.find((one) => one.id === id);
  if (page === undefined) throw new Error(`No page ${id}`);
  return page;
};
const idInAddress = (url: string): string | undefined =>
  /^https:\/\/app\.notion\.com\/p\/(?:.*-)?([0-9a-f]{32})$/
    .exec(url)?.[1]
    ?.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

type Kind = 'user' | 'page' | 'database' | 'source' | 'block';
/** What each kind of mention names. */
const MENTIONED = {
  user: 'user',
  agent: 'user',
  page: 'page',
  database: 'database',
  'data-source': 'source',
} as const satisfies Record<string, Kind>;
type Pointer = readonly [kind: Kind, id: string | undefined];

function thingsIn(workspace: Workspace): Record<Kind, ReadonlySet<string>> {
  return {
    user: new Set(workspace.users.map((user) => user.id)),
    page: new Set(workspace.pages.map((page) => page.id)),
    database: new Set(workspace.databases.map((database) => database.id)),
    source: new Set(workspace.databases.map((database) => database.dataSourceId)),
    block: new Set(workspace.pages.flatMap((page) => blocksOf(page).map((block) => block.id))),
  };
}

function pointersOf(page: WorldPage): Pointer[] {
  const pointers: Pointer[] = [
    ['user', page.createdBy],
    ['user', page.lastEditedBy],
  ];
  if (page.parent.type === 'page_id') pointers.push(['page', page.parent.id]);
  if (page.parent.type === 'data_source_id') pointers.push(['source', page.parent.id]);
  for (const value of Object.values(page.properties)) {
    if (value.type === 'people') pointers.push(...value.ids.map((id): Pointer => ['user', id]));
    if (value.type === 'relation') pointers.push(...value.ids.map((id): Pointer => ['page', id]));
  }
  for (const block of blocksOf(page)) {
    if (block.syncedFrom !== undefined) pointers.push(['block', block.syncedFrom]);
    if (block.type === 'child_page') pointers.push(['page', block.target]);
    if (block.type === 'child_database') pointers.push(['database', block.target]);
    for (const { mention, link } of richTextsOf(block).flat()) {
      if (mention && mention.type !== 'date') pointers.push([MENTIONED[mention.type], mention.id]);
      if (link?.startsWith('https://app.notion.com/')) pointers.push(['page', idInAddress(link)]);
    }
  }
  return pointers;
}

describe('the sample workspaces', () => {
  it('are large enough to be a company', () => {
    const written = fernway.pages.filter((page) => page.blocks.some((block) => block.type !== 'child_page'));
    expect(written.length).toBeGreaterThan(100);
    expect(fernway.pages.filter(isRow).length).toBeGreaterThan(330);
    expect(fernway.facts.length).toBeGreaterThan(60);
    expect(tidewater.pages.length).toBe(6);
    const rowsIn = (id: string): number =>
      fernway.pages.filter((page) => page.parent.type === 'data_source_id' && page.parent.id === id).length;
    expect(rowsIn(DATABASES.Projects.dataSourceId)).toBe(12);
    expect(rowsIn(DATABASES.Tasks.dataSourceId)).toBeGreaterThanOrEqual(200);
    expect(rowsIn(DATABASES.Meetings.dataSourceId)).toBeGreaterThanOrEqual(40);
    expect(rowsIn(DATABASES.Budgets.dataSourceId)).toBeGreaterThanOrEqual(50);
    expect(rowsIn(DATABASES.People.dataSourceId)).toBe(40);
  });

  it('are the same on every load', () => {
    expect(JSON.stringify(loadSampleWorkspaces()) === JSON.stringify(workspaces)).toBe(true);
  });

  it('have three very long pages', () => {
    const handbook = blocksOf(pageBy(fernway, PAGES.engineeringHandbook));
    expect(handbook.filter((block) => block.type === 'heading_2').length).toBe(40);
    const changelog = blocksOf(pageBy(fernway, PAGES.changelog)).length;
    expect(changelog).toBeGreaterThan(4_700);
    expect(changelog).toBeLessThan(5_300);
    expect(blocksOf(pageBy(fernway, PAGES.fieldLog)).length).toBeGreaterThan(20_000);
  });

  it('give every page, block, row, user and database an id of its own', () => {
    const seen = new Set<string>();
    const twice: string[] = [];
    const take = (id: string): void => {
      if (seen.has(id)) twice.push(id);
      seen.add(id);
    };
    for (const workspace of workspaces) {
      take(workspace.id);
      for (const user of workspace.users) take(user.id);
      for (const database of workspace.databases) {
        take(database.id);
        take(database.dataSourceId);
      }
      for (const page of workspace.pages) {
        take(page.id);
        for (const block of blocksOf(page)) {
          if (block.type !== 'child_page' && block.type !== 'child_database') take(block.id);
        }
      }
    }
    expect(twice).toEqual([]);
    expect([...seen].filter((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toEqual([]);
    expect(seen.size).toBeGreaterThan(26_000);
  });

  it('are written in four languages', () => {
    const written = (script: RegExp, least: number): number =>
      fernway.pages.filter((page) => (allText(page).match(script)?.length ?? 0) > least).length;
    expect(written(/\p{Script=Hiragana}/gu, 60)).toBeGreaterThanOrEqual(5);
    expect(written(/\p{Script=Arabic}/gu, 200)).toBeGreaterThanOrEqual(4);
    expect(written(/\b(?:und|nicht|wird|eine?|der|die|das|ist|im|mit|von|den|wer)\b/gu, 7)).toBeGreaterThanOrEqual(6);
    expect(written(/\b(?:the|and|with|was)\b/gu, 5)).toBeGreaterThan(50);
  });

  it('use every kind of block and mark that the dialect knows', () => {
    const types = new Set<string>();
    const marks = new Set<string>();
    let foldingHeadings = 0;
    for (const page of fernway.pages) {
      for (const block of blocksOf(page)) {
        types.add(block.type === 'to_do' ? `to_do:${String(block.checked)}` : block.type);
        if (block.toggleable) foldingHeadings += 1;
        for (const item of richTextsOf(block).flat()) {
          marks.add(item.mention ? `mention:${item.mention.type}` : 'text');
          for (const mark of Object.keys(item)) marks.add(mark);
        }
      }
    }
    const wanted = `paragraph heading_1 heading_2 heading_3 bulleted_list_item numbered_list_item to_do:true
      to_do:false toggle quote callout code equation divider image bookmark embed table table_row
      column_list column synced_block child_page child_database table_of_contents`.split(/\s+/);
    expect(wanted.filter((type) => !types.has(type))).toEqual([]);
    const wantedMarks =
      `bold italic code color link equation mention:page mention:user mention:date mention:database`.split(/\s+/);
    expect(wantedMarks.filter((mark) => !marks.has(mark))).toEqual([]);
    expect(foldingHeadings).toBeGreaterThan(2);
  });

  it('leave nothing of the dialect behind as text', () => {
    const leftovers: string[] = [];
    for (const page of [...fernway.pages, ...tidewater.pages]) {
      if (page.id === PAGES.injection) continue;
      for (const block of blocksOf(page)) {
        if (block.type === 'code' || block.type === 'equation') continue;
        const text = richTextsOf(block)
          .flat()
          .filter((item) => !item.code && !item.equation)
          .map((item) => item.text)
          .join('');
        if (/@\{|<\/?[a-z_-]+[ >/]|\*\*|\]\(|\{color=|^\||→→/.test(text)) leftovers.push(`${page.title}: ${text}`);
      }
    }
    expect(leftovers).toEqual([]);
  });

  it('nest toggles three deep', () => {
    const depth = (blocks: readonly WorldBlock[]): number =>
      Math.max(0, ...blocks.map((block) => (block.type === 'toggle' ? 1 : 0) + depth(block.children)));
    expect(depth(pageBy(fernway, PAGES.onCall).blocks)).toBe(3);
  });

  it('keep the odd pages odd', () => {
    expect(pageBy(fernway, PAGES.empty).blocks).toEqual([]);
    expect(pageBy(fernway, PAGES.images).blocks.every((block) => block.type === 'image')).toBe(true);
    expect(fernway.pages.filter((page) => page.hiddenFromApi).map((page) => page.id)).toEqual([PAGES.hidden]);
    expect(allText(pageBy(fernway, PAGES.injection))).toContain('Ignore all previous instructions');
    for (const code of [0x200b, 0x200c, 0x200d, 0xfeff, 0x00ad, 0x202e, 0x2067, 0x3000]) {
      expect(allText(pageBy(fernway, PAGES.characters))).toContain(String.fromCodePoint(code));
    }
  });
});

describe('the links of the sample workspaces', () => {
  it('name pages that exist in every constant', () => {
    const ids = new Set(workspaces.flatMap((workspace) => workspace.pages.map((page) => page.id)));
    expect(Object.entries(PAGES).filter(([, id]) => !ids.has(id))).toEqual([]);
  });

  it('point from every mention, link, copy and parent to something that exists', () => {
    const broken: string[] = [];
    let followed = 0;
    for (const workspace of workspaces) {
      const known = thingsIn(workspace);
      for (const page of workspace.pages) {
        for (const [kind, id] of pointersOf(page)) {
          followed += 1;
          if (id === undefined || !known[kind].has(id)) broken.push(`${page.title} → ${kind} ${id ?? 'nothing'}`);
        }
      }
    }
    expect(broken).toEqual([]);
    expect(followed).toBeGreaterThan(2_500);
  });

  it('relate rows in both directions', () => {
    const byId = new Map(fernway.pages.map((page) => [page.id, page]));
    const oneSided: string[] = [];
    let pairs = 0;
    for (const page of fernway.pages.filter(isRow)) {
      const source = fernway.databases.find(
        (one) => page.parent.type === 'data_source_id' && one.dataSourceId === page.parent.id,
      );
      for (const [name, schema] of Object.entries(source?.schema ?? {})) {
        const value = page.properties[name];
        if (schema.type !== 'relation' || value?.type !== 'relation') continue;
        for (const id of value.ids) {
          pairs += 1;
          const back = byId.get(id)?.properties[schema.syncedProperty];
          if (back?.type !== 'relation' || !back.ids.includes(page.id)) oneSided.push(`${page.title}.${name}`);
        }
      }
    }
    expect(oneSided).toEqual([]);
    expect(pairs).toBeGreaterThan(900);
  });

  it('give every row the values that its schema asks for, and no others', () => {
    const computed = new Set([
      'rollup',
      'formula',
      'created_time',
      'created_by',
      'last_edited_time',
      'last_edited_by',
      'files',
    ]);
    const wrong: string[] = [];
    for (const database of fernway.databases) {
      const stored = Object.entries(database.schema).filter(([, property]) => !computed.has(property.type));
      const names = new Set(stored.map(([name]) => name));
      for (const page of fernway.pages) {
        if (page.parent.type !== 'data_source_id' || page.parent.id !== database.dataSourceId) continue;
        for (const [name, property] of stored) {
          const value = page.properties[name];
          if (value?.type !== property.type) wrong.push(`${page.title}: ${name}`);
          if (value?.type === 'select' || value?.type === 'status') {
            const known = 'options' in property && property.options.some((option) => option.name === value.name);
            if (value.name !== null && !known) wrong.push(`${page.title}: ${name} = ${value.name}`);
          }
        }
        wrong.push(...Object.keys(page.properties).filter((name) => !names.has(name)));
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the planted facts', () => {
  it('stand in their page word for word, as plain text', () => {
    const missing = workspaces.flatMap((workspace) =>
      workspace.facts.filter((fact) => {
        const found = blocksOf(pageBy(workspace, fact.pageId)).flatMap(richTextsOf);
        return !found.some(
          ([only, ...others]) => others.length === 0 && !only?.mention && only?.text === fact.blockText,
        );
      }),
    );
    expect(missing.map((fact) => fact.key)).toEqual([]);
    expect(tidewater.facts.length).toBeGreaterThan(3);
  });

  it('have keys and questions of their own, on at least forty pages', () => {
    expect(new Set(fernway.facts.map((fact) => fact.key)).size).toBe(fernway.facts.length);
    expect(new Set(fernway.facts.map((fact) => fact.question)).size).toBe(fernway.facts.length);
    expect(new Set(fernway.facts.map((fact) => fact.pageId)).size).toBeGreaterThanOrEqual(40);
  });
});
