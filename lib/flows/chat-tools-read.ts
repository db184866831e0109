import { Failure } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { columnNamed, filterOf, sortsOf } from '../chat/tools/filter.ts';
import { readQuery, readReadPage, readSearch } from '../chat/tools/read-calls.ts';
import type { QueryCall, SearchCall } from '../chat/tools/read-calls.ts';
import { misuse } from '../chat/tools/read-input.ts';
import { tellFound } from '../chat/tools/tell-found.ts';
import { withComments } from '../chat/tools/tell-comments.ts';
import { tellPage } from '../chat/tools/tell-page.ts';
import { tellRows } from '../chat/tools/tell-rows.ts';
import type { AskedRows } from '../chat/tools/tell-rows.ts';
import type { Told } from '../chat/tools/told.ts';
import type { SearchAnswer } from '../messages/search-desk.ts';
import { pageUrl } from '../mirror/address.ts';
import type { NotionReader, Query, Schema } from '../mirror/notion-reader.ts';
import type { Page } from '../mirror/page.ts';
import type { StandingComment } from '../outbox/notion-writer.ts';
import type { ReadTool } from '../settings/tool-choice.ts';
import type { AnswerPorts } from './answer-ports.ts';
import type { ToolPorts } from './chat-tools-ports.ts';
import type { Connected } from './read-page.ts';

/** What reading takes. */
export type ReadToolPorts = Pick<ToolPorts, 'search' | 'connections' | 'comments'> & Pick<AnswerPorts, 'readPage'>;

/**
 * Runs a tool that reads.
 * @throws Failure `tool-misused` where the input does not fit, else why nothing could be read
 */
export async function runReadTool(
  ports: ReadToolPorts,
  name: ReadTool,
  input: Json | undefined,
  signal: AbortSignal,
): Promise<Told> {
  switch (name) {
    case 'search': {
      const call = readSearch(input);
      return tellFound(call.query, await findPages(ports, call, signal));
    }
    case 'read_page': {
      const call = readReadPage(input);
      const told = tellPage(await readOne(ports, call.page, signal), call.section);
      return call.comments ? withComments(told, await commentsOn(ports, call.page, signal)) : told;
    }
    case 'query_database': {
      const { schema, asked } = await queryRows(ports, readQuery(input), signal);
      return tellRows(schema, asked);
    }
  }
}

/** Through whichever workspace shows them. */
const commentsOn = (
  { connections, comments }: ReadToolPorts,
  page: PageId,
  signal: AbortSignal,
): Promise<readonly StandingComment[]> =>
  connections().then((all) => throughAny(all, signal, ({ id }) => comments(id, page, signal)));

/** What the device knows; where that is nothing, what Notion's own search knows by titles. */
export async function findPages(
  ports: Pick<ReadToolPorts, 'search'>,
  { query, kind, limit }: SearchCall,
  signal: AbortSignal,
): Promise<SearchAnswer> {
  const filters = kind === undefined ? {} : { filters: { kinds: [kind] } };
  const found = await ports.search({ query, depth: 'full', ...filters }, signal);
  const answer = found.hits.length > 0 ? found : await ports.search({ query, depth: 'titles', ...filters }, signal);
  const [failure] = [...found.failures, ...answer.failures];
  if (answer.hits.length === 0 && failure !== undefined) throw new Failure(failure);
  return { ...answer, hits: answer.hits.slice(0, limit), mirrored: found.mirrored, known: found.known };
}

export async function readOne(
  ports: Pick<ReadToolPorts, 'readPage'>,
  pageId: PageId,
  signal: AbortSignal,
): Promise<Page> {
  return ports.readPage({ pageId, title: '', url: pageUrl(pageId) }, signal);
}

/** @throws Failure `tool-misused` naming the columns where the query does not fit them; nothing was asked of Notion then */
export async function queryRows(
  ports: Pick<ReadToolPorts, 'connections'>,
  call: QueryCall,
  signal: AbortSignal,
): Promise<{ readonly schema: Schema; readonly asked: AskedRows }> {
  const { reader, schema } = await schemaFor(ports, call.database, signal);
  const { columns } = schema;
  const filter = filterOf(call.filter, call.match, columns);
  const sorts = sortsOf(call.sort, columns);
  const properties = call.properties?.map((name) => columnNamed(name, columns).name);
  const query: Query = {
    ...(filter === undefined ? {} : { filter }),
    ...(sorts.length === 0 ? {} : { sorts }),
    ...(properties === undefined ? {} : { properties }),
  };
  const { rows, cursor, cut } = await reader.query(schema.id, query, signal);
  const more = rows.length > call.limit || cursor !== undefined || cut === true;
  return { schema, asked: { rows: rows.slice(0, call.limit), more } };
}

/** The columns of a database, through whichever workspace shows it. Of several sources the first one counts. */
export async function schemaFor(
  { connections }: Pick<ReadToolPorts, 'connections'>,
  database: PageId,
  signal: AbortSignal,
): Promise<{ readonly connected: Connected; readonly reader: NotionReader; readonly schema: Schema }> {
  return throughAny(await connections(), signal, async (connected) => {
    const { reader } = connected;
    const { dataSources, title } = await reader.database(database, signal);
    const [source] = dataSources;
    if (source === undefined) throw misuse('This database has no rows of its own here.');
    const schema = await reader.schemaOf(source.id, signal);
    return { connected, reader, schema: { ...schema, title: schema.title === '' ? title : schema.title } };
  });
}

/** Asks one workspace after the other; of several failures the one that is not "not shared" is told. */
export async function throughAny<Value>(
  connections: readonly Connected[],
  signal: AbortSignal,
  ask: (connected: Connected) => Promise<Value>,
): Promise<Value> {
  let why: Failure | undefined;
  for (const connected of connections) {
    try {
      return await ask(connected);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'tool-misused') throw error;
      if (why === undefined || why.code === 'notion-not-shared') why = error;
    }
  }
  throw why ?? new Failure('no-notion-token');
}
