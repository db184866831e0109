import { extension } from '../adapters/browser/extension.ts';
import { watchOnline } from '../adapters/browser/online.ts';
import { createOutboxStore } from '../adapters/dexie/outbox-store.ts';
import type { Guard } from '../adapters/dexie/guard-storage.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { Failure, factsOf, isTransient } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import type { RecordActivity } from '../activity/entry.ts';
import { logOutbox } from '../flows/log-outbox.ts';
import { createOutbox } from '../flows/outbox.ts';
import type { Outbox } from '../flows/outbox.ts';
import { refusesWriting } from '../flows/refuses-writing.ts';
import type { Column } from '../mirror/notion-reader.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import type { Alarms } from './alarms.ts';
import { maySelfApprove } from '../settings/managed-rules.ts';
import type { Settings } from '../settings/settings.ts';
import { letRun } from './let-run.ts';
import type { Connection, createNotionConnections } from './notion-connections.ts';

/** Brings the background back to what is to be sent or looked at later. There is none while nothing is. */
const OUTBOX_ALARM = 'outbox';

interface Parts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly words: WordsDatabase;
  readonly guard: Guard;
  readonly record: RecordActivity;
  readonly notion: Pick<ReturnType<typeof createNotionConnections>, 'connections'>;
  /** The database of a row and the names of its properties, where the copy on this device tells. */
  rowOf(page: PageId): Promise<Row | undefined>;
  settings(): Promise<Settings>;
  /** The page or database above a page, where the copy on this device tells. */
  parentOf(page: PageId): Promise<PageId | undefined>;
  isOnline(): Promise<boolean>;
  hold(): () => void;
}

/** The outbox over the real store, the connected workspaces and the browser's alarms. */
export function composeOutbox(parts: Parts): Outbox & { readonly store: OutboxStore } {
  const { clock, chance, log, notion } = parts;
  const store = logOutbox(createOutboxStore(parts.words, parts.guard), parts.record);
  const connectionOf = async (id: ConnectionId): Promise<Connection> => {
    const found = (await notion.connections()).find((connection) => connection.id === id);
    if (found === undefined) throw new Failure('no-notion-token');
    return found;
  };
  const sourcesOf = keepSources(clock);
  const outbox = createOutbox(
    {
      clock,
      chance,
      log,
      store,
      writerOf: async (id) => (await connectionOf(id)).writer,
      columnsOf: async (id, of, signal) => {
        const connection = await connectionOf(id);
        const sources = sourcesOf(id, connection, signal);
        if ('dataSource' in of) return sources.columns(of.dataSource);
        const row = (await parts.rowOf(of.row)) ?? (await readRow(connection, of.row, signal));
        return row === undefined ? undefined : columnsOfRow(sources, row);
      },
      databaseOf: async (id, page, signal) => {
        const row = (await parts.rowOf(page)) ?? (await readRow(await connectionOf(id), page, signal));
        return row?.database;
      },
      refusesWriting: async ({ connection, target }) =>
        refusesWriting(await parts.settings(), target, (page) => parentOf(parts, connection, page)),
      maySelfApprove: async () => maySelfApprove((await parts.settings()).managed),
      isOnline: parts.isOnline,
      stayAwake: parts.hold,
      wakeAt(time) {
        if (time === undefined) letRun(extension.alarms.clear(OUTBOX_ALARM), log, 'outbox');
        // This life keeps its own times; the alarm is for the next one.
        else letRun(extension.alarms.create(OUTBOX_ALARM, { when: time }), log, 'outbox');
      },
    },
    chance.id(),
  );
  return { ...outbox, store };
}

/** What lies above a page: as the copy on this device says, else as Notion does. */
async function parentOf(
  { parentOf: kept, notion }: Parts,
  id: ConnectionId,
  page: PageId,
): Promise<PageId | undefined> {
  const known = await kept(page);
  if (known !== undefined) return known;
  const reader = (await notion.connections()).find((connection) => connection.id === id)?.reader;
  const { signal } = new AbortController();
  try {
    return (await reader?.page(page, signal).catch(() => reader.database(page, signal)))?.parent;
  } catch (error) {
    if (isTransient(factsOf(error).code)) throw error;
    return undefined;
  }
}

/** What tells the columns that a page has as a row. */
export interface Row {
  readonly database: PageId;
  readonly properties: readonly string[];
}

async function readRow({ reader }: Connection, page: PageId, signal: AbortSignal): Promise<Row | undefined> {
  const { database, properties } = await reader.page(page, signal);
  return database === undefined ? undefined : { database, properties: properties.map(({ name }) => name) };
}

/** Data sources and their columns, as Notion gives them. */
interface Sources {
  of(database: PageId): Promise<readonly { readonly id: string }[]>;
  columns(dataSource: string): Promise<readonly Column[]>;
}

/** The columns of the data source whose names are among the row's. */
async function columnsOfRow(sources: Sources, { database, properties }: Row): Promise<readonly Column[] | undefined> {
  const names = new Set(properties);
  for (const { id } of await sources.of(database)) {
    const columns = await sources.columns(id);
    if (columns.every(({ name }) => names.has(name))) return columns;
  }
  return undefined;
}

/** Many rows of one database are checked in one go: what Notion said of it half a minute ago still holds. */
const SAID_MS = 30_000;

function keepSources(clock: Clock) {
  const ofDatabase = keepAWhile<readonly { readonly id: string }[]>(clock);
  const columnsOf = keepAWhile<readonly Column[]>(clock);
  return (id: ConnectionId, { reader }: Connection, signal: AbortSignal): Sources => ({
    of: (database) =>
      ofDatabase(`${id} ${database}`, async () => (await reader.database(database, signal)).dataSources),
    columns: (dataSource) => columnsOf(`${id} ${dataSource}`, () => reader.columns(dataSource, signal)),
  });
}

/** Asks once and gives the same answer for a while; a failure is asked anew. */
function keepAWhile<Value>(clock: Clock) {
  const said = new Map<string, { readonly at: number; readonly value: Promise<Value> }>();
  return (key: string, ask: () => Promise<Value>): Promise<Value> => {
    const before = said.get(key);
    if (before !== undefined && clock.now() - before.at < SAID_MS) return before.value;
    const value = ask();
    said.set(key, { at: clock.now(), value });
    value.catch(() => said.delete(key));
    return value;
  };
}

/** Has the outbox looked at at this start, by its alarm and when the device comes online. */
export function tendOutbox(outbox: Outbox, begin: Promise<void>, log: Log, alarms: Alarms): void {
  const look = (): void => letRun(outbox.recover(), log, 'outbox');
  alarms.on(OUTBOX_ALARM, look);
  watchOnline(look);
  letRun(begin.then(outbox.recover), log, 'outbox');
}
