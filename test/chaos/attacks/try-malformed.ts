import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../lib/base/failure.ts';
import { shownHash } from '../../../lib/outbox/proposal.ts';
import { openChatHouse } from '../../contracts/chat-house.ts';
import { asPage } from '../../contracts/notion-door.ts';
import { HANDBOOK } from '../../contracts/world-workspace.ts';
import { scripted } from '../../world/claude/script.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { Endpoint } from './endpoints.ts';
import type { Tally } from './tally.ts';

/** A body of the test suite for JSON parsers; `n_…` is no JSON, `y_…` is, of `i_…` parsers may think as they like. */
export interface Body {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const SUITE = new URL('../../../../shared/data/attacks/json-test-suite/test_parsing/', import.meta.url).pathname;

/** Written here, for where the suite is absent. */
const OWN: readonly (readonly [name: string, text: string])[] = [
  ['n_empty', ''],
  ['n_half', '{"object":"page","id":'],
  ['n_comma', '{"a":1,}'],
  ['n_bare', 'not json'],
  ['n_two', '{}{}'],
  ['n_deep', '['.repeat(100_000)],
  ['n_nul', '{"a":"\u{0}"}'],
  ['y_null', 'null'],
  ['y_list', '[]'],
  ['y_nothing', '{}'],
  ['y_poison', '{"__proto__":{"results":[]},"constructor":{"prototype":{"id":"x"}}}'],
  ['y_list_of_nothing', '{"results":[null,1,"a",[],{}],"data":[null,1,"a",[],{}],"has_more":true,"last_id":"a"}'],
  ['y_wrong_kinds', '{"id":{},"results":{},"data":"x","markdown":[],"properties":[],"usage":null,"choices":7}'],
  ['y_error', '{"object":"error","code":{},"message":[],"additional_data":{"retry_after":"∞"}}'],
];

export function malformedBodies(): readonly Body[] {
  const own = OWN.map(([name, text]) => ({ name, bytes: new Uint8Array(Buffer.from(text)) }));
  if (!existsSync(SUITE)) return own;
  const suite = readdirSync(SUITE).filter((name) => name.endsWith('.json'));
  return [...own, ...suite.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(SUITE, name))) }))];
}

/** How a service, or what stands before it, hands a body over. */
const WAYS: readonly { readonly name: string; readonly status: number; readonly type: string }[] = [
  { name: 'as JSON', status: 200, type: 'application/json' },
  { name: 'as events', status: 200, type: 'text/event-stream' },
  { name: 'as a failure', status: 500, type: 'application/json' },
];

