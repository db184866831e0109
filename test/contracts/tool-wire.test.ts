import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import type { AnswerEvent, ModelRequest } from '../../lib/models/answer-event.ts';
import { json } from './claude-answers.ts';
import type { LoopbackServer } from './claude-door.ts';
import { aDoor, aRequest, aSource, outcomeOf, portAnswering, serve } from './claude-door.ts';
import { BEGIN, chunk, DONE, openAiPort, pieces, SOME, STOP } from './openai-door.ts';

const bytes = new TextEncoder();

const SEARCH = {
  name: 'search',
  description: 'Searches the pages.',
  input: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
};

/** A person asked, the model called twice, and both calls were answered. */
const ASKED: ModelRequest = aRequest({
  tools: [SEARCH],
  turns: [
    { role: 'user', text: 'Who leads the launch?' },
    {
      role: 'assistant',
      text: 'I look.',
      calls: [
        { id: 'call.1', name: 'search', input: { query: 'launch' } },
        { id: 'call.2', name: 'search', input: undefined },
      ],
    },
    {
      role: 'user',
      text: '',
      results: [
        { id: 'call.1', text: 'One page.' },
        { id: 'call.2', text: 'That was no JSON object.', isError: true },
      ],
    },
  ],
});

const callsIn = (events: readonly AnswerEvent[]) =>
  events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []));

/** What a service that answers nothing was sent. */
async function sentToClaude(request: ModelRequest): Promise<unknown> {
  let body: unknown;
  const port = createClaudePort(
    aDoor({
      fetch: async (_url, init) => {
        body = JSON.parse(init.body ?? '');
        return new Response('', { status: 529 });
      },
    }),
  );
  await outcomeOf(port, request);
  return body;
}

function claudeStream(parts: readonly string[], reason = 'tool_use'): Uint8Array {
  const events = [
    { type: 'message_start', message: { model: 'claude-sonnet-5-5', usage: { input_tokens: 3, output_tokens: 1 } } },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm.' } },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'content_block_start',
      index: 1,
      content_block: { type: 'tool_use', id: 'toolu_1', name: 'search', input: {} },
    },
    ...parts.map((part) => ({
      type: 'content_block_delta',
      index: 1,
      delta: { type: 'input_json_delta', partial_json: part },
    })),
    { type: 'content_block_stop', index: 1 },
    { type: 'message_delta', delta: { stop_reason: reason }, usage: { output_tokens: 9 } },
    { type: 'message_stop' },
  ];
  return bytes.encode(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
}

describe('calls on the wire of Claude', () => {
  it('are told whole, however their input is cut, and end the answer as one that waits', async () => {
    const { events, text: said } = await outcomeOf(portAnswering([claudeStream(['', '{"que', 'ry":"lau', 'nch"}'])]));
    expect(callsIn(events)).toEqual([{ id: 'toolu_1', name: 'search', input: { query: 'launch' } }]);
    expect(events.at(-1)).toMatchObject({ type: 'answer-end', stopped: 'tools' });
    expect(said).toBe('');
  });

  it.each([
    ['no JSON', ['{"query": ']],
    ['a list', ['[1]']],
  ])('are told without an input where that is %s', async (_name, parts) => {
    const { events, failure } = await outcomeOf(portAnswering([claudeStream(parts)]));
    expect(failure).toBeUndefined();
    expect(callsIn(events)).toEqual([{ id: 'toolu_1', name: 'search', input: undefined }]);
  });

  it('may have no input at all', async () => {
    const { events } = await outcomeOf(portAnswering([claudeStream([''])]));
    expect(callsIn(events)).toEqual([{ id: 'toolu_1', name: 'search', input: {} }]);
  });

  it('go back with their results first, under names that the service takes, and none is ever forced', async () => {
    expect(await sentToClaude(ASKED)).toMatchObject({
      tools: [{ name: 'search', description: SEARCH.description, input_schema: SEARCH.input }],
      messages: [
        { role: 'user' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'call_1', name: 'search', input: { query: 'launch' } },
            { type: 'tool_use', id: 'call_2', name: 'search', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_1', content: [{ type: 'text', text: 'One page.' }] },
            { type: 'tool_result', tool_use_id: 'call_2', is_error: true },
          ],
        },
      ],
    });
    expect(await sentToClaude(ASKED)).not.toHaveProperty('tool_choice');
  });

  it('leave the mark of the cache on the last result', async () => {
    const sources = [aSource];
    const [first, ...rest] = ASKED.turns;
    const turns = [{ role: 'user' as const, text: first?.text ?? '', sources }, ...rest];
    const body = JSON.stringify(await sentToClaude({ ...ASKED, turns, cachePrefix: true }));
    expect(body.match(/"cache_control"/g)).toHaveLength(2);
    expect(body).toMatch(/"is_error":true,"cache_control"/);
  });
});

