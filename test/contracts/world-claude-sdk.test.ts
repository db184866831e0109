import { BaseAnthropic } from '@anthropic-ai/sdk/client';
import { NotFoundError } from '@anthropic-ai/sdk/core/error';
import {
  Messages,
  type MessageCreateParamsBase,
  type MessageParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { Models } from '@anthropic-ai/sdk/resources/models';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLAUDE_KEY, startWorld, type World } from '../world/start.ts';
import { smallWorkspace } from './world-workspace.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], firstTokenMs: 0, tokenDelayMs: 0 });
});
afterAll(() => world.close());
beforeEach(() => {
  world.faults.clear();
  world.claude.clear();
});

function base(apiKey = CLAUDE_KEY): BaseAnthropic {
  return new BaseAnthropic({
    apiKey,
    baseURL: `http://127.0.0.1:${world.plain.claude}`,
    maxRetries: 0,
    logLevel: 'off',
  });
}
const messages = (): Messages => new Messages(base());

type Params = Omit<MessageCreateParamsBase, 'messages' | 'max_tokens' | 'model'> & {
  model?: string;
  max_tokens?: number;
};

function ask(content: MessageParam['content'], more: Params = {}) {
  return messages().create({
    model: 'claude-sonnet-5-5',
    max_tokens: 1000,
    ...more,
    stream: false,
    messages: [{ role: 'user', content }],
  });
}

const FACTS = [
  'Trains under six hours replace flights.',
  'A hotel night may cost at most 140 euros.',
  '東京の予算は九万円です。',
];
const result = (source: string, texts: readonly string[]) => ({
  type: 'search_result' as const,
  source,
  title: 'Travel',
  content: texts.map((text) => ({ type: 'text' as const, text })),
  citations: { enabled: true },
});

