import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { createAnswerWriter } from '../../lib/flows/answer-writer.ts';
import type { AnswerWriter } from '../../lib/flows/answer-writer.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import type { FakeClock } from '../fixtures/fake-clock.ts';
import { anAnswer } from '../fixtures/memory-stores.ts';

/** What a surface may show no later than so long after it was written. */
const SHOWN_WITHIN_MS = 250;

describe('the writer of an answer', () => {
  let clock: FakeClock;
  let onDisk: string[];
  let full: boolean;
  let writer: AnswerWriter;
  const said = (text: string): Answer => anAnswer('a', { text });

  beforeEach(() => {
    clock = createFakeClock();
    onDisk = [];
    full = false;
    const put = async ({ text }: Answer): Promise<void> => {
      if (full) throw new Failure('storage-full');
      onDisk.push(text);
    };
    writer = createAnswerWriter({ put, get: async () => undefined, finished: async () => [] }, clock);
  });

  it('puts the first words on the disk at once', async () => {
    writer.write(said('It'));
    await clock.advance(0);
    expect(onDisk).toEqual(['It']);
  });

  it('puts later words there in time, the newest alone', async () => {
    for (const text of ['It', 'It l', 'It la', 'It lau']) writer.write(said(text));
    await clock.advance(SHOWN_WITHIN_MS);
    expect(onDisk).toEqual(['It', 'It lau']);
  });

  it('puts words there in time after any silence', async () => {
    for (const text of ['It', 'It launches', 'It launches in May']) {
      writer.write(said(text));
      await clock.advance(SHOWN_WITHIN_MS);
      expect(onDisk.at(-1)).toBe(text);
      await clock.advance(10_000);
    }
  });

  it('waits for no flush at the end', async () => {
    writer.write(said('It'));
    await clock.advance(0);
    writer.write(said('It lau'));
    await writer.end(said('It launches.'));
    expect(onDisk).toEqual(['It', 'It launches.']);
  });

  it('ends an answer that was never written before', async () => {
    await writer.end(said('Whole.'));
    expect(onDisk).toEqual(['Whole.']);
  });

  it('says at the next word, and at the end, that the disk is full', async () => {
    full = true;
    writer.write(said('It'));
    await clock.advance(0);
    expect(() => writer.write(said('It l'))).toThrow('storage-full');
    await expect(writer.end(said('It l'))).rejects.toThrow('storage-full');
    expect(onDisk).toEqual([]);
  });
});
