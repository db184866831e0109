import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { Outcome } from './claude-door.ts';
import { outcomeOf, portAnswering } from './claude-door.ts';

const FOLDER = join(import.meta.dirname, '../../../shared/data/claude/streams');
const bytes = new TextEncoder();

/** Streams that must not pass as whole answers. */
const BROKEN: Readonly<Record<string, FailureCode>> = {
  'first-event-overloaded.sse': 'model-overloaded',
  'mid-stream-overloaded.sse': 'model-overloaded',
  'mid-stream-api_error.sse': 'claude-error',
  'truncated-no-message_stop.sse': 'claude-cut',
  'spliced-message-start.sse': 'claude-garbled',
};

function recordings(): readonly string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(\.sse|_response\.txt)$/.test(name))
    .map((name) => join(FOLDER, name));
}

/** What the lines of a recording say, read without the code under test. */
function told(recording: string): { text: string; stop: string; calls: object[] } {
  // Some recordings hold the messages of several requests: an answer is the first.
  const data = (recording.split('event: message_stop')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => JSON.parse(line.slice(5)) as Record<string, Record<string, string>>);
  const type = (event: unknown) => (event as { type: string }).type;
  const inputs = new Map<unknown, string>();
  for (const event of data) {
    const at = event['index'];
    if (event['delta']?.['type'] === 'input_json_delta')
      inputs.set(at, (inputs.get(at) ?? '') + event['delta']['partial_json']);
  }
  return {
    calls: data.flatMap((event) => {
      const opened = type(event) === 'content_block_start' ? event['content_block'] : undefined;
      const isWhole = data.some((one) => type(one) === 'content_block_stop' && one['index'] === event['index']);
      if (opened?.['type'] !== 'tool_use' || !isWhole) return [];
      const json = inputs.get(event['index']) ?? '';
      return [{ id: opened['id'], name: opened['name'], input: json === '' ? opened['input'] : objectOf(json) }];
    }),
    text: data
      .map((event) => {
        if (type(event) === 'content_block_start') return event['content_block']?.['text'] ?? '';
        return event['delta']?.['type'] === 'text_delta' ? (event['delta']['text'] ?? '') : '';
      })
      .join(''),
    stop: data.findLast((event) => type(event) === 'message_delta')?.['delta']?.['stop_reason'] ?? '',
  };
}

/** Some recordings hold a call whose input was cut by the limit of tokens. */
function objectOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const ENDS: Readonly<Record<string, string>> = {
  max_tokens: 'length',
  refusal: 'refusal',
  pause_turn: 'paused',
  tool_use: 'tools',
};

describe.runIf(existsSync(FOLDER))('recorded streams', () => {
  const files = recordings();
  let replayed = 0;
  afterAll(() => console.log(`claude streams: ${replayed} of ${files.length} recordings replayed`));

  async function replay(file: string): Promise<Outcome> {
    replayed += 1;
    return outcomeOf(portAnswering([bytes.encode(readFileSync(file, 'utf8'))]));
  }

  const named = files.map((file) => [basename(file), file] as const);
  const whole = named.filter(([name]) => BROKEN[name] === undefined);
  const broken = named.filter(([name]) => BROKEN[name] !== undefined);

  it.each(whole)('reads %s as it was told', async (_name, file) => {
    const expected = told(readFileSync(file, 'utf8'));
    const outcome = await replay(file);
    expect(outcome.failure).toBeUndefined();
    expect(outcome.text).toBe(expected.text);
    expect(outcome.events.flatMap((event) => (event.type === 'tool-call' ? [event.call] : []))).toEqual(expected.calls);
    expect(outcome.events.at(-1)).toMatchObject({ type: 'answer-end', stopped: ENDS[expected.stop] ?? 'done' });
  });

  it.each(broken)('does not take %s for a whole answer', async (name, file) => {
    const outcome = await replay(file);
    expect(outcome.failure?.code).toBe(BROKEN[name]);
    expect(outcome.events.map((event) => event.type)).not.toContain('answer-end');
  });

  it('was really walked through', () => expect(files.length).toBeGreaterThan(70));

  it.each([
    'http-401',
    'http-400-too-long',
    'http-400-prefill',
    'http-429-rate',
    'http-429-ramp',
    'http-429-spend',
    'http-529',
  ])('tells %s by its recorded body', async (name) => {
    const CODES: Readonly<Record<string, FailureCode>> = {
      'http-401': 'claude-key-invalid',
      'http-400-too-long': 'prompt-too-long',
      'http-400-prefill': 'claude-refused-request',
      'http-429-rate': 'claude-rate-limited',
      'http-429-ramp': 'claude-ramp-limited',
      'http-429-spend': 'claude-spend-limit',
      'http-529': 'model-overloaded',
    };
    const { classifyAnswer } = await import('../../lib/adapters/claude/classify.ts');
    const body = readFileSync(join(FOLDER, 'derived', `${name}.json`), 'utf8');
    expect(classifyAnswer(Number(name.slice(5, 8)), body).code).toBe(CODES[name]);
  });
});

if (!existsSync(FOLDER)) console.log(`claude streams: not run, ${FOLDER} is absent`);

/** An answer with characters of two, three and four bytes, and line ends of every kind. */
function wideStream(lineEnd: string): string {
  const start = {
    type: 'message_start',
    message: { model: 'claude-sonnet-5-5', usage: { input_tokens: 3, output_tokens: 1 } },
  };
  const events = [
    start,
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Größe 予算 ' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '👩‍🚀 ميزانية' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
    { type: 'message_stop' },
  ];
  return events
    .map((event) => `event: ${event.type}${lineEnd}data: ${JSON.stringify(event)}   ${lineEnd}${lineEnd}`)
    .join('');
}

describe('bytes of a stream', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('may be cut anywhere (%s)', async (_name, lineEnd) => {
    const whole = bytes.encode(wideStream(lineEnd));
    for (let at = 1; at < whole.length; at += 1) {
      const outcome = await outcomeOf(portAnswering([whole.slice(0, at), whole.slice(at)]));
      expect(outcome.text, `cut at ${at}`).toBe('Größe 予算 👩‍🚀 ميزانية');
      expect(outcome.events.at(-1), `cut at ${at}`).toEqual({
        type: 'answer-end',
        stopped: 'done',
        usage: { inputTokens: 3, outputTokens: 9, cacheReadTokens: 0, cacheWriteTokens: 0 },
      });
    }
  });

  it('may come one by one', async () => {
    const single = [...bytes.encode(wideStream('\n'))].map((byte) => Uint8Array.of(byte));
    expect((await outcomeOf(portAnswering(single))).text).toBe('Größe 予算 👩‍🚀 ميزانية');
  });

  it('are an interruption wherever they end early', async () => {
    const whole = bytes.encode(wideStream('\n'));
    const stop = wideStream('\n').indexOf('event: message_stop');
    const before = bytes.encode(wideStream('\n').slice(0, stop)).length;
    for (let at = 0; at <= before; at += 7) {
      const { failure } = await outcomeOf(portAnswering([whole.slice(0, at)]));
      expect(failure, `ended at ${at}`).toBeInstanceOf(Failure);
      expect(failure?.code, `ended at ${at}`).toBe('claude-cut');
    }
  });
});
