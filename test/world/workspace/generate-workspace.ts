import type { PropertySchema, PropertyValue, WorldBlock, WorldDatabase, WorldPage, Workspace } from '../model.ts';
import { createRandom } from '../random.ts';
import { createWords, type Words } from './generate-words.ts';
import { blockIds, stableId } from './ids.ts';
import { withChildren } from './page-files.ts';

export interface GeneratedOptions {
  /** Pages and rows together. */
  readonly pages: number;
  /** The same seed gives the same workspace, ids and all. 1 when left out. */
  readonly seed?: number;
  /** Its first word is in the tokens: `ntn_<word>_full`. `Atlas` when left out. */
  readonly name?: string;
  /** Blocks of a page on average; 12 when left out. */
  readonly blocks?: number;
}

const PEOPLE = 12;
/** Of all pages, those that are rows. */
const ROW_SHARE = 0.6;
const ROWS_IN_DATABASE = 180;
const PAGES_BELOW_ONE = 7;
const TOP_PAGES = 6;
const STATES = ['Planned', 'In progress', 'Blocked', 'Done'];
const AREAS = ['Platform', 'Growth', 'Field', 'Finance', 'People'];
const FIRST_EDIT = Date.parse('2025-06-01T08:00:00Z');
const LAST_EDIT = Date.parse('2026-11-20T18:00:00Z');
const DAY_MS = 86_400_000;

/**
 * A workspace of any size, made of a seed: a tree of pages, databases on them whose rows have properties, people, dates
 * and relations to rows of the database before. 3,000 pages take about a
 * quarter of a second.
 */
export function generateWorkspace(options: GeneratedOptions): Workspace {
  const { pages: count, seed = 1, name = 'Atlas', blocks = 12 } = options;
  const random = createRandom(seed);
  const words = createWords(random);
  const base = `generated/${name}/${seed}`;
  const users = Array.from({ length: PEOPLE }, (_, at) => ({
    id: stableId(`${base}/users/${at}`),
    name: `${words.name()} ${words.name()}`,
    email: `person${at}@${name.toLowerCase()}.example`,
    type: 'person' as const,
  }));
  const bot = { id: stableId(`${base}/bot`), name: 'Understudy', email: '', type: 'bot' as const };
  const maker = new PageMaker(
    base,
    random,
    words,
    users.map(({ id }) => id),
    blocks,
  );
  const rowCount = Math.round(count * ROW_SHARE);
  const tree: WorldPage[] = [];
  for (let at = 0; at < count - rowCount; at += 1) {
    const above = at < TOP_PAGES ? undefined : tree[Math.floor((at - TOP_PAGES) / PAGES_BELOW_ONE)];
    tree.push(maker.page(at, above === undefined ? { type: 'workspace' } : { type: 'page_id', id: above.id }));
  }
  const databases = Array.from({ length: Math.ceil(rowCount / ROWS_IN_DATABASE) }, (_, at) =>
    describeDatabase(base, at, words, tree[(at * 5) % Math.max(1, tree.length)]),
  );
  const rows: WorldPage[] = [];
  for (let at = 0; at < rowCount; at += 1) {
    const database = databases[at % databases.length];
    if (database) rows.push(maker.row(at, database, rows[at - databases.length - 1]));
  }
  return {
    id: stableId(base),
    name,
    users: [...users, bot],
    pages: withChildren([...tree, ...rows], databases),
    databases,
    facts: [],
  };
}

