import { beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../lib/actions/ask.ts';
import { Failure } from '../../lib/base/failure.ts';
import { asAnswerId, asJobId } from '../../lib/base/ids.ts';
import { exportRequest } from '../../lib/flows/export-request.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { INPUT, createBench } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import { HandModel } from '../fixtures/hand-model.ts';
import { aJob, anAnswer } from '../fixtures/memory-stores.ts';

const OVERLOADED = { code: 'model-overloaded', model: 'claude-sonnet-5-5' } as const;

describe('a request that is taken along', () => {
  let model: HandModel;
  let bench: Bench;

  const exported = () => exportRequest(bench, asJobId('one'), new AbortController().signal);
  const waits = (differs: Partial<Job> = {}) =>
    bench.stores.jobs.add(
      aJob('one', {
        input: { ...INPUT, action: 'ask', question: 'Who owns it?' },
        state: 'waiting',
        wait: { cause: OVERLOADED, since: 0, expiresAt: 1 },
        trail: [{ model: 'claude-sonnet-5-5', startedAt: 0, endedAt: 2_300, outcome: OVERLOADED, requestId: 'req-1' }],
        ...differs,
      }),
    );

  beforeEach(() => {
    model = new HandModel();
    bench = createBench(model, ask);
  });

  it('holds the question, the prompt with its sources, why it waits and what was tried, and asks no model', async () => {
    await waits();
    const text = await exported();
    expect(text).toMatch(/^# Question: Who owns it\?\n/);
    expect(text).toContain('- Page: [Launch plan](');
    expect(text).toContain('- Waits: The model Claude Sonnet 5.5 is overloaded.');
    expect(text).toContain('## Source: Launch plan');
    expect(text).toContain('Mara owns it.');
    expect(text).toMatch(/## Your message\n\n```\n[^`]*Who owns it\?/);
    expect(text).toContain('Claude Sonnet 5.5, 2.3 s, request req-1: The model Claude Sonnet 5.5 is overloaded');
    expect(model.attempts).toEqual([]);
  });

  it('holds what had arrived and what stands in for it', async () => {
    await bench.stores.answers.put(anAnswer('cut', { state: 'interrupted', text: 'Mara ow' }));
    await bench.stores.answers.put(anAnswer('extract', { text: 'By rule: Mara.' }));
    await bench.stores.answers.put(anAnswer('earlier', { text: 'Ines owned it.' }));
    await waits({
      answerId: asAnswerId('cut'),
      modelFreeId: asAnswerId('extract'),
      lastGoodId: asAnswerId('earlier'),
    });
    const text = await exported();
    expect(text).toContain('## What had arrived of the answer\n\nMara ow\n');
    expect(text).toContain('## The last good answer\n\nInes owned it.\n');
    expect(text).toContain('## From the pages themselves, without a model\n\nBy rule: Mara.\n');
  });

  it('is given also where the page cannot be read: the question, and why the rest is missing', async () => {
    await waits({ state: 'failed', failure: { code: 'waited-too-long' } });
    bench.readPage = () => Promise.reject(new Failure('notion-unreachable'));
    const text = await exported();
    expect(text).toContain('The prompt cannot be put together now.');
    expect(text).toContain('## Your message\n\nWho owns it?\n');
    expect(text).toContain('- Failed: ');
  });

  it('keeps the words of a page letter by letter, fences and headings too', async () => {
    const [first] = bench.page.blocks;
    if (first === undefined) throw new Error('The page has no blocks');
    const text = 'Run it:\n````\n# not a heading of ours\n````';
    bench.page = { ...bench.page, blocks: [{ ...first, text }] };
    await waits();
    expect(await exported()).toMatch(/\n`{5}\n[^]*````\n# not a heading of ours\n````[^]*\n`{5}\n/);
  });

  it('is refused where there is no such request', async () => {
    await expect(exported()).rejects.toThrow('storage-broken');
  });
});
