import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { readMarkdown as readAnswer } from '../../../components/kit/markdown.ts';
import { toMarkdown } from '../../../components/kit/to-markdown.ts';
import { toRichText } from '../../../components/kit/to-rich-text.ts';
import { Failure } from '../../../lib/base/failure.ts';
import { chunksOf } from '../../../lib/markup/chunks.ts';
import { documentOfAnswer } from '../../../lib/markup/document-of-answer.ts';
import { fromApiBlock } from '../../../lib/markup/from-api-block.ts';
import { readDocument } from '../../../lib/markup/read-document.ts';
import { extractSummary } from '../../../lib/text/extract.ts';
import { readMarkdown as readPage } from '../../../lib/text/read-markdown.ts';
import { cutSections } from '../../../lib/text/sections.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { Tally } from './tally.ts';

/** One thing without measure, and what is done with it. Gives words for what is wrong; nothing where it is borne. */
interface Case {
  readonly name: string;
  readonly try: () => Promise<string | undefined>;
}

/** Far above what any of them takes; what needs longer has no end. */
const LONGEST_MS = 60_000;
/** What a body may have brought before it is cut, with what was on its way by then. */
const MOST_BYTES = 80_000_000;

const encoder = new TextEncoder();
const event = (data: object): string => `event: ${String(Object.values(data)[0])}\ndata: ${JSON.stringify(data)}\n\n`;
const MANY = 'x'.repeat(64_000);

/** Bodies that never end, as a service without mercy would send them. The first piece comes once. */
const ENDLESS: readonly {
  readonly name: string;
  readonly type: string;
  readonly first: string;
  readonly more: string;
}[] = [
  {
    name: 'an answer of Claude’s',
    type: 'text/event-stream',
    first: event({ type: 'message_start', message: { model: 'm', usage: {} } }),
    more: event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: MANY } }),
  },
  {
    name: 'an answer of another provider',
    type: 'text/event-stream',
    first: `data: ${JSON.stringify({ choices: [{ delta: { content: 'A' } }] })}\n\n`,
    more: `data: ${JSON.stringify({ choices: [{ delta: { content: MANY } }] })}\n\n`,
  },
  { name: 'one event', type: 'text/event-stream', first: 'event: x\ndata: ', more: MANY },
  { name: 'comments', type: 'text/event-stream', first: '', more: `: ${MANY}\n\n` },
  { name: 'one JSON text', type: 'application/json', first: '{"results":["', more: MANY },
  { name: 'lists within lists', type: 'application/json', first: '', more: '['.repeat(64_000) },
  { name: 'an HTML page', type: 'text/html', first: '<!doctype html>', more: MANY },
];

/** One for each way in which an adapter reads a body. */
const READERS: ReadonlySet<string> = new Set([
  'notion page',
  'notion append',
  'claude answer',
  'claude count',
  'claude models',
  'claude batch results',
  'openai answer',
  'openai models',
  'claude status page',
]);

const endless = ENDPOINTS.filter(({ name }) => READERS.has(name)).flatMap((endpoint): readonly Case[] =>
  ENDLESS.map(({ name, type, first, more }) => ({
    name: `${endpoint.name}: ${name} without an end`,
    async try() {
      let sent = 0;
      const piece = encoder.encode(more);
      const body = (): ReadableStream<Uint8Array<ArrayBuffer>> =>
        new ReadableStream({
          start: (controller) => controller.enqueue(encoder.encode(first)),
          pull(controller) {
            sent += piece.length;
            // Without mercy, but this process shall live to tell of it.
            if (sent > 4 * MOST_BYTES) controller.error(new RangeError('read for ever'));
            else controller.enqueue(piece);
          },
        });
      let asks = 0;
      const outcome = await named(() =>
        endpoint.ask(async () => {
          asks += 1;
          sent = 0;
          return new Response(body(), { headers: { 'content-type': type } });
        }),
      );
      if (sent > MOST_BYTES) return `read ${Math.round(sent / 1e6)} MB`;
      return asks > 20 ? `asked ${asks} times` : outcome;
    },
  })),
);

/** A value or a named failure; anything else in words. */
async function named(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Failure && error.code !== 'bug' ? undefined : String(error);
  }
}

