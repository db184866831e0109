import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asAnswerId, asConnectionId } from '../../lib/base/ids.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { previewJob } from '../../lib/flows/preview-job.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import type { Page } from '../../lib/mirror/page.ts';
import type { ModelRequest } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { createBench, refuseAll } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import { HandModel, settle } from '../fixtures/hand-model.ts';
import { OLLAMA } from '../fixtures/ladder.ts';
import { aPage, heading, paragraph, property } from './actions-pages.ts';

const EDITED = Date.parse('2026-11-03T10:00:00Z');
const TRAVEL = aPage({
  title: 'Travel rules',
  editedAt: EDITED,
  blocks: [heading('Hotels'), paragraph('A hotel night may cost at most 140 euros in Hamburg.')],
});
const EXPENSES = aPage({
  title: 'Expenses',
  blocks: [
    heading('Hotels'),
    paragraph('The hotel limit is 120 euros a night.'),
    heading('Food'),
    paragraph('Lunch is free.'),
  ],
});
const LAUNCH = aPage({
  title: 'Lamp launch',
  properties: [property('Owner', 'Mara'), property('Due', '8 December 2026')],
});
const OTHERS = Array.from({ length: 12 }, (_, at) =>
  aPage({
    title: `Notes ${at}`,
    blocks: [paragraph(`The team met on day ${at} and talked about bicycles and weather.`)],
  }),
);
const PAGES = [TRAVEL, EXPENSES, LAUNCH, ...OTHERS];

const ASK: JobInput = {
  action: 'ask',
  length: 'medium',
  question: 'What may a hotel night cost?',
  scope: { kind: 'everywhere' },
};

let model: HandModel;
let bench: Bench;
let start: (input: Partial<JobInput>) => Promise<string>;
/** Lets everybody's patience run out. */
let runOut: () => void;

beforeEach(() => {
  model = new HandModel();
  bench = createBench(model);
  bench.mirrored = PAGES;
  const { promise, resolve } = Promise.withResolvers<void>();
  runOut = resolve;
  const { clock } = bench;
  const patient = { ...clock, sleep: (ms: number): Promise<void> => (ms < 1_000 ? clock.sleep(ms) : promise) };
  const ports = Object.assign(bench, { clock: patient });
  const runner = createJobRunner(ports, 'this life', () => () => {});
  start = async (input) => {
    const id = await runner.start({ ...ASK, ...input });
    await settle();
    return id;
  };
});

const jobOf = (id: string) => bench.stores.jobs.rows.get(id);
const answerOf = (id: string): Answer | undefined => bench.stores.answers.rows.get(jobOf(id)?.answerId ?? '');
const sourcesOf = ({ turns }: ModelRequest) => turns.flatMap(({ sources }) => sources ?? []);
const isSearch = ({ system }: ModelRequest): boolean => system.includes('searches of a full-text index');
const answers = () => model.attempts.filter(({ request }) => !isSearch(request));

/** Plays a whole answer: the searches, then the words. */
async function answered(input: Partial<JobInput> = {}, searches = 'hotel price\nroom rate'): Promise<string> {
  const id = await start(input);
  if (isSearch(model.last.request)) {
    await model.last.say(searches);
    await model.last.end();
  }
  await model.last.say('At most 140 euros.');
  await model.last.end();
  await settle();
  return id;
}

