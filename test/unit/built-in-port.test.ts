import { describe, expect, it } from 'vitest';
import type { BrowserModel, BrowserSession } from '../../lib/adapters/built-in-model/browser-model.ts';
import { createBuiltInPort } from '../../lib/adapters/built-in-model/built-in-port.ts';
import { Failure } from '../../lib/base/failure.ts';
import type { AnswerEvent, ModelPort, ModelRequest } from '../../lib/models/answer-event.ts';
import { aRequest, aSource, createHandClock } from '../contracts/claude-door.ts';

interface Fake {
  readonly availability?: string;
  readonly window?: number;
  readonly says?: readonly string[];
  /** Keeps silent behind what it says. */
  readonly stalls?: boolean;
  readonly fails?: unknown;
  /** Speaks the names of an earlier version. */
  readonly old?: boolean;
}

/** The browser's model as the platform hands it out, and what was done with it. */
function aBrowserModel({ availability = 'available', window = 6_000, says = ['Two ', 'rooms.'], ...how }: Fake) {
  const created: Parameters<BrowserModel['create']>[0][] = [];
  const asked: string[] = [];
  let destroyed = 0;
  const measure = async (prompt: string): Promise<number> => prompt.length;
  const session: BrowserSession = {
    ...(how.old === true
      ? { inputQuota: window, inputUsage: 100, measureInputUsage: measure }
      : { contextWindow: window, contextUsage: 100, measureContextUsage: measure }),
    promptStreaming(prompt) {
      asked.push(prompt);
      return new ReadableStream({
        start(controller) {
          for (const part of says) controller.enqueue(part);
          if (how.fails !== undefined) controller.error(how.fails);
          else if (how.stalls !== true) controller.close();
        },
      });
    },
    destroy: () => void (destroyed += 1),
  };
  const model: BrowserModel = {
    availability: async () => availability,
    async create(options) {
      created.push(options);
      return session;
    },
  };
  return { model, created, asked, destroyed: () => destroyed };
}

async function outcomeOf(port: ModelPort, request: ModelRequest = aRequest(), signal = new AbortController().signal) {
  const events: AnswerEvent[] = [];
  try {
    for await (const event of port.answer('browser-model', request, signal)) events.push(event);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { events, failure: error.facts };
  }
  return { events };
}

const portOf = (model: BrowserModel | undefined) => createBuiltInPort(() => model, createHandClock());

