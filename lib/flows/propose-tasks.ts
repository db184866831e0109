import { taskRow } from './task-row.ts';
import type { TaskRow } from './task-row.ts';
import { Failure } from '../base/failure.ts';
import type { AnswerId, OutboxId, PageId } from '../base/ids.ts';
import type { Answer } from '../jobs/answer.ts';
import type { NotionDocument } from '../markup/document.ts';
import type { NotionReader, Schema } from '../mirror/notion-reader.ts';
import { modelName } from '../models/model-name.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { Connected } from './read-page.ts';
import type { ProposePorts } from './propose-answer.ts';

export interface ProposeMore extends ProposePorts {
  /** The workspaces that can be read and written, in the order in which they were connected. */
  connections(): Promise<readonly Pick<Connected, 'id' | 'reader'>[]>;
}

/** Told when a batch was proposed: where the tasks go, for the next time. */
export interface TasksProposed {
  readonly ids: readonly OutboxId[];
  readonly database: { readonly id: PageId; readonly title: string };
}

/**
 * Proposes the tasks of an answer as rows of a database, together: which column holds what is found from its schema.
 * Asked twice, what waits there already is the answer.
 * @throws Failure `no-page` without tasks, `no-notion-token`, `write-invalid` where it is no database with a place for
 *   rows, and what reading and `propose` throw
 */
export async function proposeTasks(
  ports: ProposeMore,
  id: AnswerId,
  databaseId: PageId,
  signal: AbortSignal,
): Promise<TasksProposed> {
  const answer = await ports.answers.get(id);
  const tasks = answer?.data?.tasks ?? [];
  if (answer?.pageId === undefined || answer.state !== 'done' || tasks.length === 0) throw new Failure('no-page');
  const { pageId } = answer;
  const batch = fingerprint('tasks', answer.id, databaseId);
  const source = await ports.pages.get(pageId);
  const connections = await ports.connections();
  const connection = connections.find((one) => one.id === source?.connection) ?? connections[0];
  if (connection === undefined) throw new Failure('no-notion-token');
  const { reader } = connection;
  const database = await reader.database(databaseId, signal);
  const named = { id: database.id, title: database.title };
  const waiting = (await ports.unfinished()).filter(
    ({ state, origin }) => state === 'proposed' && origin.batch === batch,
  );
  if (waiting.length > 0) return { ids: waiting.map((entry) => entry.id), database: named };
  const [holder] = database.dataSources;
  if (holder === undefined)
    throw new Failure({ code: 'write-invalid', detail: 'This database has no place for rows.' });
  const schema = await reader.schemaOf(holder.id, signal);
  const around = {
    people: await peopleIn(reader, schema, signal),
    source: { id: pageId, properties: source?.properties ?? [], rowOf: await rowOf(reader, pageId, signal) },
  };
  const { answeredBy } = answer.provenance;
  const ids = await ports.propose(
    tasks.map((task) => {
      const row = taskRow(task, schema.columns, around);
      return {
        personOnly: true,
        connection: connection.id,
        target: database.id,
        targetTitle: database.title,
        targetUrl: database.url,
        operation: {
          kind: 'create',
          parent: { kind: 'database', id: database.id, dataSource: schema.id },
          title: row.title,
          values: row.values,
          content: contentOf(row, answer),
        },
        origin: {
          label: 'Tasks',
          answerId: answer.id,
          jobId: answer.jobId,
          batch,
          sources: [{ title: answer.pageTitle, url: answer.pageUrl }],
          addresses: [answer.pageUrl, ...answer.citations.map(({ url }) => url)],
          ...(answeredBy !== undefined && { model: modelName(answeredBy) }),
        },
      };
    }),
  );
  return { ids, database: named };
}

/** Where it was found, and what has no column. */
const contentOf = ({ rest }: TaskRow, { pageTitle, pageUrl }: Answer): NotionDocument => [
  {
    kind: 'paragraph',
    runs: [
      { kind: 'text', text: 'From ' },
      { kind: 'text', text: pageTitle === '' ? 'Untitled' : pageTitle, link: pageUrl },
      ...(rest.length === 0 ? [] : [{ kind: 'text' as const, text: ` · ${rest.join(' · ')}` }]),
    ],
    children: [],
  },
];

/** The people that the newest rows name: Notion tells names and ids of nobody else without a further permission. */
async function peopleIn(
  reader: NotionReader,
  { id, columns }: Schema,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const named = columns.filter(({ type }) => type === 'people' || type === 'created_by' || type === 'last_edited_by');
  if (named.length === 0) return new Map();
  const { rows } = await reader.query(id, { properties: named.map(({ name }) => name) }, signal);
  const people = new Map<string, string>();
  for (const { values } of rows) {
    for (const value of values.values()) {
      if (value.kind !== 'people') continue;
      for (const { id: user, name } of value.people) if (name !== undefined) people.set(name, user);
    }
  }
  return people;
}

/** The data sources of the database in which a page is a row; none for a plain page, or one that cannot be read. */
async function rowOf(reader: NotionReader, page: PageId, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const { database } = await reader.page(page, signal);
    if (database === undefined) return [];
    return (await reader.database(database, signal)).dataSources.map(({ id }) => id);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return [];
  }
}
