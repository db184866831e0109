import { describe, expect, it } from 'vitest';
import { DocRuns } from '../../lib/fulltext/packed/doc-runs.ts';
import { readSegment, writeSegment } from '../../lib/fulltext/packed/segment.ts';
import type { Segment } from '../../lib/fulltext/packed/segment.ts';

describe('a segment of many pages', () => {
  const pages = 40_000;
  const lengths = (field: number): Uint8Array =>
    Uint8Array.from({ length: pages }, (_, at) => (at * (field + 3)) % 251);
  const segment: Segment = {
    id: 7,
    docs: DocRuns.of(Array.from({ length: pages }, (_, at) => at + 100)),
    lengths: [lengths(0), lengths(1), lengths(2)],
    totals: [1, 2, 3],
    firstTerms: ['a', 'budget', 'launch'],
    streamBytes: 123_456,
  };
  const rows = writeSegment(segment);

  it('rests in rows that the browser keeps within its database', () => {
    expect(rows.length).toBeGreaterThan(1);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThan(64 * 1024);
    expect(readSegment(7, rows)).toEqual(segment);
  });

  it.each([
    ['one is missing', rows.slice(0, -1)],
    ['two changed places', rows.toReversed()],
    ['all are missing', []],
  ])('does not open when %s', (_what, found) => {
    expect(() => readSegment(7, found)).toThrow('storage-broken');
  });
});