/** Every body from every endpoint in every way. Each must be a value or a named failure, and none may escape. */
export async function tryMalformed(bodies: readonly Body[] = malformedBodies()): Promise<readonly Tally[]> {
  const wrong: string[] = [];
  const escaped: string[] = [];
  const onEscape = (reason: unknown): void => void escaped.push(String(reason));
  process.on('unhandledRejection', onEscape);
  let tried = 0;
  for (const endpoint of ENDPOINTS) {
    for (const body of bodies) {
      for (const way of WAYS) {
        tried += 1;
        const fault = await faultOf(endpoint, body, way);
        if (fault !== undefined) wrong.push(`${endpoint.name}, ${body.name} ${way.name}: ${fault}`);
      }
    }
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', onEscape);
  const least = ENDPOINTS.length * WAYS.length * Math.min(318, bodies.length);
  const note = `${bodies.length} bodies, ${ENDPOINTS.length} endpoints, ${WAYS.length} ways`;
  return [
    { name: 'trust.attacks-malformed', what: 'malformed answers without a name', tried, least, succeeded: wrong, note },
    { name: 'trust.attacks-unhandled', what: 'unhandled rejections', tried, least, succeeded: escaped, note },
  ];
}

async function faultOf(endpoint: Endpoint, body: Body, way: (typeof WAYS)[number]): Promise<string | undefined> {
  let asks = 0;
  const fetch = async (): Promise<Response> => {
    asks += 1;
    if (asks > MOST_ASKS) throw new RangeError('asked for ever');
    const { status, type } = way;
    return new Response(body.bytes, { status, headers: { 'content-type': type, 'request-id': 'req_1' } });
  };
  const poison = Object.keys(Object.prototype).length;
  try {
    const value = await endpoint.ask(fetch);
    if (Object.keys(Object.prototype).length !== poison) return 'poisoned every object';
    if (endpoint.answers === 'json' && body.name.startsWith('n_')) return `took it for ${JSON.stringify(value)}`;
    return endpoint.answers === 'events' && value !== '' ? `took it for an answer: ${String(value)}` : undefined;
  } catch (error) {
    return error instanceof Failure && error.code !== 'bug' ? undefined : String(error);
  }
}

/** Repeats and pages of one reading; more are an endless loop. */
const MOST_ASKS = 250;

/**
 * The same bodies from every service at once, while a turn of a chat and an approved write are under way: what was kept
 * before stays as it was, the write waits, and afterwards everything arrives once.
 */
export async function tryMalformedState(bodies: readonly Body[] = malformedBodies()): Promise<readonly Tally[]> {
  const wrong: string[] = [];
  for (const body of bodies) wrong.push(...(await stateFaults(body)).map((fault) => `${body.name}: ${fault}`));
  return [
    {
      name: 'trust.attacks-malformed-state',
      what: 'malformed answers that changed what is kept',
      tried: bodies.length,
      least: Math.min(318, bodies.length),
      succeeded: wrong,
      note: 'pages, answers and an approved write, through the real flows',
    },
  ];
}

const page = asPage(HANDBOOK);
const TEXT = 'Trains first, whatever the answer.';

async function stateFaults({ bytes }: Body): Promise<readonly string[]> {
  const target = { pageId: page, title: '', url: '' };
  const house = openChatHouse({
    script: scripted(/add/, [{ calls: [{ name: 'append', input: { page, content: TEXT } }] }, { says: 'Proposed.' }]),
  });
  await house.ask('Please add it.', { target });
  const [entry] = house.proposed();
  if (entry === undefined) return ['nothing was proposed: this would prove nothing'];
  const answers = [...house.stores.answers.rows.keys()];
  const kept = (): string =>
    JSON.stringify([...house.stores.pages.rows, ...answers.map((id) => house.stores.answers.rows.get(id))]);
  const before = kept();
  const heal = house.world.faults.add({
    action: 'status',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(bytes).toString('latin1'),
  });
  const during = async (): Promise<void> => {
    await house.outbox.approve(entry.id, shownHash(entry.operation));
    await house.outbox.settled(entry.id);
  };
  await house.time.run(during());
  await house.ask('And now?', { target }).catch(() => undefined); // that nobody can answer is not what is asked here
  const unwritten = house.rows.rows.get(entry.id);
  const faults: string[] = [];
  if (kept() !== before) faults.push('a kept page or answer changed');
  if (JSON.stringify(unwritten?.operation) !== JSON.stringify(entry.operation))
    faults.push('the approved write changed');
  if (house.written().length > 0) faults.push('something was written');
  if (ARRIVED.has(unwritten?.state ?? '')) faults.push(`an unwritten entry is ${unwritten?.state}`);
  heal();
  await house.time.run(house.time.sleep(AUDIT_MS));
  const after = async (): Promise<void> => {
    await house.outbox.again(entry.id);
    await house.outbox.settled(entry.id);
  };
  await house.time.run(after());
  const times = (await house.markdown(page)).markdown.split(TEXT).length - 1;
  if (times !== 1) faults.push(`afterwards it stands there ${times} times, as ${house.rows.rows.get(entry.id)?.state}`);
  return faults;
}

const ARRIVED: ReadonlySet<string> = new Set(['written', 'audited', 'done']);
/** Longer than any grace that the outbox waits by itself. */
const AUDIT_MS = 600_000;
