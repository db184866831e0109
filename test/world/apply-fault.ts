import type { FaultRule } from './faults.ts';
import { isObject } from './exchange.ts';
import { isStream, jsonReply, replyText, RESET, textReply, type Chunk, type Reply } from './reply.ts';

const PING: Chunk = { bytes: 'event: ping\ndata: {"type": "ping"}\n\n', afterMs: 1000 };
/** Long enough that no watchdog outlives it, short enough to be a list. */
const PINGS = 600;

/** The answer that a rule gives before anything is done; `undefined` when the request goes through. */
export function replyInstead(rule: FaultRule): Reply | undefined {
  if (rule.action === 'reset' || rule.action === 'refuse') return RESET;
  if (rule.action === 'late') return rule.answer === 'reset' ? RESET : UNCLEAR[rule.answer];
  if (rule.action !== 'status') return undefined;
  if (typeof rule.body !== 'string') return jsonReply(rule.status, rule.body ?? {}, rule.headers);
  const type =
    rule.headers?.['content-type'] ?? (rule.body.startsWith('<') ? 'text/html; charset=utf-8' : 'text/plain');
  return textReply(rule.status, type, rule.body, rule.headers);
}

/** The answer as the fault leaves it. */
export function damage(reply: Reply, rule: FaultRule): Reply {
  switch (rule.action) {
    case 'slow-headers':
      return { ...reply, headersAfterMs: rule.delayMs };
    case 'stall':
      return {
        ...reply,
        chunks: [...first(reply, rule), ...(rule.pings ? Array.from({ length: PINGS }, () => PING) : [])],
        end: 'hang',
      };
    case 'cut':
      return { ...reply, chunks: first(reply, rule) };
    case 'break':
      return { ...reply, chunks: first(reply, rule), end: 'reset' };
    case 'drip':
      return { ...reply, chunks: slices(reply, rule.bytes).map((bytes) => ({ bytes, afterMs: rule.delayMs })) };
    case 'split-utf8':
      return { ...reply, chunks: reply.chunks.flatMap(splitCharacter) };
    case 'broken-utf8':
      return { ...reply, chunks: brokenText(reply, rule.afterEvents ?? 3) };
    case 'error-event':
      // What another fault put in place of a stream has no events.
      if (!isStream(reply)) return reply;
      return { ...reply, chunks: [...reply.chunks.slice(0, rule.afterEvents), errorEvent(rule)] };
    case 'unnamed-events':
      return mapText(reply, (text) => text.replaceAll(/^event: .*\n/gm, ''));
    case 'unknown-event':
      return {
        ...reply,
        chunks: insertAt(reply.chunks, 2, { bytes: 'event: weather\ndata: {"type":"weather","sky":"clear"}\n\n' }),
      };
    case 'stop-reason':
      return stopEarly(reply, rule);
    case 'commit-then-503':
      return reply.status < 300 ? committed(reply, rule.silent === true) : reply;
    case 'commit-then-504':
      return reply.status < 300 ? UNCLEAR[504] : reply;
    case 'commit-then-reset':
      return RESET;
    case 'status':
    case 'reset':
    case 'refuse':
    case 'late':
    case 'clock-jump':
    case 'expire-token':
    case 'unshare':
    case 'truncate':
      return reply;
  }
}

/** The chunks before the fault: counted in events, or in bytes. Without a count, half of the body. */
function first(reply: Reply, at: { readonly afterEvents?: number; readonly afterBytes?: number }): readonly Chunk[] {
  if (at.afterEvents !== undefined) return reply.chunks.slice(0, at.afterEvents);
  const whole = Buffer.concat(reply.chunks.map((chunk) => Buffer.from(chunk.bytes)));
  if (at.afterBytes === undefined && isStream(reply)) return reply.chunks.slice(0, Math.ceil(reply.chunks.length / 2));
  return [{ bytes: whole.subarray(0, at.afterBytes ?? Math.floor(whole.length / 2)) }];
}

function slices(reply: Reply, size: number): Buffer[] {
  const whole = Buffer.concat(reply.chunks.map((chunk) => Buffer.from(chunk.bytes)));
  return Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
    whole.subarray(index * size, (index + 1) * size),
  );
}

/** Cuts a chunk behind the first byte of its first character that has several. */
function splitCharacter(chunk: Chunk): Chunk[] {
  const bytes = Buffer.from(chunk.bytes);
  const lead = bytes.findIndex((byte) => byte >= 0xc0);
  if (lead < 0) return [chunk];
  return [
    { ...chunk, bytes: bytes.subarray(0, lead + 1) },
    { bytes: bytes.subarray(lead + 1), afterMs: 5 },
  ];
}

function mapText(reply: Reply, change: (text: string) => string): Reply {
  return { ...reply, chunks: reply.chunks.map((chunk) => ({ ...chunk, bytes: change(chunk.bytes.toString()) })) };
}