describe('the browser’s own model', () => {
  it('streams an answer, and lets go of its session', async () => {
    const { model, destroyed } = aBrowserModel({});
    const { events } = await outcomeOf(portOf(model));
    expect(events).toEqual([
      { type: 'answer-start', model: 'browser-model' },
      { type: 'text-delta', text: 'Two ', block: 0 },
      { type: 'text-delta', text: 'rooms.', block: 0 },
      { type: 'answer-end', stopped: 'done', usage: expect.objectContaining({ outputTokens: 0 }) },
    ]);
    expect(destroyed()).toBe(1);
  });

  it('is handed the system prompt and earlier turns, and the page between tags with the question', async () => {
    const { model, created, asked } = aBrowserModel({});
    const turns = [
      { role: 'user', text: 'First?' },
      { role: 'assistant', text: 'Yes.' },
      { role: 'user', text: 'How many?', sources: [aSource] },
    ] as const;
    await outcomeOf(portOf(model), aRequest({ turns }));
    expect(created[0]?.initialPrompts).toEqual([
      { role: 'system', content: 'Answer.' },
      { role: 'user', content: 'First?' },
      { role: 'assistant', content: 'Yes.' },
    ]);
    expect(asked).toEqual([expect.stringMatching(/^<data-page-\w+>\n# Plan[\s\S]*\n\nHow many\?$/)]);
  });

  it.each(['downloadable', 'downloading', 'unavailable', 'something-of-tomorrow'])(
    'is never fetched: %s is not asked, and nothing is created',
    async (availability) => {
      const { model, created } = aBrowserModel({ availability });
      expect((await outcomeOf(portOf(model))).failure).toMatchObject({
        code: 'built-in-missing',
        model: 'browser-model',
      });
      expect(created).toEqual([]);
    },
  );

  it('says how it stands, and that a browser without it has none', async () => {
    expect(await portOf(undefined).state()).toBe('absent');
    expect(await portOf(aBrowserModel({ availability: 'downloadable' }).model).state()).toBe('downloadable');
    expect(await portOf(aBrowserModel({ availability: 'odd' }).model).state()).toBe('unavailable');
    const broken = { ...aBrowserModel({}).model, availability: () => Promise.reject(new Error('broken')) };
    expect(await portOf(broken).state()).toBe('unavailable');
    expect((await outcomeOf(portOf(undefined))).failure?.code).toBe('built-in-missing');
    expect(await portOf(undefined).models(new AbortController().signal)).toEqual([]);
  });

  it.each([false, true])('refuses what does not fit, and learns its room (earlier names: %s)', async (old) => {
    const { model, asked } = aBrowserModel({ window: 300, old });
    const port = portOf(model);
    const long = aRequest({ turns: [{ role: 'user', text: 'word '.repeat(60) }] });
    expect((await outcomeOf(port, long)).failure?.code).toBe('prompt-too-long');
    expect(asked).toEqual([]);
    expect(port.contextTokens()).toBe(300);
    const [facts] = await port.models(new AbortController().signal);
    expect(facts).toMatchObject({ contextTokens: 300, citations: false });
    expect((await outcomeOf(port)).failure).toBeUndefined();
  });

  it('stops at the length that was asked for', async () => {
    const { model, destroyed } = aBrowserModel({ says: ['word '.repeat(50), 'more'] });
    const { events } = await outcomeOf(portOf(model), aRequest({ maxTokens: 10 }));
    expect(events.at(-1)).toMatchObject({ type: 'answer-end', stopped: 'length' });
    expect(events.filter(({ type }) => type === 'text-delta')).toHaveLength(1);
    expect(destroyed()).toBe(1);
  });

  it.each([
    ['QuotaExceededError', 'prompt-too-long'],
    ['NotReadableError', 'model-refusal'],
    ['NotAllowedError', 'built-in-missing'],
    ['UnknownError', 'claude-error'],
    ['TypeError', 'claude-error'],
  ])('tells %s of the browser as %s', async (name, code) => {
    const fails = name === 'TypeError' ? new TypeError('x') : new DOMException('x', name);
    const { model, destroyed } = aBrowserModel({ fails, says: [] });
    expect((await outcomeOf(portOf(model))).failure).toMatchObject({ code, provider: 'this browser' });
    expect(destroyed()).toBe(1);
  });

  it('lets a bug of ours be seen', async () => {
    const find = (): never => {
      throw new RangeError('ours');
    };
    await expect(outcomeOf(createBuiltInPort(find, createHandClock()))).rejects.toThrow('ours');
  });

  it('is given up after two minutes of silence: it reads slowly', async () => {
    const clock = createHandClock();
    const { model, destroyed } = aBrowserModel({ stalls: true, says: ['So '] });
    const events = createBuiltInPort(() => model, clock).answer('m', aRequest(), new AbortController().signal);
    const each = events[Symbol.asyncIterator]();
    await each.next();
    await each.next();
    const next = each.next();
    clock.turn(120_000);
    await expect(next).rejects.toMatchObject({ code: 'claude-timeout' });
    expect(destroyed()).toBe(1);
  });

  it('throws the person’s reason when it is stopped', async () => {
    const stop = new AbortController();
    const { model, destroyed } = aBrowserModel({ stalls: true, says: ['So '] });
    const each = portOf(model).answer('m', aRequest(), stop.signal)[Symbol.asyncIterator]();
    await each.next();
    await each.next();
    const next = each.next();
    stop.abort('stopped by the person');
    await expect(next).rejects.toBe('stopped by the person');
    expect(destroyed()).toBe(1);
  });
});
