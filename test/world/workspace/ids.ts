import { createHash } from 'node:crypto';

/** A dashed UUID that depends on the name alone, so that tests, screenshots and links agree from run to run. */
export function stableId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The ids of a page's blocks: the page's own first twenty digits, then the block's ordinal. */
export function blockIds(pageId: string): (ordinal: number) => string {
  const start = pageId.slice(0, 24);
  return (ordinal) => start + (ordinal + 1).toString(16).padStart(12, '0');
}

/** The workspace of the fictional company. */
export const FERNWAY = 'fernway';
/** The small workspace of its fictional client. */
export const TIDEWATER = 'tidewater';

/** The id of a page by the path of its Markdown file in `pages/<workspace>/`, without the ending. */
export function pageId(path: string, workspace = FERNWAY): string {
  return stableId(`${workspace}/pages/${path}`);
}

/** The id of a row by its database and key. */
export function rowId(database: DatabaseName, key: string): string {
  return stableId(`${FERNWAY}/rows/${database}/${key}`);
}

/** The id of a person's account by the key of the person, usually the first name in small letters. */
export function userId(key: string, workspace = FERNWAY): string {
  return stableId(`${workspace}/users/${key}`);
}

export type DatabaseName = 'Projects' | 'Tasks' | 'Meetings' | 'Budgets' | 'People';

/** The two ids of each database: the container's, and that of its only data source. */
export const DATABASES = {
  Projects: databaseIds('Projects'),
  Tasks: databaseIds('Tasks'),
  Meetings: databaseIds('Meetings'),
  Budgets: databaseIds('Budgets'),
  People: databaseIds('People'),
} as const satisfies Record<DatabaseName, DatabaseIds>;

interface DatabaseIds {
  readonly id: string;
  readonly dataSourceId: string;
}

function databaseIds(name: DatabaseName): DatabaseIds {
  return {
    id: stableId(`${FERNWAY}/databases/${name}`),
    dataSourceId: stableId(`${FERNWAY}/data-sources/${name}`),
  };
}
