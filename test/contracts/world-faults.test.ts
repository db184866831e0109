import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NAMED_FAULTS } from '../world/named-faults.ts';
import { NOTION_WEB_FAULTS } from '../world/notion-web-faults.ts';
import { CLAUDE_KEY, startWorld, type World } from '../world/start.ts';
import { HANDBOOK, ROOT, smallWorkspace } from './world-workspace.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], firstTokenMs: 0, tokenDelayMs: 0, seed: 7 });
});
afterAll(() => world.close());
beforeEach(() => {
  world.faults.clear();
  world.requests.clear();
  world.clock.advance(61_000);
});

type Ending = 'whole' | 'broken' | 'open';

interface Seen {
  /** 0 when no headers came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly ending: Ending;
}

interface Patience {
  /** Without a byte for so long, the client takes the answer for open and leaves. */
  readonly patienceMs?: number;
  /** Leaves when this has come. */
  readonly until?: string;
}

/** What a client sees on the wire. */
function look(
  host: string,
  method: string,
  path: string,
  body?: unknown,
  { patienceMs = 15_000, until }: Patience = {},
): Promise<Seen> {
  const token = host === 'api.anthropic.com' ? CLAUDE_KEY : 'ntn_acme_full';
  const headers = {
    host,
    authorization: `Bearer ${token}`,
    'anthropic-version': '2026-10-21',
    'notion-version': '2026-03-11',
  };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let received: Seen['headers'] = {};
    const done = (ending: Ending): void => {
      clearTimeout(timer);
      sent.destroy();
      resolve({ status, headers: received, body: Buffer.concat(chunks), ending });
    };
    let timer = setTimeout(() => done('open'), patienceMs);
    const sent = request({ host: '127.0.0.1', port: world.port, method, path, headers, agent: false }, (response) => {
      status = response.statusCode ?? 0;
      received = response.headers;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (until !== undefined && chunk.includes(until)) return done('open');
        clearTimeout(timer);
        timer = setTimeout(() => done('open'), patienceMs);
      });
      response.on('end', () => done(response.complete ? 'whole' : 'broken'));
      response.on('error', () => done('broken'));
    });
    sent.on('error', () => done('broken'));
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const PAGE = 'Größe und Maß: Züge fahren. Die Nacht kostet 140 €. Das Büro schließt früh.';
const prompt = {
  model: 'claude-sonnet-5-5',
  max_tokens: 900,
  stream: true,
  messages: [{ role: 'user', content: `Summarize.\n<page>\n${PAGE}\n</page>` }],
};
const askClaude = (patience?: Patience) => look('api.anthropic.com', 'POST', '/v1/messages', prompt, patience);
const askNotion = (patience?: Patience) =>
  look('api.notion.com', 'GET', `/v1/pages/${HANDBOOK}/markdown`, undefined, patience);

/** Faults that a good client does not notice. */
const HARMLESS = new Set(['unknown-event', 'split-utf8', 'slow-drip', 'notion-slow-drip']);
/** Faults whose mark is that nothing more comes. */
const OPEN = new Set([
  'slow-headers',
  'stall-silent',
  'stall-with-pings',
  'notion-slow-headers',
  'notion-stalled-body',
]);
const BROKEN = new Set([
  'reset-before-headers',
  'reset-mid-stream',
  'dns',
  'notion-reset',
  'notion-reset-mid-body',
  'notion-dns',
  'notion-commit-then-reset',
  'notion-late-after-reset',
]);
/** Faults of writes, which a read does not show. */
const WRITES = new Set(Object.keys(NAMED_FAULTS).filter((name) => /^notion-(commit|late)-/.test(name)));

