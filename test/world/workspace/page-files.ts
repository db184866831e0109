import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WorldBlock, WorldDatabase, WorldPage } from '../model.ts';
import { parseMarkdown } from '../notion/parse-markdown.ts';
import { plain } from './databases/row.ts';
import { readPageFile } from './front-matter.ts';
import type { PageFile } from './front-matter.ts';
import { blockIds, pageId, userId } from './ids.ts';
import { expandReferences } from './references.ts';
import type { Names } from './references.ts';

const FOLDER = join(import.meta.dirname, 'pages');

/** The Markdown files of a workspace by path without the ending, in the order of the paths. */
export function readPageFiles(workspace: string): ReadonlyMap<string, PageFile> {
  const folder = join(FOLDER, workspace);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => path.replaceAll('\\', '/').slice(0, -'.md'.length))
    .toSorted();
  return new Map(paths.map((path) => [path, readPageFile(path, readFileSync(join(folder, `${path}.md`), 'utf8'))]));
}

/** The blocks of a page's file. A synced copy still names the page of its original: see `fillSyncedCopies`. */
export function parsePageFile(path: string, file: PageFile, id: string, names: Names): WorldBlock[] {
  const synced = (url: string): string => names.page(url)?.id ?? lastId(url) ?? url;
  try {
    return parseMarkdown(expandReferences(file.body, names), { idFor: blockIds(id), target: synced });
  } catch (error) {
    throw new Error(`${path}.md cannot be read`, { cause: error });
  }
}

/** A page that is not a row. It stands below the page named as its folder, or at the top of the workspace. */
export function pageOf(path: string, file: PageFile, workspace: string, names: Names): WorldPage {
  const { title, icon, created, edited, by, hidden, parent } = file.fields;
  if (title === undefined) throw new Error(`${path}.md has no title`);
  const id = pageFileId(path, file, workspace);
  const above = parent ?? path.split('/').slice(0, -1).join('/');
  const author = userId(by ?? 'nora', workspace);
  const createdTime = `${created ?? '2025-02-03T09:00'}:00.000Z`;
  return {
    id,
    title,
    ...(icon === undefined ? {} : { icon }),
    parent: above === '' ? { type: 'workspace' } : { type: 'page_id', id: pageId(above, workspace) },
    properties: { title: { type: 'title', text: plain(title) } },
    blocks: parsePageFile(path, file, id, names),
    createdTime,
    lastEditedTime: edited === undefined ? createdTime : `${edited}:00.000Z`,
    createdBy: author,
    lastEditedBy: author,
    inTrash: false,
    ...(hidden === 'true' ? { hiddenFromApi: true } : {}),
  };
}

export function pageFileId(path: string, file: PageFile, workspace: string): string {
  return file.fields.id ?? pageId(path, workspace);
}

/** Adds to each page the blocks that show its child pages and databases, as Notion does. */
export function withChildren(pages: readonly WorldPage[], databases: readonly WorldDatabase[]): WorldPage[] {
  const below = new Map<string, WorldBlock[]>();
  for (const [type, items] of [
    ['child_database', databases],
    ['child_page', pages],
  ] as const) {
    for (const { id, title, parent } of items) {
      if (parent.type !== 'page_id') continue;
      const block: WorldBlock = { id, type, text: plain(title), children: [], target: id };
      below.set(parent.id, [...(below.get(parent.id) ?? []), block]);
    }
  }
  return pages.map((page) => {
    const children = below.get(page.id);
    return children === undefined ? page : { ...page, blocks: [...page.blocks, ...children] };
  });
}

/** The dashed id at the end of an address. */
function lastId(url: string): string | undefined {
  const hex = /([0-9a-f]{32})$/.exec(url.replaceAll('-', ''))?.[1];
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