describe('the simulated Claude, through the real SDK', () => {
  it('lists its models, and gives each by its id', async () => {
    const models = new Models(base());
    const ids: string[] = [];
    for await (const model of models.list({ limit: 3 })) ids.push(model.id);
    expect(ids).toContain('claude-sonnet-5-5');
    expect(new Set(ids).size).toBe(ids.length);
    const haiku = await models.retrieve('claude-haiku-4-5');
    expect(haiku).toMatchObject({ max_input_tokens: 200_000, capabilities: { effort: { supported: false } } });
    await expect(models.retrieve('claude-none')).rejects.toBeInstanceOf(NotFoundError);
  });

  it('cites the items of search results by their place in the conversation', async () => {
    const content = [
      result('https://a.example#1', ['Nothing here.']),
      result('https://a.example#2', FACTS),
      { type: 'text' as const, text: 'How much may a hotel night cost?' },
    ];
    const message = await messages()
      .stream({ model: 'claude-sonnet-5-5', max_tokens: 1000, messages: [{ role: 'user', content }] })
      .finalMessage();
    const cited = message.content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []));
    expect(cited).toEqual([
      {
        type: 'search_result_location',
        cited_text: FACTS[1],
        source: 'https://a.example#2',
        title: 'Travel',
        search_result_index: 1,
        start_block_index: 1,
        end_block_index: 2,
      },
    ]);
  });

  it('finds its passages in any script', async () => {
    const message = await ask([result('s', FACTS), { type: 'text', text: '東京の予算はいくらですか？' }]);
    expect(message.content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []))).toMatchObject([
      { cited_text: FACTS[2] },
    ]);
  });

  it('cites plain documents by characters and content documents by blocks', async () => {
    const text = 'The grass is green. The sky is blue.';
    const question = { type: 'text' as const, text: 'What colour is the sky?' };
    const plain = await ask([
      {
        type: 'document',
        source: { type: 'text', media_type: 'text/plain', data: text },
        citations: { enabled: true },
      },
      question,
    ]);
    const [place] = plain.content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []));
    expect(place?.type === 'char_location' && text.slice(place.start_char_index, place.end_char_index)).toBe(
      'The sky is blue.',
    );
    expect(place?.cited_text).toBe('The sky is blue.');
    const blocks = [
      { type: 'text' as const, text: 'The grass is green.' },
      { type: 'text' as const, text: 'The sky is blue.' },
    ];
    const whole = await ask([
      { type: 'document', source: { type: 'content', content: blocks }, citations: { enabled: true } },
      question,
    ]);
    expect(whole.content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []))).toMatchObject([
      { type: 'content_block_location', start_block_index: 1, end_block_index: 2, cited_text: 'The sky is blue.' },
    ]);
  });

  it('says so when nothing that was given answers, and cites nothing', async () => {
    const message = await ask([result('s', FACTS), { type: 'text', text: 'Who paints elephants?' }]);
    expect(message.content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []))).toEqual([]);
  });

  it('says the same thing twice', async () => {
    const text = `Summarize this page.\n\n<page>\n${FACTS.join('\n')}\nWe decided to take the night train from 2026-12-01.\n</page>`;
    const texts = await Promise.all([ask(text), ask(text)]);
    const [first, second] = texts.map((message) => message.content);
    expect(first).toEqual(second);
  });

  it('summarizes out of the words of the page alone', async () => {
    const message = await ask(`Summarize this page.\n\n<page>\n${FACTS.join('\n')}\n</page>`);
    const text = message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
    const lines = text
      .split('\n')
      .map((line) => line.replace(/^- /, ''))
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(FACTS).toContain(line);
  });

  it('fills a schema', async () => {
    const schema = {
      type: 'object',
      properties: {
        title: { type: 'string' },
        points: { type: 'array', items: { type: 'string' } },
        done: { type: 'boolean' },
      },
      required: ['title', 'points', 'done'],
      additionalProperties: false,
    };
    const message = await ask(`Fill the form.\n<page>\n${FACTS.join('\n')}\n</page>`, {
      output_config: { format: { type: 'json_schema', schema } },
    });
    const [block] = message.content;
    const filled: unknown = JSON.parse(block?.type === 'text' ? block.text : '');
    expect(filled).toMatchObject({ title: expect.any(String), points: expect.any(Array), done: true });
  });

  it('calls a tool that fits, and answers from its result', async () => {
    const tools = [
      {
        name: 'find_pages',
        description: 'Find pages about a subject',
        input_schema: { type: 'object' as const, properties: { query: { type: 'string' } } },
      },
    ];
    const question = 'Find the pages about hotel nights';
    const first = await ask(question, { tools });
    const call = first.content.find((block) => block.type === 'tool_use');
    expect(first.stop_reason).toBe('tool_use');
    expect(call).toMatchObject({ name: 'find_pages', input: { query: question } });
    const second = await messages().create({
      model: 'claude-sonnet-5-5',
      max_tokens: 500,
      tools,
      messages: [
        { role: 'user', content: question },
        { role: 'assistant', content: first.content },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: call?.type === 'tool_use' ? call.id : '',
              content: [result('p', FACTS)],
            },
          ],
        },
      ],
    });
    expect(second.stop_reason).toBe('end_turn');
    expect(second.content.flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []))).toMatchObject([
      { cited_text: FACTS[1] },
    ]);
  });

  it('stops at max_tokens, and goes on from a quoted part', async () => {
    const text = `Summarize this page.\n\n<page>\n${Array.from({ length: 30 }, (_, index) => `Point ${index} says that trains replace flights in case ${index}.`).join('\n')}\n</page>`;
    const cut = await ask(text, { max_tokens: 30 });
    expect(cut.stop_reason).toBe('max_tokens');
    const textOf = (message: typeof cut): string =>
      message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
    const rest = await messages().create({
      model: 'claude-sonnet-5-5',
      max_tokens: 1000,
      messages: [
        { role: 'user', content: text },
        { role: 'assistant', content: textOf(cut) },
        { role: 'user', content: 'Continue exactly where you stopped.' },
      ],
    });
    expect(textOf(cut).trimEnd() + textOf(rest)).toBe(textOf(await ask(text)));
  });

  it('counts tokens as it charges them, and reads a cached prefix at its next use', async () => {
    const system = [
      { type: 'text' as const, text: 'Be exact. '.repeat(600), cache_control: { type: 'ephemeral' as const } },
    ];
    const counted = await messages().countTokens({
      model: 'claude-sonnet-5-5',
      system,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    const [first, second] = [await ask('Hello', { system }), await ask('Hello', { system })];
    expect(first.usage.input_tokens + (first.usage.cache_creation_input_tokens ?? 0)).toBe(counted.input_tokens);
    expect(first.usage).toMatchObject({ cache_read_input_tokens: 0 });
    expect(second.usage.cache_read_input_tokens).toBe(first.usage.cache_creation_input_tokens);
    const elsewhere = await ask('Hello', { system, model: 'claude-haiku-5-5' });
    expect(elsewhere.usage.cache_read_input_tokens).toBe(0);
    world.clock.advance(301_000);
    expect((await ask('Hello', { system })).usage.cache_read_input_tokens).toBe(0);
  });

  it('keeps what was asked, without the key', async () => {
    await ask('Hello', { system: 'Be kind.' });
    const logged = world.claude.last();
    expect(logged).toMatchObject({ model: 'claude-sonnet-5-5', system: 'Be kind.', keyValid: true, status: 200 });
    expect(JSON.stringify(logged)).not.toContain(CLAUDE_KEY);
  });
});
