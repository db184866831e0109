import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addToTotals, NO_TOTALS } from '../../lib/activity/host-totals.ts';
import { fitsQuery } from '../../lib/activity/find-entries.ts';
import { BEGINNING, chainOn } from '../../lib/activity/chain.ts';
import type { Chained } from '../../lib/activity/chain.ts';
import type { ActivityEntry } from '../../lib/activity/entry.ts';
import { CSV_HEAD, csvRows } from '../../lib/activity/log-file.ts';
import { verifyLog } from '../../lib/activity/verify-log.ts';
import { anExport, seeded, TAMPERINGS } from '../verify/tamper.ts';

const sha256 = async (text: string): Promise<string> => createHash('sha256').update(text).digest('hex');

describe('the verifier of an exported log', () => {
  it('finds nothing wrong with what nobody touched, from its beginning or from where it was cut', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const log = await anExport(seeded(seed), 30, sha256);
      expect(await verifyLog(log.lines, sha256, [log.head])).toEqual({
        holds: true,
        entries: log.rows.length,
        from: log.from,
        head: log.head,
        anchors: 1,
      });
    }
  });

  it.each(Object.entries(TAMPERINGS))('finds it when somebody tries to %s', async (_name, { needsHead, how }) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const unit = seeded(seed);
      const log = await anExport(unit, 30, sha256);
      const tampered = await how(log, unit, sha256);
      const verdict = await verifyLog(tampered, sha256, needsHead === true ? [log.head] : []);
      expect(verdict, `seed ${seed}`).toMatchObject({ holds: false });
    }
  });

  it('names the first wrong line', async () => {
    const { lines } = await anExport(seeded(2), 30, sha256);
    expect(await verifyLog(lines.toSpliced(10, 1), sha256)).toMatchObject({
      line: 11,
      words: expect.stringMatching(/missing/),
    });
    const twice = await verifyLog(lines.toSpliced(10, 0, lines[4] ?? ''), sha256);
    expect(twice).toMatchObject({ line: 11, words: expect.stringMatching(/twice/) });
    expect(await verifyLog(['{"a":1}'], sha256)).toMatchObject({
      line: 1,
      words: expect.stringMatching(/no activity log/),
    });
    expect(await verifyLog([], sha256)).toMatchObject({ line: 1, words: 'The file is empty.' });
  });

  it('cannot tell a log that was made anew as a whole, but beside a head that was written down', async () => {
    const unit = seeded(5);
    const log = await anExport(unit, 30, sha256);
    const anew = await TAMPERINGS['change an entry and make the rest anew']?.how(log, unit, sha256);
    expect(await verifyLog(anew ?? [], sha256)).toMatchObject({ holds: true });
    expect(await verifyLog(anew ?? [], sha256, [log.head])).toMatchObject({ holds: false });
  });
});

describe('what is read out of the log', () => {
  const page = '1f2e3d4c-5b6a-4789-90ab-cdef01234567';
  const notion = 'api.notion.com';
  const ACTS: readonly ActivityEntry[] = [
    { at: 1_000, kind: 'read', what: 'content', outcome: 'done', host: notion, page },
    { at: 2_000, kind: 'read', what: 'titles', outcome: 'failed', code: 'notion-unavailable', host: notion },
    {
      at: 3_000,
      kind: 'model',
      what: 'answer',
      outcome: 'done',
      action: 'summarize',
      host: 'api.anthropic.com',
      page,
      model: 'claude-sonnet-5-5',
      tokensIn: 500,
      tokensOut: 20,
      microUsd: 1_200,
    },
    {
      at: 4_000,
      kind: 'traffic',
      what: 'host',
      outcome: 'done',
      host: notion,
      requests: 2,
      failures: 1,
      bytesOut: 80,
      bytesIn: 4_000,
    },
    {
      at: 5_000,
      kind: 'traffic',
      what: 'host',
      outcome: 'done',
      host: 'api.anthropic.com',
      requests: 1,
      failures: 0,
      bytesOut: 2_000,
      bytesIn: 900,
    },
  ];
  const chained = (): Promise<readonly Chained[]> => chainOn(BEGINNING, ACTS, sha256);

  it('sums up what went where and why, all at once or bit by bit', async () => {
    const rows = await chained();
    const whole = addToTotals(NO_TOTALS, rows);
    expect(whole.hosts[notion]).toEqual({
      host: notion,
      firstAt: 1_000,
      lastAt: 4_000,
      requests: 2,
      failures: 1,
      bytesOut: 80,
      bytesIn: 4_000,
      tokensIn: 0,
      tokensOut: 0,
      microUsd: 0,
      why: { read: 1, search: 1 },
    });
    expect(whole.hosts['api.anthropic.com']).toMatchObject({
      requests: 1,
      tokensIn: 500,
      tokensOut: 20,
      microUsd: 1_200,
      why: { summarize: 1 },
    });
    const played = { ...ACTS[2], rule: 'drill', outcome: 'failed', n: 6 } as const;
    expect(addToTotals(whole, [played as Chained]).hosts['api.anthropic.com']?.why).toEqual({ summarize: 1 });
    expect(addToTotals(addToTotals(NO_TOTALS, rows.slice(0, 2)), rows.slice(2))).toEqual(whole);
  });

  it('finds entries by kind, outcome, host, page, time and words', async () => {
    const rows = await chained();
    const found = (query: Parameters<typeof fitsQuery>[1]) =>
      rows.filter((row) => fitsQuery(row, query)).map(({ n }) => n);
    expect(found({})).toEqual([1, 2, 3, 4, 5]);
    expect(found({ kind: 'read' })).toEqual([1, 2]);
    expect(found({ outcome: 'failed' })).toEqual([2]);
    expect(found({ host: notion, kind: 'traffic' })).toEqual([4]);
    expect(found({ page })).toEqual([1, 3]);
    expect(found({ from: 2_000, to: 3_000 })).toEqual([2, 3]);
    expect(found({ words: 'Sonnet summarize' })).toEqual([3]);
  });

  it('goes into a table with one column a fact', async () => {
    const lines = (CSV_HEAD + csvRows(await chained())).trimEnd().split('\r\n');
    const [head = '', , , model = ''] = lines;
    const cell = (name: string) => model.split(',')[head.split(',').indexOf(name)];
    expect(lines).toHaveLength(6);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
    expect([cell('n'), cell('time'), cell('usd'), cell('page')]).toEqual([
      '3',
      '1970-01-01T00:00:03.000Z',
      '0.001200',
      page,
    ]);
  });
});
