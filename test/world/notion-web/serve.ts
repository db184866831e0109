import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { assetAt } from './assets.ts';
import { recordOf } from './page-record.ts';
import { SHELL } from './shell.ts';
import { sidebarFor, titlesLike } from './sidebar-record.ts';
import type { Computed, NotionWebSource } from './source.ts';

/** As strict as the app allows: nothing runs or loads from elsewhere, so an extension cannot lean on the page. */
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/**
 * The Notion web app over a store, for app.notion.com, www.notion.so and *.notion.site alike: a document, its client
 * and the JSON that the client asks for. Every path that is none of these gets the document.
 */
export function createNotionWeb(
  source: NotionWebSource,
  computed: Computed = () => null,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const address = new URL(request.url ?? '/', 'https://app.notion.com');
    if (address.pathname.startsWith('/api/')) return answer(source, computed, request, address, response);
    if (address.pathname.startsWith('/_assets/')) return sendAsset(address.pathname, response);
    send(response, 200, 'text/html', SHELL, { 'content-security-policy': POLICY });
  };
}

async function answer(
  source: NotionWebSource,
  computed: Computed,
  request: IncomingMessage,
  address: URL,
  response: ServerResponse,
): Promise<void> {
  const id = address.searchParams.get('id') ?? '';
  switch (address.pathname) {
    case '/api/v3/readRecord': {
      const record = recordOf(source, computed, id);
      return record === undefined ? sendJson(response, 404, {}) : sendJson(response, 200, record);
    }
    case '/api/v3/readSidebar':
      return sendJson(response, 200, sidebarFor(source, id));
    case '/api/v3/searchTitles':
      return sendJson(response, 200, titlesLike(source, address.searchParams.get('words') ?? ''));
    case '/api/v3/saveText':
      source.editBlock(id, await text(request));
      return sendJson(response, 200, {});
    case '/api/v3/changes':
      return streamChanges(source, response);
    default:
      return sendJson(response, 404, {});
  }
}

/** Server-sent events, one a changed page, until the window closes. */
function streamChanges(source: NotionWebSource, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  const stop = source.onChange(({ pageId }) => response.write(`data: ${pageId}\n\n`));
  response.on('close', stop);
}

async function sendAsset(path: string, response: ServerResponse): Promise<void> {
  const asset = await assetAt(path)?.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (asset === undefined) return sendJson(response, 404, {});
  send(response, 200, asset.type, asset.body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body));
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}