describe('the catalogue of faults', () => {
  it.each(Object.entries(NAMED_FAULTS))('%s strikes once and is over', async (name, { service, rule }) => {
    const ask = service === 'claude' ? askClaude : askNotion;
    const healthy = await ask();
    expect(healthy).toMatchObject({ status: 200, ending: 'whole' });
    world.faults.add({ ...rule, times: 1 });
    const hit = WRITES.has(name)
      ? await look('api.notion.com', 'POST', '/v1/pages', { parent: { page_id: ROOT }, markdown: 'x' })
      : await ask(OPEN.has(name) ? { patienceMs: 150 } : {});

    expect(hit.ending).toBe(OPEN.has(name) ? 'open' : BROKEN.has(name) ? 'broken' : 'whole');
    expect(hit.status).toBe(rule.action === 'status' ? rule.status : hit.status);
    const noticed = hit.status !== healthy.status || hit.ending !== healthy.ending || !hit.body.equals(healthy.body);
    expect(noticed || HARMLESS.has(name)).toBe(true);
    expect(world.faults.list()).toEqual([]);
    world.notion.hide(HANDBOOK, false);
    world.notion.expireToken('ntn_acme_full', false);
    expect(await ask()).toMatchObject({ status: 200, ending: 'whole' });
  });

  it('covers both services', () => {
    const services = Object.values(NAMED_FAULTS).map(({ service }) => service);
    expect(services.filter((service) => service === 'claude').length).toBeGreaterThanOrEqual(37);
    expect(services.filter((service) => service === 'notion').length).toBeGreaterThanOrEqual(25);
  });
});

describe('the ways in which the web app does not load', () => {
  const path = `/p/${HANDBOOK.replaceAll('-', '')}`;
  const load = async (): Promise<unknown> => {
    const page = await look('app.notion.com', 'GET', path);
    const record = await look('app.notion.com', 'GET', `/api/v3/readRecord?id=${HANDBOOK}`);
    return [page.status, page.body.includes('<script'), record.status];
  };
  const WHOLE = [200, true, 200];

  it.each([
    ['notion-web-down-503', [503, false, 503]],
    ['notion-web-empty', [200, false, 200]],
    ['notion-web-no-records', [200, true, 502]],
    ['notion-web-reset', [0, false, 0]],
    ['notion-web-dns', [0, false, 0]],
  ])('%s leaves the API alone', async (name, broken) => {
    const fault = NOTION_WEB_FAULTS[name];
    if (fault === undefined) throw new Error(`No fault is named ${name}`);
    expect(await load()).toEqual(WHOLE);
    world.faults.add(fault.rule);
    expect(await load()).toEqual(broken);
    expect(await askNotion()).toMatchObject({ status: 200 });
    world.faults.clear();
    expect(await load()).toEqual(WHOLE);
  });
});

