import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAUDE_KEY, startWorld, type World } from '../world/start.ts';
import { SHARED_DATA } from './recorded-exchanges.ts';
import { smallWorkspace } from './world-workspace.ts';

interface Sent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

function eventsOf(stream: string): Sent[] {
  return stream
    .split(/\r?\n\r?\n/)
    .filter((event) => event.trim() !== '')
    .map((event) => ({
      name: /^event: (.*)$/m.exec(event)?.[1] ?? '',
      data: JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? 'null'),
    }));
}

/** One letter an event: Start, block B…E with deltas d, ping p, message Delta D, Stop, error X. */
const LETTERS: Readonly<Record<string, string>> = {
  message_start: 'S',
  content_block_start: 'B',
  content_block_delta: 'd',
  content_block_stop: 'E',
  message_delta: 'D',
  message_stop: 'T',
  ping: 'p',
  error: 'X',
};
const order = (events: readonly Sent[]): string => events.map(({ name }) => LETTERS[name] ?? '?').join('');
/** A whole message: its blocks one after the other, pings anywhere within. */
const WHOLE = /^Sp*(B[dp]*Ep*)*DTp*$/;
/** Some recordings hold several messages, a message without content, or its start twice. */
const RECORDED = /^(S+p*(B[dp]*Ep*)*D?Tp*)+$/;

/** A block of citations quotes before it speaks. */
function citesFirst(events: readonly Sent[]): boolean {
  const spoken = new Set<unknown>();
  return events.every(({ data }) => {
    const delta = data['delta'] as { type?: string } | undefined;
    if (delta?.type === 'text_delta') spoken.add(data['index']);
    return delta?.type !== 'citations_delta' || !spoken.has(data['index']);
  });
}

/** The fields of each kind of event and delta. */
function fields(events: readonly Sent[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const note = (key: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null)
      found.set(key, new Set([...(found.get(key) ?? []), ...Object.keys(value)]));
  };
  for (const { name, data } of events) {
    note(name, data);
    const typed = (data['delta'] ?? data['content_block']) as { type?: string } | undefined;
    if (typed?.type !== undefined) note(`${name} ${typed.type}`, typed);
    if (typed && 'citation' in typed) note(`citation ${(typed.citation as { type: string }).type}`, typed.citation);
  }
  return found;
}

function recordings(): readonly (readonly [string, Sent[]])[] {
  const folder = join(SHARED_DATA, 'claude/streams');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sse'));
  const genuine = names.filter((name) => !name.startsWith('derived') && !name.includes('spliced')); // the rest is broken by hand
  return genuine.map((name) => [name, eventsOf(readFileSync(join(folder, name), 'utf8'))] as const);
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ workspaces: [smallWorkspace()], firstTokenMs: 0, tokenDelayMs: 0 });
});
afterAll(() => world.close());

async function streamOf(body: object): Promise<{ raw: string; events: Sent[] }> {
  const response = await fetch(`http://127.0.0.1:${world.plain.claude}/v1/messages`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${CLAUDE_KEY}`,
      'anthropic-version': '2026-10-21',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ model: 'claude-sonnet-5-5', max_tokens: 2000, stream: true, ...body }),
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('request-id')).toMatch(/^req_01/);
  expect(response.headers.get('anthropic-ratelimit-requests-remaining')).toMatch(/^\d+$/);
  const raw = await response.text();
  return { raw, events: eventsOf(raw) };
}

const PAGE = Array.from({ length: 12 }, (_, index) => `Sentence ${index} of the page tells of trains and of nights.`);
const citable = (citations: { enabled: boolean }) => ({
  type: 'search_result',
  source: 's',
  title: 't',
  content: PAGE.map((text) => ({ type: 'text', text })),
  citations,
});
const REQUESTS: readonly (readonly [string, object])[] = [
  ['text', { messages: [{ role: 'user', content: `Summarize.\n<page>\n${PAGE.join('\n')}\n</page>` }] }],
  [
    'citations',
    {
      messages: [
        { role: 'user', content: [citable({ enabled: true }), { type: 'text', text: 'What does sentence 7 tell?' }] },
      ],
    },
  ],
  [
    'thinking',
    { thinking: { type: 'adaptive', display: 'summarized' }, messages: [{ role: 'user', content: 'Hello there' }] },
  ],
  ['thinking that is not shown', { model: 'claude-opus-5-5', messages: [{ role: 'user', content: 'Hello there' }] }],
  [
    'a tool',
    {
      tools: [
        {
          name: 'find_pages',
          description: 'Find pages',
          input_schema: { type: 'object', properties: { query: { type: 'string' } } },
        },
      ],
      messages: [{ role: 'user', content: 'Find pages on trains' }],
    },
  ],
];

describe('streams of the simulated Claude', () => {
  it.each(REQUESTS)('have their events in order: %s', async (_name, body) => {
    const { events } = await streamOf(body);
    expect(order(events)).toMatch(WHOLE);
    expect(order(events)).toMatch(/^SBp/);
    expect(events.every(({ name, data }) => name === data['type'])).toBe(true);
    expect(citesFirst(events)).toBe(true);
  });

  it('come in pieces of the usual size, padded as on the wire', async () => {
    const { raw, events } = await streamOf({
      messages: [{ role: 'user', content: `Summarize.\n<page>\n${PAGE.join('\n')}\n</page>` }],
    });
    const lengths = events.flatMap(({ data }) => {
      const delta = data['delta'] as { text?: string } | undefined;
      return delta?.text === undefined ? [] : [delta.text.length];
    });
    const median = lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
    expect(median).toBeGreaterThanOrEqual(6);
    expect(median).toBeLessThanOrEqual(18);
    expect(raw).toMatch(/ {2,}\}\n/);
    expect(raw).toContain('data: {"type": "ping"}');
  });
});

const recorded = recordings();
if (recorded.length === 0) console.log('recorded Claude streams: not run, ../shared/data is absent');
describe.runIf(recorded.length > 0)('streams beside recordings', () => {
  it.each(recorded)('the recorded order is the order that the world keeps: %s', (_name, events) => {
    expect(order(events.filter(({ name }) => name !== ''))).toMatch(RECORDED);
    expect(citesFirst(events)).toBe(true);
  });

  it('every field that is recorded for an event of ours is in ours', async () => {
    const ours = fields(
      (await Promise.all(REQUESTS.map(([, body]) => streamOf(body)))).flatMap(({ events }) => events),
    );
    const theirs = fields(recorded.flatMap(([, events]) => events));
    /** Of betas that the world does not simulate. */
    const beta = new Set(['context_management', 'diagnostics', 'estimated_tokens', 'file_id']);
    const kinds = [...ours.keys()].filter((key) => theirs.has(key));
    const missing = kinds.flatMap((key) =>
      [...(theirs.get(key) ?? [])]
        .filter((field) => !ours.get(key)?.has(field) && !beta.has(field))
        .map((field) => `${key}.${field}`),
    );
    console.log(`compared ${kinds.length} kinds of events with ${recorded.length} recordings`);
    expect(missing).toEqual([]);
    expect(kinds.length).toBeGreaterThanOrEqual(12);
  });
});