/** Its rows are related to rows of the database before it; the first one's to its own. */
function describeDatabase(base: string, at: number, words: Words, parent: WorldPage | undefined): WorldDatabase {
  const option = (name: string) => ({ name, color: 'gray' });
  const schema: Record<string, PropertySchema> = {
    Name: { type: 'title' },
    State: { type: 'status', options: STATES.map(option) },
    Area: { type: 'select', options: AREAS.map(option) },
    Owner: { type: 'people' },
    Due: { type: 'date' },
    Effort: { type: 'number', format: 'number' },
    Note: { type: 'rich_text' },
    Before: { type: 'relation', dataSourceId: dataSourceId(base, Math.max(0, at - 1)), syncedProperty: 'Before' },
    'Last edited': { type: 'last_edited_time' },
  };
  return {
    id: stableId(`${base}/databases/${at}`),
    dataSourceId: dataSourceId(base, at),
    title: words.title(),
    parent: parent === undefined ? { type: 'workspace' } : { type: 'page_id', id: parent.id },
    schema,
  };
}

function dataSourceId(base: string, at: number): string {
  return stableId(`${base}/data-sources/${at}`);
}

class PageMaker {
  readonly #base: string;
  readonly #random: () => number;
  readonly #words: Words;
  readonly #people: readonly string[];
  readonly #blocks: number;

  constructor(base: string, random: () => number, words: Words, people: readonly string[], blocks: number) {
    this.#base = base;
    this.#random = random;
    this.#words = words;
    this.#people = people;
    this.#blocks = blocks;
  }

  page(at: number, parent: WorldPage['parent']): WorldPage {
    return this.#make(stableId(`${this.#base}/pages/${at}`), parent, {});
  }

  row(at: number, database: WorldDatabase, related: WorldPage | undefined): WorldPage {
    const due = new Date(LAST_EDIT + this.#upTo(120) * DAY_MS).toISOString().slice(0, 10);
    return this.#make(
      stableId(`${this.#base}/rows/${at}`),
      { type: 'data_source_id', id: database.dataSourceId },
      {
        State: { type: 'status', name: this.#one(STATES) },
        Area: { type: 'select', name: this.#one(AREAS) },
        Owner: { type: 'people', ids: [this.#one(this.#people)] },
        Due: { type: 'date', start: this.#random() < 0.2 ? null : due },
        Effort: { type: 'number', number: this.#upTo(40) },
        Note: { type: 'rich_text', text: [{ text: this.#words.sentence() }] },
        Before: { type: 'relation', ids: related === undefined ? [] : [related.id] },
      },
    );
  }

  #make(id: string, parent: WorldPage['parent'], values: Readonly<Record<string, PropertyValue>>): WorldPage {
    const title = this.#words.title();
    const edited = FIRST_EDIT + this.#random() * (LAST_EDIT - FIRST_EDIT);
    const minute = (time: number): string => new Date(Math.floor(time / 60_000) * 60_000).toISOString();
    const isRow = parent.type === 'data_source_id';
    return {
      id,
      title,
      parent,
      properties: { [isRow ? 'Name' : 'title']: { type: 'title', text: [{ text: title }] }, ...values },
      blocks: this.#content(blockIds(id)),
      createdTime: minute(edited - this.#random() * 90 * DAY_MS),
      lastEditedTime: minute(edited),
      createdBy: this.#one(this.#people),
      lastEditedBy: this.#one(this.#people),
      inTrash: false,
    };
  }

  /** Between one block and twice the average, a heading before every fourth. */
  #content(idFor: (ordinal: number) => string): WorldBlock[] {
    const count = 1 + this.#upTo(2 * this.#blocks - 1);
    return Array.from({ length: count }, (_, at) => {
      const heading = at % 4 === 0 && at > 0;
      const type = heading
        ? 'heading_2'
        : this.#one(['paragraph', 'paragraph', 'bulleted_list_item', 'to_do'] as const);
      const text = heading ? this.#words.title() : `${this.#words.sentence()} ${this.#words.sentence()}`;
      return { id: idFor(at), type, text: [{ text }], children: [] };
    });
  }

  #upTo(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #one<Item>(items: readonly Item[]): Item {
    const item = items[this.#upTo(items.length)];
    if (item === undefined) throw new Error('Nothing to choose from');
    return item;
  }
}
