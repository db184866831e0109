import { Client, LogLevel } from '@notionhq/client';
import type { QueryDataSourceParameters } from '@notionhq/client';
import { Failure } from '../../base/failure.ts';
import type { PageId } from '../../base/ids.ts';
import type { Chance, Clock, Log } from '../../base/ports.ts';
import type { Secret } from '../../base/secret.ts';
import type { NotionReader, RowsAsked } from '../../mirror/notion-reader.ts';
import { readRelatedPages } from '../../mirror/read-properties.ts';
import { nextWait } from '../../resilience/backoff.ts';
import type { Patience } from '../../resilience/backoff.ts';
import type { Priority } from '../../resilience/pace.ts';
import { exchange } from './exchange.ts';
import type { SendRequest } from './exchange.ts';
import * as records from './read-records.ts';
import { failureOf, failureOfThrown } from './translate-error.ts';
import { LONGEST_WAIT_MS, Turnstile } from './turnstile.ts';
import type { PaceStore } from './turnstile.ts';

export interface NotionClientOptions {
  /** Asked before each request, so that a replaced or locked key counts at once. */
  readonly token: () => Promise<Secret>;
  readonly fetch: SendRequest;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** What the browser says of the network; only its `false` is believed. */
  readonly online: () => boolean;
  readonly pace?: PaceStore;
  readonly baseUrl?: string;
}

/** The one version newer than the SDK's own: `position`, `in_trash` and data sources as they are described. */
const NOTION_VERSION = '2026-03-11';

const PATIENCE: Patience = {
  tries: 4,
  totalMs: 30_000,
  baseMs: 500,
  capMs: 8_000,
  longestAskedMs: LONGEST_WAIT_MS,
};

/** The SDK's timer is off: it cannot abort anything and ends at the headers. `exchange` watches instead. */
const NO_TIMEOUT_MS = 2 ** 31 - 1;

/** Relations longer than this many hundreds are cut. */
const MOST_PAGES_OF_ITEMS = 20;

/**
 * The reader of one workspace connection. Make one a connection: it keeps the request budget. `background` shares that
 * budget and lets people go first.
 */
export function createNotionClient(options: NotionClientOptions): NotionReader & { readonly background: NotionReader } {
  const turnstile = new Turnstile(options.clock, options.pace ?? {});
  const memory: Memory = { dialect: 'v2' };
  const background = createReader(options, turnstile, memory, 'background');
  return { ...createReader(options, turnstile, memory, 'interactive'), background };
}

/** What a client learns about the server. */
interface Memory {
  dialect: 'v1' | 'v2';
}

type Call<Result> = (client: Client) => Promise<Result>;

function createReader(
  options: NotionClientOptions,
  turnstile: Turnstile,
  memory: Memory,
  priority: Priority,
): NotionReader {
  const read = <Result>(endpoint: string, signal: AbortSignal, call: Call<Result>): Promise<Result> =>
    readPatiently(options, turnstile, priority, endpoint, signal, call);

  const markdownIn = async (id: string, dialect: 'v1' | 'v2', signal: AbortSignal): Promise<unknown> =>
    read('markdown', signal, (client) =>
      client.request({
        path: `pages/${id}/markdown`,
        method: 'get',
        query: { include_transcript: true, ...(dialect === 'v2' && { markdown_version: 'v2' }) },
      }),
    );

  return {
    async whoAmI(signal) {
      turnstile.forgetBlock();
      return records.readWhoAmI(await read('users', signal, (client) => client.users.me({})));
    },

    async page(id, signal) {
      return records.readPage(await read('pages', signal, (client) => client.pages.retrieve({ page_id: id })));
    },

    async markdown(id, signal) {
      if (memory.dialect === 'v2') {
        try {
          return records.readMarkdownAnswer(await markdownIn(id, 'v2', signal), 'v2');
        } catch (error) {
          if (!(error instanceof Failure) || error.code !== 'notion-refused-request') throw error;
        }
      }
      const answer = records.readMarkdownAnswer(await markdownIn(id, 'v1', signal), 'v1');
      // The second dialect was refused and the first was not: this server does not know it.
      memory.dialect = 'v1';
      return answer;
    },

    async block(id, signal) {
      return records.readOneBlock(await read('blocks', signal, (client) => client.blocks.retrieve({ block_id: id })));
    },

    async blockChildren(id, cursor, signal) {
      const list = await read('blocks', signal, (client) =>
        client.blocks.children.list({ block_id: id, page_size: 100, ...startAt(cursor) }),
      );
      return withCursor({ blocks: records.readBlocks(list) }, list);
    },

    async relatedPages(pageId, propertyId, signal) {
      const pages: PageId[] = [];
      let cursor: string | undefined;
      for (let turn = 0; turn < MOST_PAGES_OF_ITEMS; turn += 1) {
        const list = await read('properties', signal, (client) =>
          client.pages.properties.retrieve({
            page_id: pageId,
            property_id: propertyId,
            page_size: 100,
            ...startAt(cursor),
          }),
        );
        pages.push(...readRelatedPages(records.results(list)));
        cursor = records.cursorOf(list);
        if (cursor === undefined) break;
      }
      return pages;
    },

    async database(id, signal) {
      const database = await read('databases', signal, (client) => client.databases.retrieve({ database_id: id }));
      return records.readDatabase(database);
    },

    async columns(dataSourceId, signal) {
      const source = await read('data-sources', signal, (client) =>
        client.dataSources.retrieve({ data_source_id: dataSourceId }),
      );
      return records.readColumns(source);
    },

    async rows(dataSourceId, cursor, signal, asked) {
      const list = await read('query', signal, (client) =>
        client.dataSources.query({
          data_source_id: dataSourceId,
          page_size: 100,
          ...startAt(cursor),
          ...(asked !== undefined && narrowed(asked)),
        }),
      );
      return withCursor({ rows: records.readRows(list), ...cutMark(list) }, list);
    },

    async list({ object, order, cursor }, signal) {
      const list = await read('search', signal, (client) =>
        client.search({
          filter: { property: 'object', value: object },
          sort: { timestamp: 'last_edited_time', direction: order },
          page_size: 100,
          ...startAt(cursor),
        }),
      );
      const pages = records.readPages(list);
      return withCursor({ pages, sources: records.readSources(list), ...cutMark(list) }, list);
    },

    async placeOfBlock(id, signal) {
      return records.readBlockPlace(await read('blocks', signal, (client) => client.blocks.retrieve({ block_id: id })));
    },

    async searchTitles(query, signal, limit = 20) {
      const list = await read('search', signal, (client) => client.search({ query, page_size: Math.min(100, limit) }));
      return records.readHits(list).slice(0, limit);
    },
  };
}

