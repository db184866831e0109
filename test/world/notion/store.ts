import type { WorldClock } from '../clock.ts';
import type { PropertyValue, RichText, Workspace, WorldBlock, WorldDatabase, WorldPage, WorldUser } from '../model.ts';
import { connectionsFor, type Connection } from './connections.ts';
import { appendTo, changeBlock, locateAll, removeBlock, type Located } from './tree.ts';
import { AsyncTasks } from './async-tasks.ts';
import type { WorldComment } from './comments.ts';
import { Later } from './later.ts';
import { Makers } from './makers.ts';
import { SearchIndex } from './search-index.ts';
import { WriteLog } from './written.ts';

export interface Change {
  readonly pageId: string;
  readonly kind: 'content' | 'title' | 'properties' | 'created' | 'access' | 'trash' | 'moved';
}

/** Everything that the simulated Notion knows. The API, the Markdown endpoint and the web app read it; tests change it. */
export class NotionStore {
  readonly clock: WorldClock;
  readonly index: SearchIndex;
  /** In the order in which they were made. */
  readonly comments = new Map<string, WorldComment>();
  readonly written = new WriteLog();
  readonly makers: Makers;
  readonly later: Later;
  readonly tasks: AsyncTasks;
  readonly #workspaces: readonly Workspace[];
  readonly #pages = new Map<string, WorldPage>();
  readonly #workspaceOf = new Map<string, string>();
  readonly #databases = new Map<string, WorldDatabase>();
  readonly #users = new Map<string, WorldUser>();
  readonly #connections = new Map<string, Connection>();
  readonly #blocks = new Map<string, Located>();
  readonly #unlocated = new Set<string>();
  readonly #blockTimes = new Map<string, string>();
  readonly #listeners = new Set<(change: Change) => void>();

