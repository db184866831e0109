import { beforeEach, describe, expect, it } from 'vitest';
import { Failure, factsOf } from '../../lib/base/failure.ts';
import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import { guardCalls } from '../../lib/flows/guard-calls.ts';
import type { NotionReader } from '../../lib/mirror/notion-reader.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';
import { VirtualTime } from '../world/virtual-time.ts';

const SECOND = 1_000;
const NEVER = new AbortController().signal;
const PAGE = parsePageId('0123456789abcdef0123456789abcdef') ?? expect.unreachable('not an id');

describe('guarded readers of one connection', () => {
  let clock: VirtualTime;
  let breakers: ReturnType<typeof createMemoryBreakers>;
  let requests: number;
  /** What calls meet now, and how long each takes. */
  let failure: FailureFacts | undefined;
  let tookMs: number;
  let reader: NotionReader;
  let background: NotionReader;

  /** One life of the worker. */
  const begin = (connection = 'one'): void => {
    const guarded = guardCalls({ breakers, clock, chance: { unit: () => 0.5 } }, connection, 'Fernway');
    const ask = async (): Promise<object> => {
      requests += 1;
      const met = failure;
      await clock.sleep(tookMs);
      if (met !== undefined) throw new Failure(met);
      return {};
    };
    const notion = { page: ask, whoAmI: ask, searchTitles: ask } as object as NotionReader;
    reader = guarded.reader(notion);
    background = guarded.reader(notion);
  };

  beforeEach(() => {
    clock = new VirtualTime(0);
    breakers = createMemoryBreakers();
    requests = 0;
    failure = undefined;
    tookMs = 100;
    begin();
  });

  const told = (call: Promise<unknown>): Promise<string> =>
    call.then(
      () => 'read',
      (error: unknown) => (error instanceof Failure ? factsOf(error).code : 'stopped'),
    );
  const read = (by = reader, signal = NEVER): Promise<string> => told(by.page(PAGE, signal));
  const failTimes = async (times: number, code: FailureCode, retryAfterMs?: number): Promise<void> => {
    failure = { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    for (let turn = 0; turn < times; turn += 1) await clock.run(read());
    requests = 0;
  };

  it('ask nothing of a Notion that is down, and say at once what the last call said', async () => {
    await failTimes(3, 'notion-unavailable');
    expect(await clock.run(read())).toBe('notion-unavailable');
    expect(await clock.run(read(background))).toBe('notion-unavailable');
    expect(requests).toBe(0);
  });

  it('say how long that will last', async () => {
    await failTimes(3, 'notion-unavailable');
    const error: unknown = await clock.run(reader.page(PAGE, NEVER).catch((reason: unknown) => reason));
    expect(factsOf(error).retryAfterMs).toBe(15 * SECOND);
  });

  it.each([
    'notion-not-shared',
    'notion-restricted',
    'notion-token-invalid',
    'notion-rate-limited',
    'offline',
  ] as const)('go on asking after %s', async (code) => {
    await failTimes(6, code);
    await clock.run(read());
    expect(requests).toBe(1);
  });

  it('take calls that failed together for one failure', async () => {
    failure = { code: 'notion-error' };
    await clock.run(Promise.all([read(), read(), read(background), read(background)]));
    requests = 0;
    await clock.run(read());
    expect(requests).toBe(1);
  });

  it('send one probe when the time has come, for which the others wait', async () => {
    await failTimes(3, 'notion-unavailable');
    failure = undefined;
    await clock.advance(15 * SECOND);
    const all = await clock.run(Promise.all([read(), read(background), read(), read(background)]));
    expect(all).toEqual(['read', 'read', 'read', 'read']);
    expect(breakers.rows.get('notion:one')?.state).toBe('closed');
  });

  it('send no more than the probe while Notion is still down', async () => {
    await failTimes(3, 'notion-unavailable');
    await clock.advance(15 * SECOND);
    await clock.run(Promise.all([read(), read(background), read(), read(background)]));
    expect(requests).toBe(1);
  });

  it('know of an outage after the death of the worker', async () => {
    await failTimes(3, 'notion-unavailable');
    begin();
    expect(await clock.run(read())).toBe('notion-unavailable');
    expect(requests).toBe(0);
  });

  it('hold back all connections to a workspace that asked for a pause, and them alone', async () => {
    await failTimes(1, 'notion-workspace-limited', 30 * SECOND);
    begin('two');
    expect(await clock.run(read())).toBe('notion-workspace-limited');
    expect(requests).toBe(0);
    failure = undefined;
    await clock.advance(30 * SECOND);
    expect(await clock.run(read())).toBe('read');
  });

  it('always let a person test the connection, and learn from it', async () => {
    await failTimes(3, 'notion-unavailable');
    failure = undefined;
    expect(await clock.run(told(reader.whoAmI(NEVER)))).toBe('read');
    expect(await clock.run(told(reader.whoAmI(NEVER)))).toBe('read');
    expect(await clock.run(read())).toBe('read');
  });

  it('end a call that waits for a probe when its person stops it', async () => {
    await failTimes(3, 'notion-unavailable');
    await clock.advance(15 * SECOND);
    tookMs = 60 * SECOND;
    const person = new AbortController();
    const probe = read();
    const waiting = read(reader, person.signal);
    await clock.advance(SECOND);
    person.abort(new Error('stopped'));
    expect(await waiting).toBe('stopped');
    expect(await clock.run(probe)).toBe('notion-unavailable');
    expect(requests).toBe(1);
  });

  it('read on although the breakers cannot be stored', async () => {
    const all = (): Promise<never> => Promise.reject(new Failure('storage-broken'));
    const guarded = guardCalls({ breakers: { all, change: all }, clock, chance: { unit: () => 0 } }, 'one', 'x');
    const notion = { page: async () => ({}) } as object as NotionReader;
    expect(await read(guarded.reader(notion))).toBe('read');
  });
});
