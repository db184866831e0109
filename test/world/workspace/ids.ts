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

/** Pages that tests and the demo open by name. */
export const PAGES = {
  home: pageId('company-home'),
  handbook: pageId('handbook'),
  onboarding: pageId('handbook/onboarding'),
  travel: pageId('handbook/travel'),
  expenses: pageId('handbook/expenses'),
  security: pageId('handbook/security'),
  onCall: pageId('handbook/on-call'),
  glossary: pageId('handbook/glossary'),
  goals: pageId('handbook/okrs-q4'),
  /** Shown by the web app, unknown to the API. */
  hidden: pageId('handbook/pay-bands'),
  launchPlan: pageId('product/glim-2-launch-plan'),
  spec: pageId('product/glim-2-spec'),
  interview: pageId('product/interview-planner'),
  signing: pageId('engineering/firmware-signing'),
  decision: pageId('engineering/decisions/002-port-board'),
  incident: pageId('engineering/incidents/swollen-cells'),
  /** Ends with a bookmark, which Notion leaves out of its Markdown. */
  support: pageId('support'),
  /** Rows of Projects. */
  glim2: pageId('projects/glim-2'),
  ember: pageId('projects/ember-brake'),
  updates: pageId('projects/ota-3'),
  sparrow: pageId('projects/sparrow'),
  batterySafety: pageId('projects/battery-safety'),
  /** Rows of Meetings. */
  launchReadiness: pageId('meetings/glim-2-launch-readiness'),
  keyCeremony: pageId('meetings/key-ceremony-postponed'),
  allHands: pageId('meetings/all-hands-november'),
  /** Meeting notes with a transcript, whose words stand nowhere else. */
  fieldNotes: pageId('meetings/wren-field-notes'),
  /** In other languages. */
  german: pageId('werkstatt/ordnung'),
  japanese: pageId('japan/shop-guide'),
  arabic: pageId('support/guide-ar'),
  /** Odd ones. */
  injection: pageId('odd/pasted-from-the-web'),
  characters: pageId('odd/characters'),
  empty: pageId('odd/untitled-empty'),
  images: pageId('odd/stand-photos'),
  /** Long ones: forty sections, about 5,000 blocks, more than 20,000 blocks. */
  engineeringHandbook: pageId('engineering/engineering-handbook'),
  changelog: pageId('engineering/changelog'),
  fieldLog: pageId('engineering/field-log'),
  /** In the second workspace. */
  tidewaterHome: pageId('home', TIDEWATER),
  tidewaterLights: pageId('garage/lights', TIDEWATER),
} as const;