/** A megabyte that unpacks to a gigabyte. */
const bomb: Case = {
  name: 'a gigabyte packed into a megabyte',
  async try() {
    const packed = gzipSync(Buffer.alloc(1_000_000_000, '['), { level: 9 });
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(packed);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      for (const { name, ask } of ENDPOINTS.filter((one) => BOMBED.has(one.name))) {
        const fault = await named(() => ask(async () => fetch(`http://127.0.0.1:${port}/`)));
        if (fault !== undefined) return `${name}: ${fault}`;
      }
      return undefined;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
};
const BOMBED: ReadonlySet<string> = new Set(['notion page', 'claude count', 'openai models', 'claude status page']);

const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

/** Texts without measure, by what they are. */
const TEXTS: readonly (readonly [name: string, text: () => string])[] = [
  ['an answer at its longest', () => 'A sentence of an answer, with a [^1] mark. '.repeat(46_000)],
  ['an answer of 50 MB', () => 'A sentence of an answer, with a [^1] mark. '.repeat(1_200_000)],
  ['100,000 blocks', () => lines(100_000, (n) => `Paragraph ${n} of the page.\n`)],
  ['100,000 headings', () => lines(100_000, (n) => `# Heading ${n}`)],
  ['100,000 list items', () => lines(100_000, (n) => `- Item ${n}`)],
  ['lists 200 deep', () => lines(200, (n) => `${'\t'.repeat(n)}- Level ${n}`)],
  ['toggles 200 deep', () => lines(200, (n) => `${'\t'.repeat(n)}<details>\n${'\t'.repeat(n)}<summary>${n}</summary>`)],
  ['quotes 5,000 deep', () => `${'> '.repeat(5_000)}end`],
  ['tables 200 deep', () => lines(200, () => '<table><tr><td>')],
  ['a table of 100,000 rows', () => `| a | b |\n| - | - |\n${lines(100_000, (n) => `| ${n} | b |`)}`],
  ['a table of 20,000 columns', () => `|${' a |'.repeat(20_000)}\n|${' - |'.repeat(20_000)}`],
  ['a line of 1 MB', () => 'word '.repeat(200_000)],
  ['a word of 1 MB', () => 'x'.repeat(1_000_000)],
  ['100,000 citations', () => 'A claim.[^7] '.repeat(100_000)],
  ['100,000 brackets', () => '['.repeat(100_000)],
  ['100,000 pairs of brackets', () => '[]('.repeat(100_000)],
  ['100,000 stars', () => '*a **b '.repeat(100_000)],
  ['100,000 underscores', () => '_'.repeat(100_000)],
  ['100,000 backticks', () => '`a``b'.repeat(40_000)],
  ['100,000 open tags', () => '<a '.repeat(100_000)],
  ['100,000 ampersands', () => '&#x'.repeat(100_000)],
  ['100,000 exclamation marks', () => '!['.repeat(100_000)],
  ['100,000 braces', () => '# x {'.repeat(50_000)],
  ['100,000 addresses', () => 'https://a.example/ '.repeat(100_000)],
  ['100,000 tildes and dollars', () => '~~$$'.repeat(50_000)],
  ['an emphasis that never closes', () => '**a '.repeat(50_000)],
  ['nested links', () => `${'['.repeat(20_000)}a${'](b)'.repeat(20_000)}`],
  ['a million spaces', () => `a${' '.repeat(1_000_000)}b`],
  ['a million line ends', () => '\n'.repeat(1_000_000)],
  ['a million combining marks', () => `a${'\u{301}'.repeat(1_000_000)}`],
  ['a million halves of characters', () => '\u{d800}'.repeat(1_000_000)],
];

/** What every text of a page or an answer goes through. */
const WAYS: readonly (readonly [name: string, work: (text: string) => unknown])[] = [
  ['shown as an answer', (text) => readAnswer(text)],
  ['copied as Markdown', (text) => toMarkdown(text, [], 'line')],
  ['copied as rich text', (text) => toRichText(text, [], 'line')],
  ['read as a page', (text) => cutSections('', readPage(text, 'v2'))],
  [
    'condensed without a model',
    (text) => extractSummary({ title: '', properties: [], blocks: readPage(text, 'v2') }, { sentences: 7 }),
  ],
  ['read as a document', (text) => chunksOf(readDocument(text, 'v2'))],
  ['published', (text) => chunksOf(documentOfAnswer(text, []))],
];

/** An answer is cut at 2 MB before it is kept; more than that reaches a document in no way. */
const OF_WHAT_IS_KEPT: ReadonlySet<string> = new Set(['read as a document', 'published']);

const texts = TEXTS.flatMap(([name, text]): readonly Case[] =>
  WAYS.filter(([way]) => name !== 'an answer of 50 MB' || !OF_WHAT_IS_KEPT.has(way)).map(([way, work]) => ({
    name: `${name}, ${way}`,
    try: async () => {
      await Promise.resolve();
      work(text());
      return undefined;
    },
  })),
);

/** A block that holds a block that holds a block. */
const deepBlocks: Case = {
  name: 'blocks 10,000 deep from the API',
  async try() {
    await Promise.resolve();
    let block: object = { id: 'x', type: 'paragraph', paragraph: { rich_text: [] } };
    for (let level = 0; level < 10_000; level += 1)
      block = { id: 'x', type: 'toggle', has_children: true, toggle: { rich_text: [], children: [block] } };
    fromApiBlock(block);
    return undefined;
  },
};

/** Everything without measure. Each must end in time, with a value or a named failure. */
export async function tryOversized(only?: RegExp): Promise<readonly Tally[]> {
  const wrong: string[] = [];
  let slowest = { ms: 0, name: '' };
  const cases = [...endless, bomb, ...texts, deepBlocks].filter(({ name }) => only?.test(name) !== false);
  for (const one of cases) {
    const began = performance.now();
    const fault = await one.try().catch((error: unknown) => String(error));
    const ms = performance.now() - began;
    if (ms > slowest.ms) slowest = { ms, name: one.name };
    if (fault !== undefined) wrong.push(`${one.name}: ${fault.slice(0, 200)}`);
    else if (ms > LONGEST_MS) wrong.push(`${one.name}: took ${Math.round(ms / 1000)} s`);
  }
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  return [
    {
      name: 'trust.attacks-oversized',
      what: 'bodies and texts without measure that did not end well',
      tried: cases.length,
      least: only === undefined ? cases.length : 1,
      succeeded: wrong,
      note: `slowest ${(slowest.ms / 1000).toFixed(1)} s (${slowest.name}); the process holds ${memory} MB`,
    },
  ];
}
