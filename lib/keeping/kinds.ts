/** What a person thinks of as one kind of stored thing. */
export const KINDS = [
  'answers',
  'conversations',
  'drafts',
  'prompts',
  'outbox',
  'reports',
  'autofill',
  'health',
  'activity',
  'spending',
  'settings',
  'mirror',
  'index',
] as const;
export type Kind = (typeof KINDS)[number];

/** How one table takes part in what is kept, carried away and brought back. */
export interface TableRule {
  readonly kind: Kind;
  /** `always` in a backup, only `with-copy` of Notion, or never: it is `made-again` from what is there. */
  readonly backup: 'always' | 'with-copy' | 'made-again';
  /**
   * Of a row that stands on both sides when a backup is added to what is here: the one that was changed last, or, where
   * a row means something only among its own, all of the table and only into an empty one.
   */
  readonly adding: 'newer' | 'whole';
}

const words = (kind: Kind, adding: TableRule['adding'] = 'newer'): TableRule => ({ kind, backup: 'always', adding });
const copy = (kind: Kind): TableRule => ({ kind, backup: 'with-copy', adding: 'whole' });
const again = (kind: Kind): TableRule => ({ kind, backup: 'made-again', adding: 'whole' });

/** Every table of both databases. A table that is missing here fails a test: nothing stored is forgotten. */
export const TABLES: Readonly<Record<DatabaseName, Readonly<Record<string, TableRule>>>> = {
  words: {
    jobs: words('answers'),
    answers: words('answers'),
    steps: words('answers'),
    conversations: words('conversations'),
    messages: words('conversations'),
    drafts: words('drafts'),
    prompts: words('prompts'),
    outbox: words('outbox'),
    approvals: words('outbox'),
    reports: words('reports'),
    reportRuns: words('reports'),
    schedules: words('reports'),
    slots: words('reports'),
    gapChecks: words('reports'),
    fillRuns: words('autofill'),
    fillRows: words('autofill'),
    keptFills: words('autofill'),
    // Whether a service answers now is learned from its next call.
    breakers: again('health'),
    services: words('health'),
    incidents: words('health'),
    days: words('health'),
    looks: words('health'),
    // Its entries follow from one another: of two logs only one can be kept.
    activity: words('activity', 'whole'),
    spending: words('spending'),
    // What requests under way may come to.
    holds: again('spending'),
    meta: words('settings'),
  },
  mirror: {
    pages: copy('mirror'),
    heads: copy('mirror'),
    syncs: copy('mirror'),
    records: copy('mirror'),
    kits: copy('mirror'),
    dict: again('index'),
    post: again('index'),
    delta: again('index'),
    dead: again('index'),
    meta: again('index'),
  },
};

export type DatabaseName = 'words' | 'mirror';
export const DATABASES: readonly DatabaseName[] = ['words', 'mirror'];

/** One table of one database. */
export interface TableName {
  readonly database: DatabaseName;
  readonly table: string;
}

/** The tables that a rule chooses, in the order of the list. */
export const tablesWhere = (database: DatabaseName, wanted: (rule: TableRule) => boolean): readonly string[] =>
  Object.entries(TABLES[database]).flatMap(([table, rule]) => (wanted(rule) ? [table] : []));

export const ruleOf = ({ database, table }: TableName): TableRule | undefined =>
  Object.hasOwn(TABLES[database], table) ? TABLES[database][table] : undefined;