function insertAt(chunks: readonly Chunk[], index: number, chunk: Chunk): readonly Chunk[] {
  return [...chunks.slice(0, index), chunk, ...chunks.slice(index)];
}

/** The lead byte of a character whose rest never comes, within the text of an event. */
function brokenText(reply: Reply, from: number): readonly Chunk[] {
  let broken = false;
  return reply.chunks.map((chunk, index) => {
    const text = chunk.bytes.toString();
    const at =
      broken || (isStream(reply) && index < from) ? -1 : text.search(/(?<="text":"|"markdown":"|"plain_text":")[^"]/);
    if (at < 0) return chunk;
    broken = true;
    const before = Buffer.from(text.slice(0, at));
    return { ...chunk, bytes: Buffer.concat([before, Buffer.from([0xe2, 0x82]), Buffer.from(text.slice(at))]) };
  });
}

function errorEvent(rule: { readonly type: string; readonly message: string; readonly errorCode?: string }): Chunk {
  const details = rule.errorCode === undefined ? null : { error_code: rule.errorCode };
  const error = { details, type: rule.type, message: rule.message };
  const body = { type: 'error', error, request_id: 'req_011CFaultInjectedInStream1' };
  return { bytes: `event: error\ndata: ${JSON.stringify(body)}\n\n`, afterMs: 2 };
}

/** Closes the open block and the message early, with the reason in place of the one that was coming. */
function stopEarly(
  reply: Reply,
  rule: { readonly stopReason: string; readonly afterEvents?: number; readonly category?: string },
): Reply {
  const details = rule.stopReason === 'refusal' ? { type: 'refusal', category: rule.category ?? null } : null;
  if (!isStream(reply)) {
    // Another fault may have damaged it already.
    if (reply.chunks.length !== 1 || !reply.headers?.['content-type']?.includes('json')) return reply;
    const body: unknown = JSON.parse(replyText(reply));
    if (!isObject(body)) return reply;
    return jsonReply(reply.status, { ...body, stop_reason: rule.stopReason, stop_details: details }, reply.headers);
  }
  const names = reply.chunks.map((chunk) => /^event: (\w+)/.exec(chunk.bytes.toString())?.[1] ?? '');
  const end = Math.min(rule.afterEvents ?? Math.ceil(names.length / 2), names.indexOf('message_delta'));
  const kept = reply.chunks.slice(0, end);
  const open =
    names.slice(0, end).lastIndexOf('content_block_start') > names.slice(0, end).lastIndexOf('content_block_stop');
  const index = names.slice(0, end).filter((name) => name === 'content_block_start').length - 1;
  const close: Chunk[] = open
    ? [{ bytes: `event: content_block_stop\ndata: ${JSON.stringify({ type: 'content_block_stop', index })}\n\n` }]
    : [];
  const tail = reply.chunks.slice(names.indexOf('message_delta')).map((chunk) => ({
    ...chunk,
    bytes: chunk.bytes
      .toString()
      .replace(/"stop_reason":"\w+"/, `"stop_reason":"${rule.stopReason}"`)
      .replace('"stop_details":null', `"stop_details":${JSON.stringify(details)}`),
  }));
  return { ...reply, chunks: [...kept, ...close, ...tail] };
}

const unclear = (status: number, code: string, message: string): Reply =>
  jsonReply(status, { object: 'error', status, code, message, request_id: '7e6c1f7e-4a0e-4d0b-9d3a-5f0c2b1a9e88' });

/** Answers that leave it open whether anything was done. */
const UNCLEAR: Readonly<Record<503 | 504, Reply>> = {
  503: unclear(503, 'service_unavailable', 'Notion is unavailable. Please try again later.'),
  504: unclear(504, 'gateway_timeout', 'Notion took too long to respond.'),
};

/** Notion's 503 for a write that was saved: it says so, and what it made, where it is not silent. */
function committed(reply: Reply, silent: boolean): Reply {
  const text = replyText(reply);
  // Another fault may have taken the words already.
  if (silent || reply.status === 202 || text === '') return UNCLEAR[503];
  const body: unknown = JSON.parse(text);
  const made = isObject(body) ? body : {};
  const children = Array.isArray(made['results']) ? made['results'].filter(isObject) : [];
  const parent = children[0]?.['parent'];
  const resource = made['id'] ?? (isObject(parent) ? (parent['page_id'] ?? parent['block_id']) : undefined);
  return jsonReply(503, {
    object: 'error',
    status: 503,
    code: 'service_unavailable',
    message:
      'The change was saved, but the response could not be built in time. Read the object again to see its current state.',
    additional_data: {
      retry_guidance: ['Read the object again to see its current state.', 'Do not repeat the write.'],
      ...(resource === undefined ? {} : { committed_resource_id: resource }),
      committed_child_ids: children.map((child) => child['id']),
    },
    request_id: made['request_id'] ?? null,
  });
}