describe('a schema that the answer has to fit', () => {
  const schema = { type: 'object', properties: { tasks: { type: 'array', items: { type: 'string' } } } };

  it('goes to Claude as its output format, and nothing is cited then', async () => {
    const turns = [{ role: 'user' as const, text: 'Which tasks?', sources: [aSource] }];
    const body = await sentToClaude(aRequest({ schema, turns, effort: 'medium' }));
    expect(body).toMatchObject({
      output_config: { effort: 'medium', format: { type: 'json_schema', schema } },
      messages: [{ content: [{ type: 'search_result', citations: { enabled: false } }, {}] }],
    });
  });

  it('goes to other servers as their response format, and is left out where that is refused', async () => {
    const bodies: unknown[] = [];
    await using server = await serveBodies((body, response) => {
      bodies.push(body);
      if (bodies.length === 1) json(400, { error: { message: 'response_format is not supported' } })(response);
      else pieces([BEGIN, SOME, STOP, DONE])(response);
    });
    expect((await outcomeOf(openAiPort(server.url), aRequest({ schema }))).text).toBe('So far ');
    expect(bodies[0]).toMatchObject({ response_format: { type: 'json_schema', json_schema: { schema } } });
    expect(bodies[1]).not.toHaveProperty('response_format');
  });
});

/** A server that is told what it was sent. */
const serveBodies = (answer: (body: object, response: ServerResponse) => void): Promise<LoopbackServer> =>
  serve((request, response) => {
    void text(request).then((sent) => answer(JSON.parse(sent), response));
  });

const called = (index: number, given: object) => chunk({ tool_calls: [{ index, type: 'function', ...given }] });

describe('calls on the wire of other servers', () => {
  it('are put together from their pieces', async () => {
    await using server = await serve((_request, response) =>
      pieces([
        BEGIN,
        called(0, { id: 'call_a', function: { name: 'search', arguments: '' } }),
        called(0, { function: { arguments: '{"query":' } }),
        called(1, { id: 'call_b', function: { name: 'search', arguments: 'no JSON' } }),
        called(0, { function: { arguments: '"launch"}' } }),
        chunk({}, 'tool_calls'),
        DONE,
      ])(response),
    );
    const { events } = await outcomeOf(openAiPort(server.url), ASKED);
    expect(callsIn(events)).toEqual([
      { id: 'call_a', name: 'search', input: { query: 'launch' } },
      { id: 'call_b', name: 'search', input: undefined },
    ]);
    expect(events.at(-1)).toMatchObject({ stopped: 'tools' });
  });

  it('count as calls also where a server ends as if it had answered, and names no ids and no places', async () => {
    const whole = { type: 'function', function: { name: 'search', arguments: { query: 'launch' } } };
    await using server = await serve((_request, response) =>
      pieces([BEGIN, chunk({ tool_calls: [whole] }), STOP, DONE])(response),
    );
    const { events } = await outcomeOf(openAiPort(server.url), ASKED);
    expect(callsIn(events)).toEqual([{ id: 'call_0', name: 'search', input: { query: 'launch' } }]);
    expect(events.at(-1)).toMatchObject({ stopped: 'tools' });
  });

  it('go back as messages of their own', async () => {
    let body: unknown;
    await using server = await serveBodies((sent, response) => {
      body = sent;
      pieces([BEGIN, SOME, STOP, DONE])(response);
    });
    await outcomeOf(openAiPort(server.url), ASKED);
    expect(body).toMatchObject({
      tools: [{ type: 'function', function: { name: 'search', parameters: SEARCH.input } }],
      messages: [
        { role: 'system' },
        { role: 'user' },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { id: 'call.1', function: { name: 'search', arguments: '{"query":"launch"}' } },
            { id: 'call.2', function: { arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call.1', content: 'One page.' },
        { role: 'tool', tool_call_id: 'call.2' },
      ],
    });
  });

  it('are not asked of a model that cannot call: it is asked without them, once and for all, and that is told', async () => {
    const bodies: object[] = [];
    await using server = await serveBodies((body, response) => {
      bodies.push(body);
      if (bodies.length > 1) pieces([BEGIN, SOME, STOP, DONE])(response);
      else json(400, { error: { message: 'gemma3:4b does not support tools', type: 'api_error' } })(response);
    });
    const port = openAiPort(server.url);
    for (const _time of [1, 2]) {
      const { events } = await outcomeOf(port, ASKED);
      expect(events[0]).toMatchObject({ type: 'answer-start', toolless: true });
    }
    expect(bodies.map((body) => 'tools' in body)).toEqual([true, false, false]);
    expect(JSON.stringify(bodies[1])).toContain('One page.');
    expect(JSON.stringify(bodies[1])).not.toContain('tool_calls');
  });
});
