import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { Clock } from '../../lib/base/ports.ts';
import { plainFacts } from '../../lib/models/plain-facts.ts';
import { OPENAI_FAULTS } from '../world/openai/faults.ts';
import type { World } from '../world/start.ts';
import { startWorld } from '../world/start.ts';
import { aRequest, aSource, createHandClock } from './claude-door.ts';
import { openAiPort } from './openai-door.ts';

/** What each named fault is, as the adapter tells it: a failure code, or how the answer ends. */
const CAUSES: Readonly<Record<string, FailureCode | 'done'>> = {
  'openai-key-invalid': 'claude-key-invalid',
  'openai-quota': 'claude-billing',
  'openai-rate-limited': 'claude-rate-limited',
  'openai-model-missing': 'model-missing',
  'openai-too-long': 'prompt-too-long',
  'openai-server-error': 'claude-error',
  'openai-overloaded': 'model-overloaded',
  'openai-foreign-origin': 'provider-origin',
  'openai-bad-gateway': 'claude-unavailable',
  'openai-portal': 'claude-portal',
  'openai-reset': 'claude-unreachable',
  'openai-cut': 'claude-cut',
  'openai-break': 'claude-cut',
  'openai-stall': 'claude-silent',
  'openai-slow-headers': 'claude-silent',
  'openai-error-mid-stream': 'model-overloaded',
  'openai-drip': 'done',
  'openai-split-utf8': 'done',
  'openai-unknown-event': 'done',
};

const REQUEST = aRequest({
  turns: [
    {
      role: 'user',
      text: 'Summarize the page: die Größe der Flächen.',
      sources: [
        { ...aSource, items: ['Die Größe beträgt 40 m².', 'Das Budget ist 40.000 €.', 'Ana führt das Vorhaben.'] },
      ],
    },
  ],
});
const NEVER = new AbortController().signal;

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [], firstTokenMs: 1, tokenDelayMs: 0 });
});
afterEach(() => {
  world.faults.clear();
  world.claudeSettings.refusesForeignOrigins = false;
});
afterAll(() => world.close());

const portTo = (clock: Clock = createHandClock(), origin?: string) =>
  openAiPort(`http://127.0.0.1:${world.plain.openai}/v1`, {
    clock,
    key: async () => undefined,
    header: 'none',
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, ...(origin === undefined ? {} : { origin }) } }),
  });

async function ending(
  port: ReturnType<typeof portTo>,
  model = 'small-local-model',
  request = REQUEST,
): Promise<string> {
  try {
    for await (const event of port.answer(model, request, NEVER)) if (event.type === 'answer-end') return event.stopped;
  } catch (error) {
    return error instanceof Error ? error.message : 'no error';
  }
  return 'nothing';
}

it.each(Object.entries(OPENAI_FAULTS).map(([name, { rule }]) => ({ name, rule, cause: CAUSES[name] })))(
  'tells apart: $name is $cause',
  async ({ rule, cause }) => {
    world.faults.add(rule);
    const clock = createHandClock();
    // Time that runs two hundred times as fast: what waits for half a minute is over at once.
    const timer = setInterval(() => clock.turn(1000), 5);
    try {
      expect(await ending(portTo(clock))).toBe(cause);
    } finally {
      clearInterval(timer);
    }
  },
);

it('answers an extension that it was not told of with 403, and its own computer as ever', async () => {
  world.claudeSettings.refusesForeignOrigins = true;
  expect(await ending(portTo(undefined, 'chrome-extension://abcdef'))).toBe('provider-origin');
  expect(await ending(portTo(undefined, `http://127.0.0.1:${world.plain.openai}`))).toBe('done');
});

it('says which models there are and how much each holds, and refuses more than that', async () => {
  const models = await portTo().models(NEVER);
  expect(models).toEqual([
    plainFacts('small-local-model', undefined, 32_768),
    plainFacts('tiny-local-model', undefined, 2_048),
  ]);
  const long = aRequest({ turns: [{ role: 'user', text: 'A word and another. '.repeat(1_000) }] });
  expect(await ending(portTo(), 'tiny-local-model', long)).toBe('prompt-too-long');
  expect(await ending(portTo(), 'a-model-of-nobody')).toBe('model-missing');
});

it('ends an answer at the limit that was asked for', async () => {
  expect(await ending(portTo(), 'small-local-model', { ...REQUEST, maxTokens: 2 })).toBe('length');
});
