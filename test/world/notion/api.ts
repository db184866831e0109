import { randomUUID } from 'node:crypto';
import { bodyObject, header, isObject, type Exchange } from '../exchange.ts';
import { tokenOf } from '../faults.ts';
import { jsonReply, type Reply } from '../reply.ts';
import type { Ask } from './ask.ts';
import { retrieveTask } from './async-tasks.ts';
import type { RequestBudget } from './budget.ts';
import * as comments from './comments.ts';
import { NotionRefusal } from './errors.ts';
import { queryDataSource } from './query.ts';
import * as read from './read-routes.ts';
import { search } from './search.ts';
import type { NotionStore } from './store.ts';
import * as write from './write-routes.ts';

type Handler = (ask: Ask) => read.Answer;

/** Asked by POST, and nothing is changed. */
const READS: ReadonlySet<Handler> = new Set([search, queryDataSource]);
/** What Notion may take on to do later. */
const DEFERRABLE: ReadonlySet<Handler> = new Set([write.createPage, write.updateMarkdown]);

/** The routes that are simulated; a name in braces is an id or name in the path. */
const ROUTES: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ['POST', '/v1/search', search],
  ['POST', '/v1/pages', write.createPage],
  ['GET', '/v1/pages/{page_id}', read.retrievePage],
  ['PATCH', '/v1/pages/{page_id}', write.updatePage],
  ['GET', '/v1/pages/{page_id}/markdown', read.retrieveMarkdown],
  ['PATCH', '/v1/pages/{page_id}/markdown', write.updateMarkdown],
  ['GET', '/v1/pages/{page_id}/properties/{property_id}', read.retrieveProperty],
  ['GET', '/v1/blocks/{block_id}', read.retrieveBlock],
  ['PATCH', '/v1/blocks/{block_id}', write.updateBlock],
  ['DELETE', '/v1/blocks/{block_id}', write.deleteBlock],
  ['GET', '/v1/blocks/{block_id}/children', read.listChildren],
  ['PATCH', '/v1/blocks/{block_id}/children', write.appendChildren],
  ['GET', '/v1/databases/{database_id}', read.retrieveDatabase],
  ['GET', '/v1/data_sources/{data_source_id}', read.retrieveDataSource],
  ['POST', '/v1/data_sources/{data_source_id}/query', queryDataSource],
  ['GET', '/v1/users', read.listUsers],
  ['GET', '/v1/users/me', read.retrieveMe],

  ['GET', '/v1/users/{user_id}', read.retrieveUser],
  ['GET', '/v1/comments', comments.listComments],
  ['POST', '/v1/comments', comments.createComment],
  ['GET', '/v1/comments/{comment_id}', comments.retrieveComment],
  ['PATCH', '/v1/comments/{comment_id}', comments.updateComment],
  ['DELETE', '/v1/comments/{comment_id}', comments.deleteComment],
  ['GET', '/v1/async_tasks/{task_id}', retrieveTask],
];

const VERSIONS = new Set(['2022-06-28', '2025-09-03', '2026-03-11']);
const LARGEST_BODY = 500 * 1024;

/** Notion's API. It sets no CORS headers, as Notion's does not. `truncateAt` cuts a page's Markdown early. */
export function answerNotion(
  exchange: Exchange,
  store: NotionStore,
  budget: RequestBudget,
  truncateAt?: number,
): Reply {
  const requestId = randomUUID();
  const headers = {
    'x-notion-request-id': requestId,
    'content-security-policy': "default-src 'none'",
    'cf-ray': `${requestId.replaceAll('-', '').slice(0, 16)}-AMS`,
    date: new Date(store.clock.now()).toUTCString(),
  };
  let reply: Reply;
  try {
    const body = answer(exchange, store, budget, truncateAt);
    const taken = body['object'] === 'async_task' && exchange.method !== 'GET';
    reply = jsonReply(taken ? 202 : 200, { ...body, request_id: requestId });
  } catch (error) {
    if (!(error instanceof NotionRefusal)) throw error;
    reply = error.reply(requestId);
  }
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

function answer(
  exchange: Exchange,
  store: NotionStore,
  budget: RequestBudget,
  truncateAt: number | undefined,
): read.Answer {
  const route = findRoute(exchange);
  if (!route) throw new NotionRefusal(400, 'invalid_request_url', 'Invalid request URL.');
  const token = tokenOf(exchange) ?? '';
  const connection = store.connection(token);
  if (!connection || connection.expired) throw new NotionRefusal(401, 'unauthorized', 'API token is invalid.');
  checkVersion(header(exchange, 'notion-version'));
  budget.spend(token);
  if (Buffer.byteLength(exchange.body) > LARGEST_BODY) {
    throw new NotionRefusal(413, 'validation_error', 'The request body is too large.');
  }
  const body = bodyObject(exchange);
  if (!body) throw new NotionRefusal(400, 'invalid_json', 'Error parsing JSON body.');
  const ask: Ask = { store, connection, query: exchange.url.searchParams, body, path: route.path };
  if (route.handler === read.retrieveMarkdown) return read.retrieveMarkdown(ask, truncateAt);
  if (exchange.method === 'GET' || READS.has(route.handler)) return route.handler(ask);
  const perform = (): read.Answer => noted(exchange, ask, token, route.handler(ask));
  const deferred = body['allow_async'] === true && DEFERRABLE.has(route.handler);
  if (!deferred || Buffer.byteLength(exchange.body) < store.tasks.fromBytes) return perform();
  return store.tasks.begin(`${exchange.method} ${exchange.url.pathname}`, perform);
}

/** Writes down what took effect. */
function noted(exchange: Exchange, { store, body }: Ask, token: string, done: read.Answer): read.Answer {
  const results = Array.isArray(done['results']) ? done['results'].filter(isObject) : [done];
  const ids = results.map((one) => one['id']).filter((id) => typeof id === 'string');
  const { method, url } = exchange;
  store.written.add({ time: store.clock.now(), token, method, path: url.pathname, body, ids });
  return done;
}

function findRoute({ method, url }: Exchange): { handler: Handler; path: Record<string, string> } | undefined {
  for (const [wanted, pattern, handler] of ROUTES) {
    if (wanted !== method) continue;
    const source = pattern.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${source}$`).exec(url.pathname);
    if (match) {
      const path = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { handler, path: Object.fromEntries(path) };
    }
  }
  return undefined;
}

function checkVersion(version: string | undefined): void {
  if (version === undefined) {
    throw new NotionRefusal(
      400,
      'missing_version',
      'Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.',
    );
  }
  if (!VERSIONS.has(version)) {
    throw new NotionRefusal(
      400,
      'validation_error',
      `Notion-Version header failed validation: Notion-Version header should be a valid version, instead was \`"${version}"\`.`,
    );
  }
}
