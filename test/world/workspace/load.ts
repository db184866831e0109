import type { Workspace, WorldUser } from '../model.ts';
import { BUDGETS } from './databases/budgets.ts';
import { buildRows } from './databases/build.ts';
import { MEETINGS } from './databases/meetings.ts';
import { PERSON_NAMES } from './databases/people-rows.ts';
import { PEOPLE } from './databases/people.ts';
import { PROJECTS } from './databases/projects.ts';
import { TASKS } from './databases/tasks.ts';
import { FACTS, TIDEWATER_FACTS } from './facts/all.ts';
import type { PageFile } from './front-matter.ts';
import { DATABASES, FERNWAY, pageId, stableId, TIDEWATER, userId } from './ids.ts';
import { longPages } from './long/pages.ts';
import { pageFileId, pageOf, readPageFiles, withChildren } from './page-files.ts';
import type { Names } from './references.ts';
import { fillSyncedCopies } from './synced.ts';

const TABLES = [PROJECTS, TASKS, MEETINGS, BUDGETS, PEOPLE];

const TIDEWATER_PEOPLE: ReadonlyMap<string, string> = new Map([
  ['wilma', 'Wilma Drost'],
  ['abel', 'Abel Tesfay'],
  ['corinne', 'Corinne Maas'],
  ['stig', 'Stig Brekke'],
]);

/** The sample workspaces: the company Fernway, and its small client Tidewater Couriers. The same on every call. */
export function loadSampleWorkspaces(): readonly Workspace[] {
  return [loadFernway(), loadTidewater()];
}

function loadFernway(): Workspace {
  const files = readPageFiles(FERNWAY);
  const rowTitles = new Map(TABLES.flatMap((table) => table.rows.map((row) => [row.body, row.title])));
  const names = namesOf(FERNWAY, files, PERSON_NAMES, rowTitles);
  const rows = buildRows(TABLES, files, names);
  const pages = [...files]
    .filter(([path]) => !rowTitles.has(path))
    .map(([path, file]) => pageOf(path, file, FERNWAY, names));
  const databases = TABLES.map(({ name, icon, parent, schema }) => ({
    ...DATABASES[name],
    title: name,
    icon,
    parent: { type: 'page_id' as const, id: pageId(parent) },
    schema,
  }));
  const bot: WorldUser = { id: userId('bot'), name: 'Understudy', email: 'understudy@fernway.example', type: 'bot' };
  return {
    id: stableId(FERNWAY),
    name: 'Fernway',
    users: [...usersOf(FERNWAY, PERSON_NAMES), bot],
    pages: fillSyncedCopies(withChildren([...pages, ...longPages(), ...rows], databases)),
    databases,
    facts: FACTS,
  };
}

function loadTidewater(): Workspace {
  const files = readPageFiles(TIDEWATER);
  const names = namesOf(TIDEWATER, files, TIDEWATER_PEOPLE, new Map());
  const pages = [...files].map(([path, file]) => pageOf(path, file, TIDEWATER, names));
  return {
    id: stableId(TIDEWATER),
    name: 'Tidewater Couriers',
    users: usersOf(TIDEWATER, TIDEWATER_PEOPLE),
    pages: fillSyncedCopies(withChildren(pages, [])),
    databases: [],
    facts: TIDEWATER_FACTS,
  };
}

function usersOf(workspace: string, people: ReadonlyMap<string, string>): WorldUser[] {
  return [...people].map(([key, name]) => ({
    id: userId(key, workspace),
    name,
    email: `${key}@${workspace}.example`,
    type: 'person',
  }));
}

function namesOf(
  workspace: string,
  files: ReadonlyMap<string, PageFile>,
  people: ReadonlyMap<string, string>,
  rowTitles: ReadonlyMap<string | undefined, string>,
): Names {
  const long = new Map(workspace === FERNWAY ? longPages().map((page) => [page.id, page.title]) : []);
  return {
    person: (key) => {
      const name = people.get(key);
      return name === undefined ? undefined : { id: userId(key, workspace), name };
    },
    page: (path) => {
      const file = files.get(path);
      const id = file ? pageFileId(path, file, workspace) : pageId(path, workspace);
      const title = rowTitles.get(path) ?? file?.fields.title ?? long.get(id);
      return title === undefined ? undefined : { id, title };
    },
    database: (name) => {
      const table = workspace === FERNWAY ? TABLES.find((one) => one.name === name) : undefined;
      return table && DATABASES[table.name].id;
    },
  };
}
