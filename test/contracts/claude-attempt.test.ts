import { describe, expect, it } from 'vitest';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import { Failure } from '../../lib/base/failure.ts';
import { apiError, ended, frame, START, STOP, stream, TEXT } from './claude-answers.ts';
import { aDoor, aRequest, aSource, beginAnswer, createHandClock, KEY, outcomeOf, serve } from './claude-door.ts';

it.each([
  ['max_tokens', 'length'],
  ['refusal', 'refusal'],
  ['pause_turn', 'paused'],
  ['model_context_window_exceeded', 'length'],
  ['stop_sequence', 'done'],
  ['a_reason_of_tomorrow', 'done'],
])('ends an answer that stopped for %s as %s', async (reason, stopped) => {
  await using server = await serve((_request, response) => stream([START, TEXT, ended(reason), STOP])(response));
  const { events } = await outcomeOf(createClaudePort(aDoor({ baseUrl: server.url })));
  expect(events.at(-1)).toMatchObject({ type: 'answer-end', stopped });
});

it('says that the device is offline when it is', async () => {
  const door = aDoor({ isOnline: () => false, fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
  expect((await outcomeOf(createClaudePort(door))).failure?.code).toBe('offline');
});

it('passes a failure of the key or of the way out through as it is', async () => {
  const locked = aDoor({ key: () => Promise.reject(new Failure('vault-locked')) });
  expect((await outcomeOf(createClaudePort(locked))).failure?.code).toBe('vault-locked');
  const closed = aDoor({ fetch: () => Promise.reject(new Failure('host-not-granted')) });
  expect((await outcomeOf(createClaudePort(closed))).failure?.code).toBe('host-not-granted');
});

it('lets a bug of ours be seen', async () => {
  const door = aDoor({ fetch: () => Promise.reject(new RangeError('ours')) });
  await expect(outcomeOf(createClaudePort(door))).rejects.toThrow('ours');
});

it('passes over events that nobody knows, as signs of life', async () => {
  const strange = { type: 'mood_update', mood: 'sunny' };
  const ping = { type: 'ping' };
  await using server = await serve((_request, response) =>
    stream([
      START,
      strange,
      ping,
      TEXT,
      { ...TEXT, delta: { type: 'mood_delta' } } as typeof TEXT,
      ended('end_turn'),
      STOP,
    ])(response),
  );
  const { events, text } = await outcomeOf(createClaudePort(aDoor({ baseUrl: server.url })));
  expect(text).toBe('So far ');
  expect(events.filter((event) => event.type === 'alive')).toHaveLength(4);
});

it('gives up a stream after 30 seconds without a byte, and not before', async () => {
  const clock = createHandClock();
  let push: (event: { type: string }) => void = () => undefined;
  await using server = await serve((_request, response) => {
    stream([START], 'stall')(response);
    push = (event) => void response.write(frame(event));
  });
  const events = beginAnswer(aDoor({ baseUrl: server.url, clock }));
  expect((await events.next()).value).toMatchObject({ type: 'answer-start', requestId: 'req_1' });
  for (let round = 0; round < 3; round += 1) {
    clock.turn(29_000);
    push({ type: 'ping' });
    expect((await events.next()).value).toEqual({ type: 'alive' });
  }
  const next = events.next();
  clock.turn(30_000);
  await expect(next).rejects.toMatchObject({ code: 'claude-silent' });
});

it('gives up a stream that only pings after two minutes, however long it went on before', async () => {
  const clock = createHandClock();
  let push: (event: { type: string }) => void = () => undefined;
  await using server = await serve((_request, response) => {
    stream([START], 'stall')(response);
    push = (event) => void response.write(frame(event));
  });
  const events = beginAnswer(aDoor({ baseUrl: server.url, clock }));
  await events.next();
  for (let round = 0; round < 10; round += 1) {
    clock.turn(25_000);
    push(TEXT);
    expect((await events.next()).value).toMatchObject({ type: 'text-delta' });
  }
  for (let round = 0; round < 4; round += 1) {
    clock.turn(29_000);
    push({ type: 'ping' });
    expect((await events.next()).value).toEqual({ type: 'alive' });
  }
  const next = events.next();
  clock.turn(4_000);
  await expect(next).rejects.toMatchObject({ code: 'claude-timeout' });
});

it('waits 30 seconds for the first byte', async () => {
  const clock = createHandClock();
  const asked = Promise.withResolvers<void>();
  await using server = await serve(() => asked.resolve());
  const outcome = outcomeOf(createClaudePort(aDoor({ baseUrl: server.url, clock })));
  await asked.promise;
  clock.turn(30_000);
  expect((await outcome).failure?.code).toBe('claude-silent');
});

it('throws the person’s reason when it is stopped, and closes the connection', async () => {
  const closed = Promise.withResolvers<void>();
  await using server = await serve((request, response) => {
    request.socket.on('close', () => closed.resolve());
    stream([START, TEXT], 'stall')(response);
  });
  const stop = new AbortController();
  const events = beginAnswer(aDoor({ baseUrl: server.url }), stop.signal);
  await events.next();
  await events.next();
  const next = events.next();
  stop.abort('stopped by the person');
  await expect(next).rejects.toBe('stopped by the person');
  await closed.promise;
});

it('closes the connection when nobody wants more', async () => {
  const closed = Promise.withResolvers<void>();
  await using server = await serve((request, response) => {
    request.socket.on('close', () => closed.resolve());
    stream([START, TEXT], 'stall')(response);
  });
  const port = createClaudePort(aDoor({ baseUrl: server.url }));
  for await (const event of port.answer('claude-sonnet-5-5', aRequest(), new AbortController().signal)) {
    if (event.type === 'text-delta') break;
  }
  await expect(closed.promise).resolves.toBeUndefined();
});

it('sends nothing when it is stopped before it began', async () => {
  await using server = await serve((_request, response) => response.end());
  const events = createClaudePort(aDoor({ baseUrl: server.url })).answer('m', aRequest(), AbortSignal.abort('early'));
  await expect(events[Symbol.asyncIterator]().next()).rejects.toBe('early');
  expect(server.requests).toHaveLength(0);
});

it('carries the key in its one header, and nowhere in a failure', async () => {
  await using server = await serve((_request, response) =>
    apiError(401, 'authentication_error', `bad key ${KEY}`)(response),
  );
  const { failure } = await outcomeOf(createClaudePort(aDoor({ baseUrl: server.url })));
  expect(server.requests[0]?.headers).toMatchObject({
    authorization: `Bearer ${KEY}`,
    'anthropic-version': '2026-10-21',
    'anthropic-dangerous-direct-browser-access': 'true',
  });
  expect(JSON.stringify(failure?.facts) + failure?.stack).not.toContain(KEY);
});

it('maps citations to what was sent, and drops those that lead nowhere', async () => {
  const cite = (search_result_index: number, start_block_index: number, end_block_index: number) => ({
    type: 'content_block_delta',
    index: 2,
    delta: {
      type: 'citations_delta',
      citation: {
        type: 'search_result_location',
        search_result_index,
        start_block_index,
        end_block_index,
        cited_text: 'Two.',
      },
    },
  });
  const elsewhere = { ...cite(0, 0, 1), delta: { type: 'citations_delta', citation: { type: 'char_location' } } };
  await using server = await serve((_request, response) =>
    stream([
      START,
      cite(1, 1, 2),
      cite(2, 0, 1),
      cite(0, 2, 4),
      cite(0, 1, 1),
      elsewhere,
      TEXT,
      ended('end_turn'),
      STOP,
    ])(response),
  );
  const turns = [
    { role: 'user', text: 'First?', sources: [aSource] },
    { role: 'assistant', text: 'Yes.' },
    { role: 'user', text: 'Then?', sources: [aSource] },
  ] as const;
  const { events } = await outcomeOf(createClaudePort(aDoor({ baseUrl: server.url })), aRequest({ turns }));
  const citations = events.flatMap((event) => (event.type === 'citation-add' ? [event] : []));
  expect(citations).toEqual([
    { type: 'citation-add', block: 2, citation: { source: 1, start: 1, end: 2, citedText: 'Two.' } },
  ]);
});

it.each([
  [{ 'retry-after': '12' }, 12_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT', date: 'Sat, 21 Nov 2026 12:00:10 GMT' }, 20_000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT', date: 'Sat, 21 Nov 2026 12:00:00 GMT' }, 0],
  [{ 'retry-after': '99999999999' }, 3_600_000],
  [{ 'retry-after': '-5' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
])('obeys %o within reason', async (headers, expected) => {
  await using server = await serve((_request, response) =>
    apiError(529, 'overloaded_error', 'x', undefined, headers)(response),
  );
  const { failure } = await outcomeOf(createClaudePort(aDoor({ baseUrl: server.url })));
  expect(failure?.facts.retryAfterMs).toBe(expected);
});

describe('a connection that breaks right after the service told of trouble', () => {
  const told = (status: number, type: string) => async (): Promise<Response> =>
    Response.json({ type: 'error', error: { type, message: 'x' } }, { status });
  const broken = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));

  /** One port whose requests come to this, one after the other; each after so long. */
  async function causesOf(...steps: readonly (readonly [() => Promise<Response>, number?, string?])[]) {
    const clock = createHandClock();
    let next = broken;
    const port = createClaudePort(aDoor({ clock, fetch: () => next() }));
    const causes: unknown[] = [];
    for (const [step, afterMs = 0, model = 'claude-sonnet-5-5'] of steps) {
      clock.turn(afterMs);
      next = step;
      const events = port.answer(model, aRequest(), new AbortController().signal)[Symbol.asyncIterator]();
      causes.push(
        await events.next().then(
          () => 'answered',
          (error: unknown) => (error instanceof Failure ? { ...error.facts } : error),
        ),
      );
    }
    return causes;
  }

  it.each([
    [500, 'api_error', 'claude-error'],
    [503, 'api_error', 'claude-unavailable'],
    [529, 'overloaded_error', 'model-overloaded'],
  ])('keeps the cause of a %i for a minute, and nothing else of it', async (status, type, code) => {
    const causes = await causesOf([told(status, type)], [broken, 59_000], [broken, 2_000]);
    const model = 'claude-sonnet-5-5';
    expect(causes.slice(1)).toEqual([
      { code, model },
      { code: 'claude-unreachable', model },
    ]);
    expect(causes[0]).toMatchObject({ code, status });
  });

  it('does not keep it past another answer', async () => {
    const causes = await causesOf([told(503, 'api_error')], [told(429, 'rate_limit_error')], [broken]);
    expect(causes[2]).toMatchObject({ code: 'claude-unreachable' });
  });

  it('does not blame one model for the load of another', async () => {
    const load = await causesOf([told(529, 'overloaded_error')], [broken, 0, 'claude-haiku-5-5']);
    expect(load[1]).toMatchObject({ code: 'claude-unreachable', model: 'claude-haiku-5-5' });
    const down = await causesOf([told(503, 'api_error')], [broken, 0, 'claude-haiku-5-5']);
    expect(down[1]).toMatchObject({ code: 'claude-unavailable', model: 'claude-haiku-5-5' });
  });
});
