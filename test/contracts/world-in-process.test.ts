import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openInProcess, type InProcessWorld } from '../world/in-process.ts';
import { startWorld, type World } from '../world/start.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';
import { HANDBOOK, smallWorkspace } from './world-workspace.ts';

const HEADERS = { authorization: 'Bearer ntn_acme_full', 'notion-version': '2026-03-11' };
const ADDRESS = 'https://api.notion.com/v1';

let time: VirtualTime;
let near: InProcessWorld;
beforeEach(() => {
  time = new VirtualTime();
  near = openInProcess({ workspaces: [smallWorkspace()], clock: time });
});
const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  near.fetch(`${ADDRESS}/${path}`, { headers: HEADERS, ...init });
const search = JSON.stringify({ query: 'task', page_size: 5 });

describe('the world in process', () => {
  let far: World;
  beforeAll(async () => {
    far = await startWorld({ workspaces: [smallWorkspace()], now: new Date('2026-11-21T12:00:00Z') });
  });
  afterAll(() => far.close());

  it.each([
    ['GET', `pages/${HANDBOOK}`],
    ['GET', `pages/${HANDBOOK}/markdown?markdown_version=v2`],
    ['GET', 'pages/nonsense'],
    ['POST', 'search'],
  ])('answers %s %s as it does over a socket', async (method, path) => {
    const init = { method, headers: HEADERS, ...(method === 'POST' ? { body: search } : {}) };
    const inProcess = await time.run(near.fetch(`${ADDRESS}/${path}`, init));
    const overSocket = await fetch(`http://127.0.0.1:${far.plain.notionApi}/v1/${path}`, init);
    const bare = async (response: Response) => ({
      status: response.status,
      type: response.headers.get('content-type'),
      body: { ...(await response.json()), request_id: '' },
    });
    expect(await bare(inProcess)).toEqual(await bare(overSocket));
  });

  it('lets time pass only while everybody waits, and as much of it as the requests take', async () => {
    const before = time.now();
    await time.run(Promise.all([get('users/me'), get('users/me')]));
    const together = time.now() - before;
    await time.run(get('users/me').then(() => get('users/me')));
    expect(together).toBeGreaterThanOrEqual(150);
    expect(together).toBeLessThanOrEqual(450);
    expect(time.now() - before - together).toBeGreaterThan(together / 2);
    expect(near.requests.all().map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('refuses the 181st request of a minute, and takes it when the time is over that it names', async () => {
    const answers = await time.run(Promise.all(Array.from({ length: 181 }, () => get('users/me'))));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    await time.advance(1000 * Number(refused[0]?.headers.get('retry-after')));
    expect((await time.run(get('users/me'))).status).toBe(200);
  });

  it('breaks connections and bodies as its faults say', async () => {
    near.faults.add({ action: 'reset', times: 1 });
    await expect(time.run(get('users/me'))).rejects.toThrow(TypeError);
    near.faults.add({ action: 'break', times: 1 });
    await expect(time.run(get('users/me').then((answer) => answer.text()))).rejects.toThrow(TypeError);
    near.faults.add({ action: 'stall', times: 1 });
    const impatient = new AbortController();
    const stalled = get('users/me', { signal: impatient.signal }).then((answer) => answer.text());
    const watchdog = time.sleep(5000).then(() => impatient.abort(new Error('too long')));
    await expect(time.run(stalled)).rejects.toThrow('too long');
    await watchdog;
    expect(near.requests.all().map(({ aborted }) => aborted)).toEqual([false, false, true]);
  });

  it('says so when nothing will ever wake the work that it waits for', async () => {
    await expect(time.run(new Promise(() => {}))).rejects.toThrow('nothing will wake it');
  });
});

describe('a generated workspace', () => {
  it('is the same for one seed and another for the next', () => {
    expect(generateWorkspace({ pages: 200 })).toEqual(generateWorkspace({ pages: 200 }));
    expect(generateWorkspace({ pages: 200, seed: 2 }).pages[0]?.id).not.toBe(
      generateWorkspace({ pages: 200 }).pages[0]?.id,
    );
  });

  it('has as many pages as asked, each reached from the top, with rows that have values', () => {
    const { pages, databases } = generateWorkspace({ pages: 1000 });
    const known = new Set([...pages.map(({ id }) => id), ...databases.map(({ dataSourceId }) => dataSourceId)]);
    expect(pages).toHaveLength(1000);
    expect(new Set(pages.map(({ id }) => id)).size).toBe(1000);
    expect(pages.filter(({ parent }) => parent.type !== 'workspace' && !known.has(parent.id))).toEqual([]);
    const rows = pages.filter(({ parent }) => parent.type === 'data_source_id');
    expect(rows).toHaveLength(600);
    expect(rows.every(({ properties }) => Object.keys(properties).length === 8)).toBe(true);
    expect(rows.filter(({ properties }) => JSON.stringify(properties['Before']).includes('[]')).length).toBeLessThan(
      10,
    );
  });
});