  constructor(workspaces: readonly Workspace[], clock: WorldClock) {
    this.clock = clock;
    this.makers = new Makers(clock);
    this.later = new Later(clock);
    this.tasks = new AsyncTasks(clock, this.later);
    this.#workspaces = workspaces;
    for (const workspace of workspaces) {
      for (const page of workspace.pages) this.#keep(page, workspace.id);
      for (const database of workspace.databases) {
        this.#keepDatabase(database);
        this.#workspaceOf.set(database.id, workspace.id);
      }
      for (const user of workspace.users) this.#users.set(user.id, user);
    }
    for (const [position, workspace] of workspaces.entries()) {
      for (const connection of connectionsFor(workspace, position)) this.#connections.set(connection.token, connection);
    }
    this.index = new SearchIndex(clock, this.#pages.values());
  }

  get workspaces(): readonly Workspace[] {
    return this.#workspaces;
  }

  pages(): Iterable<WorldPage> {
    return this.#pages.values();
  }

  page(id: string): WorldPage | undefined {
    return this.#pages.get(id);
  }

  /** By the id of the database or of its data source. */
  database(id: string): WorldDatabase | undefined {
    return this.#databases.get(id);
  }

  databases(): Iterable<WorldDatabase> {
    return new Set(this.#databases.values());
  }

  rows(dataSourceId: string): WorldPage[] {
    return [...this.#pages.values()].filter(
      (page) => page.parent.type === 'data_source_id' && page.parent.id === dataSourceId && !page.inTrash,
    );
  }

  user(id: string): WorldUser | undefined {
    return this.#users.get(id);
  }

  /** The workspace of a page or database. */
  workspaceOf(id: string): Workspace | undefined {
    const owner = this.#workspaceOf.get(id);
    return this.#workspaces.find((workspace) => workspace.id === owner);
  }

  /** A block, with the page it is on and what it stands in. Pages and databases are not among them. */
  block(id: string): Located | undefined {
    for (const pageId of this.#unlocated) {
      const page = this.#pages.get(pageId);
      if (page) for (const located of locateAll(page)) this.#blocks.set(located.block.id, located);
    }
    this.#unlocated.clear();
    return this.#blocks.get(id);
  }

  /** When a block was last edited, to the minute. */
  blockTime(block: WorldBlock, page: WorldPage): string {
    return this.#blockTimes.get(block.id) ?? page.createdTime;
  }

  connection(token: string): Connection | undefined {
    return this.#connections.get(token);
  }

  connections(): Iterable<Connection> {
    return this.#connections.values();
  }

  expireToken(token: string, expired = true): void {
    this.#changeConnection(token, { expired });
  }

  /** Limits a connection to these pages and what is below them; `undefined` opens the whole workspace. */
  share(token: string, pageIds: readonly string[] | undefined): void {
    this.#changeConnection(token, { sharedPages: pageIds && new Set(pageIds) });
  }

  /** Whether the API shows a page or database to a connection. */
  canSee(connection: Connection, id: string): boolean {
    if (this.#workspaceOf.get(id) !== connection.workspaceId) return false;
    const chain = [...this.#upwards(id)];
    if (chain.some((above) => this.#pages.get(above)?.hiddenFromApi)) return false;
    return connection.sharedPages === undefined || chain.some((above) => connection.sharedPages?.has(above));
  }

  /** The title shows at once; Notion's search finds it later. */
  setTitle(pageId: string, title: string): void {
    const page = this.#need(pageId);
    const name = titleProperty(page);
    const properties =
      name === undefined
        ? page.properties
        : { ...page.properties, [name]: { type: 'title' as const, text: [{ text: title }] } };
    this.#put({ ...page, title, properties }, 'title');
  }

  setProperty(pageId: string, name: string, value: PropertyValue): void {
    const page = this.#need(pageId);
    this.#put({ ...page, properties: { ...page.properties, [name]: value } }, 'properties');
  }

  replaceBlocks(pageId: string, blocks: readonly WorldBlock[]): void {
    this.#put({ ...this.#need(pageId), blocks }, 'content');
  }

  /** Gives a block new text. Returns the page it is on. */
  editBlock(blockId: string, text: string | readonly RichText[]): WorldPage {
    const rich = typeof text === 'string' ? [{ text }] : text;
    return this.changeBlock(blockId, (block) => ({ ...block, text: rich }));
  }

  changeBlock(blockId: string, change: (block: WorldBlock) => WorldBlock): WorldPage {
    const page = this.#pageOfBlock(blockId);
    this.#blockTimes.set(blockId, this.clock.minute());
    return this.#put({ ...page, blocks: changeBlock(page.blocks, blockId, change) }, 'content');
  }

  deleteBlock(blockId: string): WorldPage {
    const page = this.#pageOfBlock(blockId);
    return this.#put({ ...page, blocks: removeBlock(page.blocks, blockId) }, 'content');
  }

  /** Appends below a page or a block; `after` names the child that comes before, `'start'` puts them first. */
  appendBlocks(parentId: string, blocks: readonly WorldBlock[], after?: string): void {
    const page = this.#pages.get(parentId) ?? this.#pageOfBlock(parentId);
    for (const block of blocks) this.#blockTimes.set(block.id, this.clock.minute());
    this.#put({ ...page, blocks: appendTo(page, parentId, blocks, after) }, 'content');
  }

  create(page: WorldPage, workspaceId: string): void {
    this.#keep(page, workspaceId);
    this.index.changed(page);
    this.#tell({ pageId: page.id, kind: 'created' });
  }

  /** Adds a database, without rows. */
  createDatabase(database: WorldDatabase, workspaceId: string): void {
    this.#keepDatabase(database);
    this.#workspaceOf.set(database.id, workspaceId);
  }

  /** Puts a page below another page, into a database, or at the top of its workspace. */
  move(pageId: string, parent: WorldPage['parent']): void {
    const page = this.#need(pageId);
    if (page.parent.type === 'page_id') {
      const above = this.#need(page.parent.id);
      this.#put({ ...above, blocks: removeBlock(above.blocks, pageId) }, 'content');
    }
    this.#put({ ...page, parent }, 'moved');
    if (parent.type !== 'page_id') return;
    const link = {
      id: pageId,
      type: 'child_page' as const,
      text: [{ text: page.title }],
      children: [],
      target: pageId,
    };
    this.appendBlocks(parent.id, [link]);
  }

  /** Takes a page away from every connection; the web app still shows it. */
  hide(pageId: string, hidden = true): void {
    this.#pages.set(pageId, { ...this.#need(pageId), hiddenFromApi: hidden });
    this.#tell({ pageId, kind: 'access' });
  }

  /** Puts a page or a database into the trash, or takes it out again. */
  setTrashed(id: string, inTrash: boolean): void {
    const database = this.#databases.get(id);
    if (database) this.#keepDatabase({ ...database, inTrash });
    else this.#put({ ...this.#need(id), inTrash }, 'trash');
  }

  /** Whether something above is in the trash. What is below says nothing of it itself; search no longer finds it. */
  isBelowTrash(id: string): boolean {
    return [...this.#upwards(id)]
      .slice(1)
      .some((above) => (this.#pages.get(above) ?? this.#databases.get(above))?.inTrash === true);
  }

  /** Returns the end of listening. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  *#upwards(id: string): Iterable<string> {
    for (let at: string | undefined = id; at !== undefined;) {
      yield at;
      const parent: WorldPage['parent'] | undefined = (this.#pages.get(at) ?? this.#databases.get(at))?.parent;
      if (parent === undefined || parent.type === 'workspace') return;
      at = parent.type === 'data_source_id' ? this.#databases.get(parent.id)?.id : parent.id;
    }
  }

  #changeConnection(token: string, change: Partial<Connection>): void {
    const connection = this.#connections.get(token);
    if (!connection) throw new Error(`No connection has the token ${token}`);
    this.#connections.set(token, { ...connection, ...change });
  }

  #pageOfBlock(blockId: string): WorldPage {
    const located = this.block(blockId);
    if (!located) throw new Error(`No block ${blockId}`);
    return this.#need(located.pageId);
  }

  #need(pageId: string): WorldPage {
    const page = this.#pages.get(pageId);
    if (!page) throw new Error(`No page ${pageId}`);
    return page;
  }

  #keepDatabase(database: WorldDatabase): void {
    this.#databases.set(database.id, database);
    this.#databases.set(database.dataSourceId, database);
  }

  #keep(page: WorldPage, workspaceId: string): void {
    this.#pages.set(page.id, page);
    this.#workspaceOf.set(page.id, workspaceId);
    this.#unlocated.add(page.id);
  }

  #put(page: WorldPage, kind: Change['kind']): WorldPage {
    if (kind === 'content') this.#forgetBlocks(page.id);
    const changed = { ...page, lastEditedTime: this.clock.minute() };
    this.#pages.set(page.id, changed);
    this.index.changed(changed);
    this.#tell({ pageId: page.id, kind });
    return changed;
  }

  #forgetBlocks(pageId: string): void {
    const before = this.#pages.get(pageId);
    if (before && !this.#unlocated.has(pageId)) {
      for (const located of locateAll(before)) this.#blocks.delete(located.block.id);
    }
    this.#unlocated.add(pageId);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** The name of the property that holds a row's title. */
export function titleProperty(page: WorldPage): string | undefined {
  return Object.entries(page.properties).find(([, value]) => value.type === 'title')?.[0];
}
