import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { Clock } from '../../lib/base/ports.ts';
import { Secret } from '../../lib/base/secret.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import { CLAUDE_FAULTS } from '../world/claude-faults.ts';
import type { World } from '../world/start.ts';
import { CLAUDE_KEY, startWorld } from '../world/start.ts';
import type { Outcome } from './claude-door.ts';
import { aDoor, aRequest, createHandClock, outcomeOf } from './claude-door.ts';

/** What each named fault is, as the adapter tells it: a failure code, or how the answer ends. */
const CAUSES: Readonly<Record<string, FailureCode | 'done' | 'refusal' | 'length' | 'paused'>> = {
  'overloaded-http-529': 'model-overloaded',
  'overloaded-first-event': 'model-overloaded',
  'overloaded-mid-stream': 'model-overloaded',
  'api-error-500': 'claude-error',
  'api-error-mid-stream': 'claude-error',
  'timeout-504': 'claude-timeout',
  'bad-gateway-html': 'claude-unavailable',
  'unavailable-503': 'claude-unavailable',
  'rate-limited': 'claude-rate-limited',
  'ramp-limited': 'claude-ramp-limited',
  'spend-limit-enforced': 'claude-spend-limit',
  'spend-limit-contract': 'claude-spend-limit',
  'spend-limit-user-400': 'claude-spend-limit',
  'billing-402': 'claude-billing',
  'key-invalid-401': 'claude-key-invalid',
  'cors-401': 'claude-refused-request',
  'permission-403': 'claude-key-forbidden',
  'organization-on-hold-400': 'claude-on-hold',
  'model-missing-404': 'model-missing',
  'prompt-too-long-400': 'prompt-too-long',
  'too-large-413': 'prompt-too-long',
  'invalid-request-400': 'claude-refused-request',
  refusal: 'refusal',
  'max-tokens': 'length',
  'context-window-exceeded': 'length',
  'pause-turn': 'paused',
  'clean-cut': 'claude-cut',
  'reset-before-headers': 'claude-unreachable',
  'reset-mid-stream': 'claude-cut',
  'stall-silent': 'claude-silent',
  'stall-with-pings': 'claude-timeout',
  'slow-headers': 'claude-silent',
  'slow-drip': 'done',
  'captive-portal': 'claude-portal',
  'json-instead-of-sse': 'claude-garbled',
  'unnamed-events': 'claude-garbled',
  'unknown-event': 'done',
  'split-utf8': 'done',
  'broken-utf8': 'claude-garbled',
  dns: 'claude-unreachable',
};

const REQUEST = aRequest({
  turns: [
    {
      role: 'user',
      text: 'Summarize the page in German: die Größe der Flächen, das Budget.',
      sources: [
        {
          title: 'Plan',
          url: 'https://www.notion.so/plan',
          items: ['Die Größe beträgt 40 m².', 'Das Budget ist 40.000 €.', 'Ana führt das Vorhaben.'],
        },
      ],
    },
  ],
});

let world: World;
const told: string[] = [];

beforeAll(async () => {
  world = await startWorld({ workspaces: [], firstTokenMs: 1, tokenDelayMs: 0 });
});
afterEach(() => world.faults.clear());
afterAll(async () => {
  console.log(`claude world: ${told.length} of ${Object.keys(CLAUDE_FAULTS).length} named faults told apart`);
  await world.close();
});

function portTo(clock: Clock = createHandClock()) {
  const door = { key: async () => new Secret(CLAUDE_KEY), baseUrl: `http://127.0.0.1:${world.plain.claude}`, clock };
  return createClaudePort(aDoor(door));
}

/** Time that runs two hundred times as fast: what waits for half a minute is over at once. */
function createFastClock(): Clock & Disposable {
  const clock = createHandClock();
  const timer = setInterval(() => clock.turn(1000), 5);
  return { now: clock.now, sleep: clock.sleep, [Symbol.dispose]: () => clearInterval(timer) };
}

function ending({ events, failure }: Outcome): string {
  const last = events.at(-1);
  return failure?.code ?? (last?.type === 'answer-end' ? last.stopped : 'nothing');
}

