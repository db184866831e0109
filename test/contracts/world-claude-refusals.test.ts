import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { APIError, AuthenticationError, BadRequestError, NotFoundError } from '@anthropic-ai/sdk/core/error';
import { Messages } from '@anthropic-ai/sdk/resources/messages/messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAUDE_KEY, startWorld, type World } from '../world/start.ts';
import { smallWorkspace } from './world-workspace.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], firstTokenMs: 0, tokenDelayMs: 0 });
});
afterAll(() => world.close());

function base(apiKey = CLAUDE_KEY): BaseAnthropic {
  return new BaseAnthropic({
    apiKey,
    baseURL: `http://127.0.0.1:${world.plain.claude}`,
    maxRetries: 0,
    logLevel: 'off',
  });
}

describe('the simulated Claude, refusing', () => {
  const document = (enabled: boolean) => ({
    type: 'document' as const,
    source: { type: 'text' as const, media_type: 'text/plain' as const, data: 'x' },
    citations: { enabled },
  });
  const hello = { role: 'user', content: 'Hello' };
  const CASES: readonly (readonly [what: string, body: object, words: RegExp])[] = [
    [
      'an answer begun for it',
      { messages: [hello, { role: 'assistant', content: 'I' }] },
      /does not support assistant message prefill/,
    ],
    ['temperature', { temperature: 1 }, /temperature: Extra inputs are not permitted/],
    ['top_p', { top_p: 0.5 }, /top_p/],
    ['top_k', { top_k: 5 }, /top_k/],
    ['no thinking where it cannot stop', { thinking: { type: 'disabled' } }, /`disabled` is not supported/],
    [
      'a forced tool',
      { tools: [{ name: 'a', input_schema: { type: 'object' } }], tool_choice: { type: 'any' } },
      /tool_choice/,
    ],
    ['an unknown effort', { output_config: { effort: 'huge' } }, /does not support effort level 'huge'/],
    ['effort on an old model', { model: 'claude-haiku-4-5', output_config: { effort: 'low' } }, /effort/],
    ['more output than the model has', { max_tokens: 128_001 }, /128001 > 128000/],
    [
      'citations on text of a person',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'x', citations: [] }] }] },
      /citations/,
    ],
    [
      'citations on some documents',
      { messages: [{ role: 'user', content: [document(true), document(false)] }] },
      /all document blocks or on none/,
    ],
    [
      'citations with a schema',
      {
        messages: [{ role: 'user', content: [document(true)] }],
        output_config: { format: { type: 'json_schema', schema: {} } },
      },
      /Structured outputs/,
    ],
    [
      'documents in an answer',
      { messages: [{ role: 'assistant', content: [document(false)] }, hello] },
      /not permitted in assistant messages/,
    ],
    ['empty text', { messages: [{ role: 'user', content: ' ' }] }, /non-whitespace/],
    ['an empty turn', { messages: [{ role: 'assistant', content: [] }, hello] }, /non-empty content/],
    ['no messages', { messages: [] }, /at least one message/],
    [
      'five cache breakpoints',
      { system: Array.from({ length: 5 }, () => ({ type: 'text', text: 'x', cache_control: { type: 'ephemeral' } })) },
      /maximum of 4/,
    ],
    [
      'a prompt that is too long',
      { model: 'claude-haiku-4-5', messages: [{ role: 'user', content: 'word '.repeat(160_000) }] },
      /prompt is too long: \d+ tokens > 200000 maximum/,
    ],
  ];

  it.each(CASES)('refuses %s', async (_what, body, words) => {
    const refused = await base()
      .post('/v1/messages', { body: { model: 'claude-sonnet-5-5', max_tokens: 100, messages: [hello], ...body } })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BadRequestError);
    expect(refused instanceof APIError && refused.message).toMatch(words);
    expect(refused instanceof APIError && refused.headers?.get('x-should-retry')).toBe('false');
  });

  it('refuses a wrong key, and a browser that does not say that it is one', async () => {
    await expect(
      new Messages(base('sk-ant-wrong')).create({
        model: 'claude-sonnet-5-5',
        max_tokens: 9,
        messages: [{ role: 'user', content: 'x' }],
      }),
    ).rejects.toBeInstanceOf(AuthenticationError);
    const headers = {
      authorization: `Bearer ${CLAUDE_KEY}`,
      'anthropic-version': '2026-10-21',
      origin: 'chrome-extension://abc',
    };
    const address = `http://127.0.0.1:${world.plain.claude}/v1/models`;
    const refused = await fetch(address, { headers });
    expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('CORS requests must set')]);
    const allowed = await fetch(address, {
      headers: { ...headers, 'anthropic-dangerous-direct-browser-access': 'true' },
    });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('does not know a model that is not there', async () => {
    const refused = new Messages(base()).create({
      model: 'claude-sonet-5',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'x' }],
    });
    await expect(refused).rejects.toBeInstanceOf(NotFoundError);
  });
});
