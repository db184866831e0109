import { extension } from '../adapters/browser/extension.ts';
import { createFillStore } from '../adapters/dexie/fill-store.ts';
import type { Guard } from '../adapters/dexie/guard-storage.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { fillColumns } from '../autofill/fill-column.ts';
import { Failure } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Log } from '../base/ports.ts';
import type { BatchPort } from '../models/batch.ts';
import type { AnswerPorts } from '../flows/answer-ports.ts';
import { createAutofill } from '../flows/autofill.ts';
import type { Autofill } from '../flows/autofill.ts';
import type { FillPorts } from '../flows/fill-work.ts';
import type { FillRow } from '../autofill/fill-run.ts';
import { inScope } from '../mirror/in-scope.ts';
import type { Outbox } from '../flows/outbox.ts';
import { rereadPage } from '../flows/reread-page.ts';
import type { RereadPorts } from '../flows/reread-page.ts';
import { pageUrl } from '../mirror/address.ts';
import type { PageHead } from '../mirror/page-head.ts';
import type { Page } from '../mirror/page.ts';
import type { NotionReader, QueryCursor } from '../mirror/notion-reader.ts';
import type { FILL_SHAPES } from '../messages/fill-messages.ts';
import type { Handlers } from '../messages/router.ts';
import type { Alarms } from './alarms.ts';
import { letRun } from './let-run.ts';
import type { createNotionConnections } from './notion-connections.ts';

interface Parts {
  readonly words: WordsDatabase;
  readonly guard: Guard;
  readonly answerPorts: AnswerPorts;
  readonly notion: Pick<ReturnType<typeof createNotionConnections>, 'connections'>;
  readonly reread: RereadPorts;
  readonly outbox: Pick<Outbox, 'propose'>;
  readonly hold: () => () => void;
  readonly batches: BatchPort;
  /** Every page that the mirror lists. */
  readonly heads: () => Promise<readonly PageHead[]>;
  /** Something that is kept filled may have come to its end. */
  readonly rested: () => void;
  readonly budget: NonNullable<FillPorts['lots']>;
  readonly log: Log;
}

/** Notion tells the minute of an edit: a copy read within it may miss the end of it. */
const MINUTE_MS = 60_000;
/** Brings the background back to a run that waits. */
const FILL_ALARM = 'autofill';
/** Chrome wakes nobody sooner than in half a minute. */
const SOONEST_MS = 30_000;
const NEVER = new AbortController().signal;

export interface AutofillHere extends Autofill {
  columns(connection: ConnectionId, database: PageId): Promise<ReturnType<typeof fillColumns>>;
}

/** Autofill over the real stores, Notion and the outbox. People go first: it reads in the background's pace. */
export function composeAutofill({
  words,
  guard,
  answerPorts,
  notion,
  reread,
  outbox,
  hold,
  batches,
  rested,
  heads,
  budget,
  log,
}: Parts): AutofillHere {
  const readerOf = async (id: ConnectionId): Promise<NotionReader> => {
    const found = (await notion.connections()).find((connection) => connection.id === id);
    if (found === undefined) throw new Failure('no-notion-token');
    return found.background;
  };
  const sourceOf = async (reader: NotionReader, database: PageId, signal: AbortSignal): Promise<string> => {
    const source = (await reader.database(database, signal)).dataSources[0]?.id;
    if (source === undefined) throw new Failure('notion-not-shared');
    return source;
  };
  const autofill = createAutofill(
    {
      ...answerPorts,
      fills: createFillStore(words, guard),
      async *rowsOf(connection, database, signal) {
        const reader = await readerOf(connection);
        const source = await sourceOf(reader, database, signal);
        let cursor: QueryCursor | undefined;
        do {
          // The title comes with every row; no value is needed yet.
          const query = { properties: ['title'], ...(cursor === undefined ? {} : { cursor }) };
          const page = await reader.query(source, query, signal);
          yield page.rows;
          cursor = page.cursor;
        } while (cursor !== undefined);
      },
      async *pagesUnder(connection, under) {
        const pages = inScope(await heads(), { connection, under }).filter(
          ({ kind, state }) => kind !== 'database' && state === 'mirrored',
        );
        yield pages.map(({ id, title, editedAt }) => ({
          id,
          title,
          url: pageUrl(id),
          ...(editedAt === undefined ? {} : { editedAt }),
        }));
      },
      async readRow(connection, row, signal) {
        const kept = await answerPorts.pages.get(row.page);
        return kept !== undefined && showsEdit(kept, row) ? kept : rereadPage(reread, row.page, connection, signal);
      },
      batches,
      rested,
      lots: budget,
      propose: outbox.propose,
      wakeAt: (time) =>
        letRun(extension.alarms.create(FILL_ALARM, { when: Math.max(time, Date.now() + SOONEST_MS) }), log, 'autofill'),
    },
    hold,
  );
  return {
    ...autofill,
    async columns(connection, database) {
      const reader = await readerOf(connection);
      return fillColumns((await reader.schemaOf(await sourceOf(reader, database, NEVER), NEVER)).columns);
    },
  };
}

function showsEdit({ completeness, editedAt, readAt }: Page, row: FillRow): boolean {
  if (completeness.seen !== 'api' || editedAt === undefined || row.editedAt === undefined) return false;
  return editedAt >= row.editedAt && readAt > row.editedAt + MINUTE_MS;
}

/** What the background does for the workbench's Autofill. */
export const createFillHandlers = (autofill: AutofillHere): Pick<Handlers, keyof typeof FILL_SHAPES> => ({
  'fill.columns': ({ connection, database }) => autofill.columns(connection, database),
  'fill.keep': autofill.keep,
  'fill.unkeep': autofill.unkeep,
  'fill.start': autofill.start,
  'fill.pause': autofill.pause,
  'fill.resume': autofill.resume,
  'fill.cancel': autofill.cancel,
  'fill.take': ({ row, column, taken }) => autofill.take(row, column, taken),
  'fill.propose': autofill.propose,
});

/** Has runs gone on with at this start, and by their alarm. */
export function tendAutofill(autofill: Autofill, begin: Promise<void>, log: Log, alarms: Alarms): void {
  alarms.on(FILL_ALARM, () => letRun(autofill.recover(), log, 'autofill'));
  letRun(begin.then(autofill.recover), log, 'autofill');
}