describe('a fault of the simulated world', () => {
  // Here the service is reached by its port, under no host's name.
  const named = Object.entries(CLAUDE_FAULTS).map(
    ([
      name,
      {
        rule: { host: _host, ...rule },
      },
    ]) => ({ name, rule, cause: CAUSES[name] }),
  );
  const timed = new Set(['stall-silent', 'stall-with-pings', 'slow-headers']);

  it.each(named.filter(({ name }) => !timed.has(name)))(
    'is told apart: $name is $cause',
    async ({ name, rule, cause }) => {
      world.faults.add(rule);
      expect(ending(await outcomeOf(portTo(), REQUEST))).toBe(cause);
      told.push(name);
    },
  );

  it.each(named.filter(({ name }) => name === 'stall-silent' || name === 'slow-headers'))(
    'is told apart: $name is $cause',
    async ({ name, rule, cause }) => {
      world.faults.add(rule);
      using clock = createFastClock();
      expect(ending(await outcomeOf(portTo(clock), REQUEST))).toBe(cause);
      told.push(name);
    },
  );

  it('is told apart: stall-with-pings is claude-timeout', async () => {
    world.faults.add({ action: 'stall', afterEvents: 8, pings: true });
    const clock = createHandClock();
    const pinged = async () => {
      let events = 0;
      for await (const event of portTo(clock).answer('claude-sonnet-5-5', REQUEST, new AbortController().signal)) {
        events += 1;
        if (event.type === 'alive' && events > 8) clock.turn(28_000);
      }
    };
    await expect(pinged()).rejects.toMatchObject({ code: CAUSES['stall-with-pings'] });
    told.push('stall-with-pings');
  }, 20_000);

  it('has a cause of its own in the list above', () => {
    expect(Object.keys(CLAUDE_FAULTS).filter((name) => CAUSES[name] === undefined)).toEqual([]);
    expect(named.length).toBeGreaterThan(35);
  });
});

it('asks every model that the world lists in a form that it accepts', async () => {
  const port = portTo();
  const models = await port.models(new AbortController().signal);
  expect(models.length).toBeGreaterThan(5);
  const signal = new AbortController().signal;
  const answered: string[] = [];
  for (const { id } of models) {
    for await (const event of port.answer(id, REQUEST, signal)) if (event.type === 'answer-end') answered.push(id);
    expect(await port.countTokens(id, REQUEST, signal)).toBeGreaterThan(10);
  }
  expect(answered).toEqual(models.map(({ id }) => id));
});

it('asks the models of its own table in a form that they accept, before it has heard of any', async () => {
  const listed = new Set((await portTo().models(new AbortController().signal)).map(({ id }) => id));
  const known = KNOWN_MODELS.filter(({ id }) => listed.has(id));
  expect(known.length).toBeGreaterThan(4);
  const answered: string[] = [];
  for (const { id } of known) {
    const events = portTo().answer(id, REQUEST, new AbortController().signal);
    for await (const event of events) if (event.type === 'answer-end') answered.push(id);
  }
  expect(answered).toEqual(known.map(({ id }) => id));
});

it('cites what the answer was taken from', async () => {
  const { events, text } = await outcomeOf(portTo(), REQUEST);
  const citations = events.flatMap((event) => (event.type === 'citation-add' ? [event.citation] : []));
  expect(citations.length).toBeGreaterThan(0);
  for (const { start, citedText } of citations) {
    expect(REQUEST.turns[0]?.sources?.[0]?.items[start]).toBe(citedText);
    expect(text).toContain(citedText);
  }
});

it('pays less for a page that is asked about again', async () => {
  const long = {
    title: 'Plan',
    url: 'https://www.notion.so/plan',
    items: Array.from({ length: 300 }, (_, at) => `Point ${at} of the plan says something.`),
  };
  const request = (question: string) =>
    aRequest({ cachePrefix: true, turns: [{ role: 'user', text: question, sources: [long] }] });
  await outcomeOf(portTo(), request('What does point 7 say?'));
  const { events } = await outcomeOf(portTo(), request('What does point 9 say?'));
  const last = events.at(-1);
  expect(last?.type === 'answer-end' ? last.usage.cacheReadTokens : 0).toBeGreaterThan(1000);
});
