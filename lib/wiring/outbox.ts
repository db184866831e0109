import { extension } from '../adapters/browser/extension.ts';
import { watchOnline } from '../adapters/browser/online.ts';
import { createOutboxStore } from '../adapters/dexie/outbox-store.ts';
import type { Guard } from '../adapters/dexie/guard-storage.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { Failure } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import { createOutbox } from '../flows/outbox.ts';
import type { Outbox } from '../flows/outbox.ts';
import type { ColumnsOf } from '../flows/outbox-ports.ts';
import type { Column } from '../mirror/notion-reader.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import { letRun } from './let-run.ts';
import type { Connection, createNotionConnections } from './notion-connections.ts';

/** Brings the background back to what is to be sent or looked at later. There is none while nothing is. */
const OUTBOX_ALARM = 'outbox';
/** Chrome wakes nobody sooner than in half a minute. */
const SOONEST_MS = 30_000;

interface Parts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly words: WordsDatabase;
  readonly guard: Guard;
  readonly notion: Pick<ReturnType<typeof createNotionConnections>, 'connections'>;
  mayWrite(): Promise<boolean>;
  isOnline(): Promise<boolean>;
  hold(): () => void;
}

/** The outbox over the real store, the connected workspaces and the browser's alarms. */
export function composeOutbox(parts: Parts): Outbox & { readonly store: OutboxStore } {
  const { clock, chance, log, notion } = parts;
  const store = createOutboxStore(parts.words, parts.guard);
  const connectionOf = async (id: ConnectionId): Promise<Connection> => {
    const found = (await notion.connections()).find((connection) => connection.id === id);
    if (found === undefined) throw new Failure('no-notion-token');
    return found;
  };
  let waker: ReturnType<typeof setTimeout> | undefined;
  const outbox = createOutbox(
    {
      clock,
      chance,
      log,
      store,
      writerOf: async (id) => (await connectionOf(id)).writer,
      columnsOf: async (id, of, signal) => columnsOf(await connectionOf(id), of, signal),
      mayWrite: parts.mayWrite,
      isOnline: parts.isOnline,
      stayAwake: parts.hold,
      wakeAt(time) {
        clearTimeout(waker);
        if (time === undefined) {
          letRun(extension.alarms.clear(OUTBOX_ALARM), log, 'outbox');
          return;
        }
        const soon = time - clock.now();
        // The alarm is for a worker that is gone by then; this one is there sooner.
        if (soon < SOONEST_MS) waker = setTimeout(() => letRun(outbox.recover(), log, 'outbox'), Math.max(0, soon));
        const when = Math.max(time, clock.now() + SOONEST_MS);
        letRun(extension.alarms.create(OUTBOX_ALARM, { when }), log, 'outbox');
      },
    },
    chance.id(),
  );
  return { ...outbox, store };
}

/** The columns of a data source, or of the database in which a page is a row. */
async function columnsOf(
  { reader }: Connection,
  of: ColumnsOf,
  signal: AbortSignal,
): Promise<readonly Column[] | undefined> {
  if ('dataSource' in of) return reader.columns(of.dataSource, signal);
  const { database, properties } = await reader.page(of.row, signal);
  if (database === undefined) return undefined;
  const { dataSources } = await reader.database(database, signal);
  const names = new Set(properties.map(({ name }) => name));
  for (const { id } of dataSources) {
    const columns = await reader.columns(id, signal);
    if (columns.every(({ name }) => names.has(name))) return columns;
  }
  return undefined;
}

/** Has the outbox looked at at this start, by its alarm and when the device comes online. */
export function tendOutbox(outbox: Outbox, begin: Promise<void>, log: Log): void {
  const look = (): void => letRun(outbox.recover(), log, 'outbox');
  extension.alarms.onAlarm.addListener(({ name }) => {
    if (name === OUTBOX_ALARM) look();
  });
  watchOnline(look);
  letRun(begin.then(outbox.recover), log, 'outbox');
}
