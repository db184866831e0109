import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lookAtStatus, STATUS_ORIGINS } from '../../lib/adapters/status-pages/status-pages.ts';
import { createFetchDoor } from '../../lib/adapters/fetch-door/fetch-door.ts';
import { statusWord } from '../../lib/activity/status-report.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { WorldClock } from '../world/clock.ts';
import { StatusBoard } from '../world/status/page.ts';

const RECORDED = '../shared/data/claude/status';
const clock = createFakeClock();

/** The world's status pages behind our own door. */
function boardWithDoor() {
  const board = new StatusBoard(new WorldClock(new Date(0), () => 0));
  const asked: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const door = createFetchDoor(
    () => STATUS_ORIGINS,
    async (url, init) => {
      asked.push({ url, init });
      const address = new URL(url);
      const exchange = { host: address.hostname, method: 'GET', url: address, headers: {}, body: '' };
      const { status, headers, chunks } = board.answer(exchange);
      const body = Buffer.concat(chunks.map(({ bytes }) => Buffer.from(bytes)));
      return new Response(body, { status, ...(headers === undefined ? {} : { headers: { ...headers } }) });
    },
  );
  return { board, asked, door };
}

const answering = (body: BodyInit, status = 200) =>
  lookAtStatus({ fetch: async () => new Response(body, { status }), clock }, 'claude');

describe('the status pages', () => {
  it('tell that all is well, and what is not, by the names that they use themselves', async () => {
    const { board, door } = boardWithDoor();
    const calm = await lookAtStatus({ fetch: door, clock }, 'claude');
    expect(statusWord(calm, 'Claude Sonnet 5.5', clock.now())?.says).toBe('well');
    board.set('notion', [
      {
        name: 'API errors',
        impact: 'major',
        status: 'investigating',
        component: 'w0rldn0t10n2',
        componentStatus: 'major_outage',
      },
    ]);
    const bad = await lookAtStatus({ fetch: door, clock }, 'notion');
    expect(statusWord(bad, 'Notion: Fernway', clock.now())).toMatchObject({ says: 'trouble', words: 'API errors' });
  });

  it('are asked with no key, no cookie and no word of the person', async () => {
    const { asked, door } = boardWithDoor();
    await lookAtStatus({ fetch: door, clock }, 'claude');
    expect(asked.map(({ url }) => url)).toEqual(['https://anthropic.statuspage.io/api/v2/summary.json']);
    expect(asked[0]?.init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'manual' });
    expect(asked[0]?.init?.headers).toBeUndefined();
  });

  it.each([
    ['not-json', () => answering('<!doctype html><title>Sign in</title>')],
    ['refused', () => answering('Method not allowed', 405)],
    ['refused', () => answering('', 503)],
    ['unknown-form', () => answering('{"ok":true}')],
    ['unknown-form', () => answering('[]')],
    ['too-large', () => answering(`{"components":[],"incidents":[${' '.repeat(600_000)}]}`)],
    ['unreachable', () => lookAtStatus({ fetch: () => Promise.reject(new TypeError('failed')), clock }, 'claude')],
  ] as const)('are ignored as %s, which is named', async (fault, look) => {
    expect(await look()).toEqual({ page: 'claude', at: clock.now(), fault });
  });

  it('are not waited for', async () => {
    const silent = lookAtStatus({ fetch: () => new Promise(() => {}), clock }, 'claude');
    await clock.advance(5_000);
    expect(await silent).toMatchObject({ fault: 'too-slow' });
  });

  it('leave out what is no row, what is over, and names longer than a line', async () => {
    const look = await answering(
      JSON.stringify({
        components: [{ name: 'x'.repeat(5_000), status: 'operational' }, 7, null, { name: 'API' }],
        incidents: [
          { name: 'Over', status: 'resolved', components: [] },
          { name: 'On', status: 'monitoring', components: [{ name: 'API' }, { name: 3 }] },
        ],
      }),
    );
    expect(look.report?.components.map(({ name }) => name.length)).toEqual([200]);
    expect(look.report?.incidents).toEqual([{ name: 'On', status: 'monitoring', components: ['API'] }]);
  });

  it.runIf(existsSync(RECORDED))('read what Claude’s own page has sent', async () => {
    const incident = await answering(readFileSync(`${RECORDED}/summary-incident-2026-09-03.json`, 'utf8'));
    expect(statusWord(incident, 'Claude Opus 4.8', clock.now())?.says).toBe('trouble');
    const calm = await answering(readFileSync(`${RECORDED}/summary-operational.json`, 'utf8'));
    expect(statusWord(calm, 'Claude Opus 4.8', clock.now())?.says).toBe('well');
  });
});