describe('fault rules', () => {
  const text = (seen: Seen): string => seen.body.toString('utf8');
  const named = (seen: Seen): string[] => [...text(seen).matchAll(/^event: (\w+)$/gm)].map((match) => match[1] ?? '');

  it('may be for one model alone', async () => {
    world.faults.add({ host: 'api.anthropic.com', model: 'claude-sonnet-5-5', action: 'status', status: 529 });
    const other = await look('api.anthropic.com', 'POST', '/v1/messages', { ...prompt, model: 'claude-haiku-5-5' });
    expect([(await askClaude()).status, other.status]).toEqual([529, 200]);
  });

  it('may let some requests pass, strike some, and be over', async () => {
    world.faults.add({ host: 'api.notion.com', action: 'status', status: 500, skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await askNotion()).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('draw from the seed, so that a run can be repeated', async () => {
    const run = async (): Promise<number[]> => {
      const other = await startWorld({ workspaces: [smallWorkspace()], seed: 42 });
      other.faults.add({ action: 'status', status: 500, probability: 0.5 });
      const statuses: number[] = [];
      for (let index = 0; index < 12; index += 1)
        statuses.push((await fetch(`http://127.0.0.1:${other.plain.notionApi}/v1/users/me`)).status);
      await other.close();
      return statuses;
    };
    const [first, second] = [await run(), await run()];
    expect(first).toEqual(second);
    expect(new Set(first).size).toBe(2);
  });

  it('cut a stream after so many events', async () => {
    world.faults.add({ host: 'api.anthropic.com', action: 'cut', afterEvents: 5 });
    const seen = await askClaude();
    expect(named(seen)).toHaveLength(5);
    expect(seen.ending).toBe('whole');
  });

  it('cut a body after so many bytes', async () => {
    world.faults.add({ host: 'api.notion.com', action: 'break', afterBytes: 40 });
    expect((await askNotion()).body.length).toBeLessThanOrEqual(40);
  });

  it('put an error in the middle of a stream, and nothing after it', async () => {
    world.faults.add({
      host: 'api.anthropic.com',
      action: 'error-event',
      afterEvents: 4,
      type: 'overloaded_error',
      message: 'Overloaded',
    });
    const seen = await askClaude();
    expect(named(seen).slice(3)).toEqual([expect.stringMatching('content_block'), 'error']);
    expect(text(seen)).toContain('"error":{"details":null,"type":"overloaded_error","message":"Overloaded"}');
  });

  it('keep a silent stream alive with pings', async () => {
    world.faults.add({ host: 'api.anthropic.com', action: 'stall', afterEvents: 2, pings: true });
    const seen = await askClaude({ until: 'event: ping' });
    expect(named(seen)).toEqual(['message_start', 'content_block_start', 'ping']);
  });

  it('split characters without harm, and break them with it', async () => {
    const decode = (seen: Seen): string => new TextDecoder('utf-8', { fatal: true }).decode(seen.body);
    world.faults.add({ host: 'api.anthropic.com', action: 'split-utf8', times: 1 });
    expect(decode(await askClaude())).toContain('message_stop');
    world.faults.add({ host: 'api.anthropic.com', action: 'broken-utf8', times: 1 });
    const broken = await askClaude();
    expect(() => decode(broken)).toThrow(TypeError);
  });

  it('end a message early for a reason, and well-formed', async () => {
    world.faults.add({
      host: 'api.anthropic.com',
      action: 'stop-reason',
      stopReason: 'refusal',
      category: 'cyber',
      afterEvents: 5,
    });
    const seen = await askClaude();
    expect(named(seen).slice(-3)).toEqual(['content_block_stop', 'message_delta', 'message_stop']);
    expect(text(seen)).toContain('"stop_reason":"refusal"');
    expect(text(seen)).toContain('"category":"cyber"');
  });

  it('take names from events and add events that nobody knows', async () => {
    world.faults.add({ host: 'api.anthropic.com', action: 'unnamed-events', times: 1 });
    expect(named(await askClaude())).toEqual([]);
    world.faults.add({ host: 'api.anthropic.com', action: 'unknown-event', times: 1 });
    expect(named(await askClaude())).toContain('weather');
  });

  it('expire a token, unshare a page and move the clock', async () => {
    world.faults.set([{ action: 'clock-jump', milliseconds: 3_600_000, times: 1 }]);
    const before = world.clock.now();
    await askNotion();
    expect(world.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    world.faults.set([{ host: 'api.notion.com', action: 'unshare', times: 1 }]);
    expect([(await askNotion()).status, (await askNotion()).status]).toEqual([404, 404]);
    world.notion.hide(HANDBOOK, false);
    world.faults.set([{ host: 'api.notion.com', token: 'ntn_acme_pat', action: 'expire-token' }]);
    const asPerson = async (): Promise<number> => {
      const headers = { authorization: 'Bearer ntn_acme_pat', 'notion-version': '2026-03-11' };
      return (await fetch(`http://127.0.0.1:${world.plain.notionApi}/v1/users/me`, { headers })).status;
    };
    expect(await asPerson()).toBe(200); // the plain port has another host
    world.notion.expireToken('ntn_acme_pat');
    expect(await asPerson()).toBe(401);
  });

  it('are noted with the requests that they struck', async () => {
    world.faults.add({ host: 'api.notion.com', action: 'status', status: 500, times: 1 });
    await askNotion();
    await askNotion();
    expect(world.requests.all({ host: 'api.notion.com' }).map(({ status, faults }) => [status, faults])).toEqual([
      [500, ['status']],
      [200, []],
    ]);
  });
});