describe('a question asked of all pages', () => {
  it('is put as searches first, and answered from passages under their page, heading and day', async () => {
    const id = await answered();
    expect(model.attempts.map(({ request }) => isSearch(request))).toEqual([true, false]);
    const sources = sourcesOf(model.last.request);
    expect(sources.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Travel rules › Hotels, edited 2026-11-03', 'Expenses › Hotels']),
    );
    expect(sources.every(({ title }) => !title.startsWith('Notes'))).toBe(true);
    expect(answerOf(id)).toMatchObject({
      state: 'done',
      text: 'At most 140 euros.',
      provenance: { searched: { pages: PAGES.length }, usage: { inputTokens: 200 } },
    });
    expect(answerOf(id)).not.toHaveProperty('pageId');
  });

  it('is put as searches by the provider that is asked', async () => {
    const asked: string[] = [];
    bench.changed = { providers: [OLLAMA] };
    bench.model = (provider) => {
      asked.push(provider);
      return model;
    };
    await answered({ provider: 'openai:local', model: 'llama' });
    expect(asked).toEqual(['openai:local', 'openai:local']);
    expect(model.attempts.map((attempt) => attempt.model)).toEqual(['llama', 'llama']);
  });

  it.each<[Settings['prices'], readonly string[]]>([
    [{}, ['claude-sonnet-5-5', 'claude-haiku-5-5']],
    [{ 'claude-sonnet-5-5': { input: 10_000, output: 0 } }, ['claude-sonnet-5-5']],
  ])('counts what its searches cost among what a stand-in may cost, at prices of %o', async (prices, expected) => {
    bench.others = [{ provider: 'claude', model: 'claude-haiku-5-5' }];
    bench.changed = { prices };
    await start({});
    await model.last.say('hotel price');
    await model.last.end();
    await refuseAll(model, 'model-overloaded');
    expect([...new Set(answers().map((attempt) => attempt.model))]).toEqual(expected);
  });

  it('is searched by rule alone while the model that would put it is out of service', async () => {
    bench.others = [{ provider: 'claude', model: 'claude-haiku-5-5' }];
    await bench.breakers.change('model:claude/claude-sonnet-5-5', () => ({
      key: 'model:claude/claude-sonnet-5-5',
      state: 'open',
      failures: [],
      opens: 1,
      until: Number.MAX_SAFE_INTEGER,
      successes: 0,
      since: 0,
    }));
    const id = await answered();
    expect(model.attempts.map(({ request }) => isSearch(request))).toEqual([false]);
    expect(answerOf(id)?.provenance.answeredBy).toBe('claude-haiku-5-5');
  });

  it('costs nothing when it is asked again over unchanged pages', async () => {
    const first = await answered();
    const again = await start({});
    expect(model.attempts).toHaveLength(2);
    expect(jobOf(again)).toMatchObject({ state: 'done', answerId: jobOf(first)?.answerId });
  });

  it('is asked again, though not put as searches again, when a page it rests on has changed', async () => {
    await answered();
    const edited: Page = {
      ...TRAVEL,
      fingerprint: 'edited',
      blocks: [heading('Hotels'), paragraph('A hotel night may cost 160 euros.')],
    };
    bench.mirrored = [edited, ...PAGES.slice(1)];
    await start({});
    expect(answers()).toHaveLength(2);
    expect(model.attempts).toHaveLength(3);
  });

  it.each([
    ['fails', async () => model.last.fail('model-overloaded')],
    [
      'writes something else',
      async () => {
        await model.last.say('I would rather talk about this question at length, for it is a good one. '.repeat(4));
        await model.last.end();
      },
    ],
  ])('is searched by rule when the model %s, now and when it is asked again', async (_how, play) => {
    await start({});
    await play();
    await settle();
    expect(sourcesOf(model.last.request).map(({ title }) => title)).toContain('Expenses › Hotels');
    await model.last.say('120 euros.');
    await model.last.end();
    await start({});
    expect(model.attempts).toHaveLength(2);
  });

  it('does not wait for a model that is silent', async () => {
    await start({});
    await settle();
    expect(model.attempts).toHaveLength(1);
    runOut();
    await settle();
    expect(model.attempts).toHaveLength(2);
    expect(sourcesOf(model.last.request).length).toBeGreaterThan(0);
  });

  it('searches what passes the filters alone', async () => {
    const [first, ...rest] = PAGES;
    bench.mirrored = [
      { ...TRAVEL, connection: asConnectionId('two') },
      ...rest.map((page) => ({ ...page, connection: asConnectionId('one') })),
    ];
    await start({ model: 'none', scope: { kind: 'everywhere', filters: { connections: [asConnectionId('two')] } } });
    const [answer] = [...bench.stores.answers.rows.values()];
    expect(new Set(answer?.citations.map(({ pageId }) => pageId))).toEqual(new Set([first?.id]));
  });

  it('shows what would be sent, the searches first, and asks nobody for it', async () => {
    const preview = await previewJob(bench, ASK, new AbortController().signal);
    expect(model.attempts).toHaveLength(0);
    expect(preview.requests).toBe(2);
    expect(preview.parts.map(({ label }) => label)).toContain('Part 2: Source: Expenses › Hotels');
  });
});