/**
 * One read, repeated while that can help. Only reads come here: a repeated write could be made twice.
 * @throws Failure
 */
async function readPatiently<Result>(
  options: NotionClientOptions,
  turnstile: Turnstile,
  priority: Priority,
  endpoint: string,
  signal: AbortSignal,
  call: Call<Result>,
): Promise<Result> {
  const { clock, chance, log } = options;
  const startedAt = clock.now();
  let told: Failure | undefined;
  for (let failed = 1; ; failed += 1) {
    await turnstile.enter(endpoint, priority, signal);
    try {
      return await attempt(options, signal, call);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { code, status, retryAfterMs } = error.facts;
      turnstile.learn(error.facts, endpoint);
      log.warn('notion read failed', { endpoint, code, status, failed });
      const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
      const wait = nextWait({ failed, startedAt, now: clock.now(), ...asked }, PATIENCE, chance.unit());
      // Chrome holds back an extension's requests after a few answers of 500 or 503, as if there were no network: what
      // Notion itself said before is the cause then.
      if (status !== undefined) told = error;
      const cause = code === 'notion-unreachable' ? (told ?? error) : error;
      // Without a network nothing gets better by asking again.
      if (!error.transient || code === 'offline' || wait === undefined) throw cause;
      await clock.sleep(wait, signal);
    }
  }
}

/** One request through the SDK. It has no way to take a signal with a call, so each call has a client of its own. */
async function attempt<Result>(options: NotionClientOptions, signal: AbortSignal, call: Call<Result>): Promise<Result> {
  const token = await options.token();
  const client = new Client({
    auth: token.reveal(),
    notionVersion: NOTION_VERSION,
    retry: false,
    timeoutMs: NO_TIMEOUT_MS,
    logLevel: LogLevel.ERROR,
    logger: () => {},
    ...(options.baseUrl !== undefined && { baseUrl: options.baseUrl }),
    fetch: async (url, init) => {
      const body = await sendWatched(options, url, init ?? {}, signal);
      return { ok: true, status: 200, headers: {}, text: () => Promise.resolve(body) };
    },
  });
  return call(client);
}

async function sendWatched(
  options: NotionClientOptions,
  url: string,
  { method, headers, body }: { method?: string; headers?: Record<string, string>; body?: string | FormData },
  signal: AbortSignal,
): Promise<string> {
  const init: RequestInit = {
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { body }),
  };
  let answer;
  try {
    answer = await exchange(options.fetch, url, init, options.clock, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw failureOfThrown(error, options.online());
  }
  const facts = failureOf(answer);
  if (facts !== undefined) throw new Failure(facts);
  return answer.body;
}

/** Oldest first, so that rows made meanwhile come at the end. */
function narrowed({ editedFrom, createdFrom }: RowsAsked): Pick<QueryDataSourceParameters, 'filter' | 'sorts'> {
  const from = (time: number): { readonly on_or_after: string } => ({ on_or_after: new Date(time).toISOString() });
  const edited =
    editedFrom === undefined ? [] : [{ timestamp: 'last_edited_time' as const, last_edited_time: from(editedFrom) }];
  const created =
    createdFrom === undefined ? [] : [{ timestamp: 'created_time' as const, created_time: from(createdFrom) }];
  const and = [...edited, ...created];
  return {
    sorts: [{ timestamp: 'created_time', direction: 'ascending' }],
    ...(and.length > 0 && { filter: { and } }),
  };
}

function cutMark(list: unknown): { readonly cut?: true } {
  return records.isCut(list) ? { cut: true } : {};
}

function startAt(cursor: string | undefined): { readonly start_cursor?: string } {
  return cursor === undefined ? {} : { start_cursor: cursor };
}

function withCursor<Listed extends object>(listed: Listed, list: unknown): Listed & { readonly cursor?: string } {
  const cursor = records.cursorOf(list);
  return cursor === undefined ? listed : { ...listed, cursor };
}
