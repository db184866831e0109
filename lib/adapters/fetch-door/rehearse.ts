import { ruleFor } from '../../resilience/drill.ts';
import type { DrillAnswer, DrillRule } from '../../resilience/drill.ts';
import type { DoorFetch } from './fetch-door.ts';

/** Stands where a service would name the request: who finds it in a trail or a note knows whose answer it was. */
const REQUEST_ID = 'req_drill';
/** So long a service asks to be left alone, in seconds. */
const LEAVE_ALONE_S = '8';

/**
 * The network behind the door while a drill may be on. A request that a rule covers never leaves: it is answered here as
 * its service would answer in such an outage. While any rule holds, nothing leaves either that would change something in
 * Notion.
 * @param rules the rules in force, none without a drill; read before anything is sent, so that no request of a new life
 * of the worker slips through
 */
export function rehearse(network: DoorFetch, rules: () => Promise<readonly DrillRule[]>): DoorFetch {
  return async (url, init) => {
    const inForce = await rules();
    if (inForce.length === 0) return network(url, init);
    init?.signal?.throwIfAborted();
    const { hostname, pathname, search } = new URL(url);
    const model = modelIn(init?.body);
    const rule = ruleFor(inForce, {
      host: hostname,
      path: pathname + search,
      ...(model === undefined ? {} : { model }),
    });
    if (rule !== undefined) return played(rule.how, model ?? '');
    if (changesNotion(hostname, pathname, init?.method ?? 'GET')) throw new TypeError('Not sent: a drill is on');
    return network(url, init);
  };
}

const modelIn = (body: unknown): string | undefined =>
  typeof body === 'string' ? /"model"\s*:\s*"([^"]*)"/.exec(body)?.[1] : undefined;

/** Notion is asked by POST too: searches and queries change nothing. */
const changesNotion = (host: string, path: string, method: string): boolean =>
  host === 'api.notion.com' && method !== 'GET' && !(method === 'POST' && /\/(search|query)$/.test(path));

/** @throws TypeError as `fetch` does when no connection comes about */
function played(how: DrillAnswer, model: string): Response {
  switch (how) {
    case 'overloaded':
      return refusal(529, 'overloaded_error', 'Overloaded');
    case 'unavailable':
      return refusal(503, 'api_error', 'Service unavailable');
    case 'key-refused':
      return refusal(401, 'authentication_error', 'invalid x-api-key', { 'x-should-retry': 'false' });
    case 'rate-limited':
      return refusal(429, 'rate_limit_error', 'Number of request tokens has exceeded your per-minute rate limit', {
        'retry-after': LEAVE_ALONE_S,
      });
    case 'cut-stream':
      return cutStream(model);
    case 'incident':
      return json(200, STATUS_PAGE, { 'access-control-allow-origin': '*' });
    case 'notion-unavailable':
      return json(
        503,
        {
          object: 'error',
          status: 503,
          code: 'service_unavailable',
          message: 'Notion is unavailable. Please try again later.',
          request_id: REQUEST_ID,
        },
        { 'x-notion-request-id': REQUEST_ID },
      );
    case 'no-network':
      throw new TypeError('Failed to fetch');
  }
}

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>>): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });

/** A refusal in the form of Claude's API. */
const refusal = (
  status: number,
  type: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  json(
    status,
    { type: 'error', error: { type, message }, request_id: REQUEST_ID },
    { 'request-id': REQUEST_ID, ...headers },
  );

interface StreamEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

const CUT_WORDS = ['This is a ', 'drill: the answer ', 'begins as it would, ', 'and the stream ends ', 'before the '];

/** A stream that begins well and ends, as if it were whole, before its last event. */
function cutStream(model: string): Response {
  const usage = { input_tokens: 1, output_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
  const message = { id: 'msg_drill', type: 'message', role: 'assistant', model, content: [], usage };
  const events: readonly StreamEvent[] = [
    { type: 'message_start', message: { ...message, stop_reason: null, stop_sequence: null } },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '', citations: null } },
    { type: 'ping' },
    ...CUT_WORDS.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
  ];
  const bytes = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': REQUEST_ID };
  return new Response(bytes, { status: 200, headers });
}

/** Claude's status page in an outage of its API: a key that is refused meanwhile is not to blame. */
const STATUS_PAGE = {
  page: { id: 'tymt9n04zgry', name: 'Claude', url: 'https://status.claude.com', time_zone: 'Etc/UTC' },
  components: [{ id: 'k8w3r06qmzrp', name: 'Claude API (api.anthropic.com)', status: 'major_outage' }],
  incidents: [
    {
      id: 'drill',
      name: 'Drill: elevated errors on the Claude API',
      status: 'investigating',
      impact: 'major',
      shortlink: 'https://status.claude.com',
      incident_updates: [],
      components: [{ id: 'k8w3r06qmzrp', name: 'Claude API (api.anthropic.com)' }],
    },
  ],
  scheduled_maintenances: [],
  status: { indicator: 'major', description: 'Partial System Outage' },
};
