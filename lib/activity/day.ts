import type { FailureCode } from '../base/failure.ts';
import type { Call, ServiceKey } from './call.ts';
import { shownBy } from './shown-by.ts';

/** So many days are kept. */
export const DAYS_KEPT = 90;
export const DAY_MS = 24 * 60 * 60_000;

/** What the calls of one day to one service were like, as a row. */
export interface DayRow {
  readonly key: string;
  /** `2026-11-21`, by the clock of the device. */
  readonly day: string;
  readonly service: ServiceKey;
  readonly name: string;
  readonly calls: number;
  readonly failed: Partial<Readonly<Record<FailureCode, number>>>;
  /** Answers by how long they took to begin; see `bucketOf`. */
  readonly times: readonly number[];
}

/** The first bucket holds what took up to a tenth of a second; each further one reaches √2 times as far. */
const FIRST_MS = 100;
const STEP = Math.SQRT2;
/** The last holds what took longer than four and a half minutes. */
const BUCKETS = 24;

const bucketOf = (ms: number): number =>
  Math.min(BUCKETS - 1, Math.max(0, Math.ceil(Math.log(Math.max(ms, 1) / FIRST_MS) / Math.log(STEP))));

/**
 * The time in ms within which a share of the answers began, from a histogram: right to within a bucket, so never off by
 * more than 41 %. `undefined` without answers.
 */
export function quantile(times: readonly number[], share: number): number | undefined {
  const total = times.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let left = share * total;
  for (const [bucket, count] of times.entries()) {
    if (count > 0 && left <= count) return FIRST_MS * STEP ** (bucket - 1 + left / count);
    left -= count;
  }
  return FIRST_MS * STEP ** (BUCKETS - 1);
}

/** Adds up histograms. */
export const addTimes = (one: readonly number[], other: readonly number[]): readonly number[] =>
  Array.from({ length: Math.max(one.length, other.length) }, (_none, at) => (one[at] ?? 0) + (other[at] ?? 0));

/**
 * The day of a moment.
 * @param offsetMs how far the device's clock is ahead of UTC
 */
export const dayOf = (time: number, offsetMs: number): string => new Date(time + offsetMs).toISOString().slice(0, 10);

/** When a day begins. */
export const startOfDay = (day: string, offsetMs: number): number => Date.parse(`${day}T00:00:00Z`) - offsetMs;

/** The row's name: one a day and service. */
export const dayKey = (day: string, service: ServiceKey): string => `${day} ${service}`;

/** The day's row after one more call; the row itself when the call tells nothing of its service. */
export function addToDay(before: DayRow | undefined, call: Call, day: string): DayRow | undefined {
  const code = call.failure?.code;
  const shown = shownBy(code);
  if (shown === undefined) return before;
  const { service, name } = call;
  const row = before ?? { key: dayKey(day, service), day, service, name, calls: 0, failed: {}, times: [] };
  const counted = { ...row, name, calls: row.calls + 1 };
  if (shown === 'failed' && code !== undefined) {
    return { ...counted, failed: { ...row.failed, [code]: (row.failed[code] ?? 0) + 1 } };
  }
  if (code !== undefined || call.untimed === true) return counted;
  const times = Array.from({ length: BUCKETS }, (_none, at) => row.times[at] ?? 0);
  const bucket = bucketOf((call.firstWordAt ?? call.endedAt) - call.startedAt);
  return { ...counted, times: times.map((count, at) => (at === bucket ? count + 1 : count)) };
}