describe('a question asked of chosen pages', () => {
  it('reads them whole where they fit, and puts no searches', async () => {
    await start({ scope: { kind: 'pages', ids: [EXPENSES.id, LAUNCH.id] } });
    expect(model.attempts).toHaveLength(1);
    const items = sourcesOf(model.last.request).flatMap((source) => source.items);
    expect(items).toEqual(expect.arrayContaining(['Lunch is free.', 'Due: 8 December 2026']));
  });

  it('reads those that are not on the device, and goes without the ones that cannot be had', async () => {
    bench.readPage = async ({ pageId }) => {
      if (pageId !== LAUNCH.id) throw new Failure('notion-not-shared');
      return LAUNCH;
    };
    bench.mirrored = [EXPENSES];
    await start({ scope: { kind: 'pages', ids: [TRAVEL.id, EXPENSES.id, LAUNCH.id] } });
    const shown = new Set(sourcesOf(model.last.request).map(({ url }) => url));
    expect([...shown]).toEqual([EXPENSES.url, LAUNCH.url]);
  });

  it('has an answer of its own beside those of other pages', async () => {
    await answered({ scope: { kind: 'pages', ids: [EXPENSES.id] } });
    await start({ scope: { kind: 'pages', ids: [TRAVEL.id] } });
    expect(model.attempts).toHaveLength(2);
  });
});

describe('without a model', () => {
  it('quotes the best passages by page, dated, each with a citation to its block', async () => {
    const answer = answerOf(await start({ model: 'none' }));
    expect(answer?.text).toMatch(/\*\*Travel rules › Hotels\*\* · edited 2026-11-03\n\n> A hotel night .*\[\^\d\]/);
    expect(answer?.text).toContain('**Expenses › Hotels**');
    expect(answer).not.toHaveProperty('notFound');
    for (const { pageId, start: at, quote } of answer?.citations ?? []) {
      const page = PAGES.find(({ id }) => id === pageId);
      expect(page?.blocks[at]?.text).toContain(quote);
    }
    expect(answer?.citations.length).toBeGreaterThan(1);
  });

  it('answers from properties, and leads to the page itself', async () => {
    const answer = answerOf(await start({ model: 'none', question: 'When is the lamp launch due?' }));
    expect(answer?.text).toContain('> Due: 8 December 2026');
    expect(answer?.citations[0]).toMatchObject({ pageId: LAUNCH.id, url: LAUNCH.url, start: 0, end: 0 });
    expect(answer?.citations[0]).not.toHaveProperty('blockId');
  });

  it('says that the pages do not answer, with what comes nearest', async () => {
    const answer = answerOf(await start({ model: 'none', question: 'Which volcano erupted near the hotel?' }));
    expect(answer).toMatchObject({ state: 'done', notFound: true });
    expect(answer?.text).toMatch(/^Your pages do not seem to answer this\..*\n\n\*\*/);
    expect(answer?.citations.length).toBeGreaterThan(0);
  });

  it.each([
    ['none of them has a word of it', PAGES],
    ['nothing was ever indexed', []],
  ])('says so and asks no model where %s', async (_why, pages) => {
    bench.mirrored = pages;
    const id = await start({ question: 'Xylophone zeppelin?' });
    if (model.attempts.length > 0) await model.last.end();
    await settle();
    expect(answers()).toHaveLength(0);
    expect(answerOf(id)).toMatchObject({ state: 'done', notFound: true, citations: [] });
    expect(answerOf(id)?.text).toMatch(/^Not in your pages/);
  });

  it('stands beside a failure of the model', async () => {
    const id = await start({});
    await model.last.end();
    await refuseAll(model, 'claude-unavailable');
    const stand = bench.stores.answers.rows.get(jobOf(id)?.modelFreeId ?? '');
    expect(jobOf(id)).toMatchObject({ state: 'waiting', wait: { cause: { code: 'claude-unavailable' } } });
    expect(stand?.text).toContain('Travel rules');
  });
});

describe('a question that follows another', () => {
  it('goes with what was said, and is answered from the earlier sources too', async () => {
    const first = await start({ model: 'none' });
    const follows = asAnswerId(jobOf(first)?.answerId ?? '');
    await answered({ question: 'And is lunch free there?', follows }, 'lunch');
    const { turns } = model.last.request;
    expect(turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(turns[0]?.text).toBe('What may a hotel night cost?');
    expect(turns[1]?.text).not.toContain('[^');
    const titles = sourcesOf(model.last.request).map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(['Travel rules › Hotels, edited 2026-11-03', 'Expenses › Food']));
  });
});
