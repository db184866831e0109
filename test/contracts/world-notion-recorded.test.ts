import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idInUrl } from '../world/notion/ids.ts';
import { startWorld, type World } from '../world/start.ts';
import { shapeDifferences } from './json-shape.ts';
import { readCassettes, type RecordedExchange } from './recorded-exchanges.ts';
import { BOT, ROOT, smallWorkspace, TASKS, TASKS_SOURCE } from './world-workspace.ts';

const cassettes = readCassettes();
const ID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;
/** The page under which the recordings work, and the bot that made them. */
const RECORDED_ROOT = '393abc1e-edcd-80f3-813b-e205934558c6';
const RECORDED_BOT = '7775f3a3-893f-43fa-b625-460c61094c78';

/** What the world does not serve: none of it is in the way of reading pages and writing them. */
const NOT_SERVED = [
  /\/v1\/(views|file_uploads|custom_emojis)/,
  /\/templates/,
  /^(POST|PATCH) \S*\/v1\/(databases|data_sources)(\/[^/]+)?$/,
];

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()] });
});
afterAll(() => world.close());

/** Repeats a recorded exchange against the world, with ids as the world gave them. */
async function repeat(
  exchange: RecordedExchange,
  ids: Map<string, string>,
): Promise<{ status: number; body: unknown }> {
  const ours = (text: string): string =>
    text.replaceAll(ID, (id) => ids.get(idInUrl(id) ?? '') ?? standIn(exchange.uri, id));
  const { pathname, search } = new URL(exchange.uri);
  const response = await fetch(`http://127.0.0.1:${world.plain.notionApi}${ours(pathname + search)}`, {
    method: exchange.method,
    headers: {
      'notion-version': '2025-09-03',
      authorization: `Bearer ${exchange.status === 401 ? 'nobody' : 'ntn_acme_full'}`,
    },
    ...(exchange.method === 'GET' || exchange.method === 'DELETE' ? {} : { body: ours(exchange.requestBody) }),
  });
  return { status: response.status, body: await response.json() };
}

/** A database that was made by a request that the world does not serve is the world's own. */
function standIn(uri: string, id: string): string {
  if (uri.includes('/databases/')) return TASKS;
  return uri.includes('/data_sources/') ? TASKS_SOURCE : id;
}

/** Learns which of the world's ids stands for which recorded one. */
function learn(theirs: unknown, ours: unknown, ids: Map<string, string>): void {
  if (typeof theirs === 'string' && typeof ours === 'string') {
    const [from, to] = [idInUrl(theirs), idInUrl(ours)];
    if (from !== undefined && to !== undefined && !ids.has(from)) ids.set(from, to);
  } else if (typeof theirs === 'object' && typeof ours === 'object' && theirs !== null && ours !== null) {
    for (const [key, value] of Object.entries(theirs)) learn(value, Reflect.get(ours, key), ids);
  }
}

const isServed = (exchange: RecordedExchange): boolean =>
  exchange.uri.startsWith('https://api.notion.com/') &&
  !NOT_SERVED.some((pattern) => pattern.test(`${exchange.method} ${exchange.uri.replace(/\?.*/, '')}`)) &&
  !(exchange.method === 'DELETE' && exchange.responseBody.includes('"type":"child_database"'));

const all = [...(cassettes ?? [])];
const served = all
  .map(([file, exchanges]) => [file, exchanges.filter(isServed)] as const)
  .filter(([, kept]) => kept.length > 0);

if (!cassettes) console.log('recorded Notion exchanges: not run, ../shared/data is absent');
describe.runIf(cassettes)('the simulated Notion beside recorded exchanges', () => {
  it.each(served)('answers in the recorded shape: %s', async (_file, exchanges) => {
    world.clock.advance(61_000);
    const ids = new Map([
      [RECORDED_ROOT, ROOT],
      [RECORDED_BOT, BOT],
    ]);
    for (const exchange of exchanges) {
      const { status, body } = await repeat(exchange, ids);
      const recorded: unknown = JSON.parse(exchange.responseBody);
      const differences = status === exchange.status ? shapeDifferences(recorded, body) : [JSON.stringify(body)];
      expect({ uri: exchange.uri, status, differences }).toEqual({
        uri: exchange.uri,
        status: exchange.status,
        differences: [],
      });
      learn(recorded, body, ids);
    }
  });

  it('was held to most of what is recorded', () => {
    const repeated = served.flatMap(([, exchanges]) => exchanges).length;
    const total = all.flatMap(([, exchanges]) => exchanges).length;
    console.log(`repeated ${repeated} of ${total} recorded exchanges`);
    expect(repeated).toBeGreaterThan(total / 2);
  });
});
