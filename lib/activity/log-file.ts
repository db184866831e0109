import type { ActivityHead } from './activity-store.ts';
import { lineOf } from './chain.ts';
import type { Chained, Sha256 } from './chain.ts';
import type { LogEnd, LogStart } from './verify-log.ts';

/** The first line of an export. */
export function startLine({ from }: Pick<ActivityHead, 'from'>, madeAt: number): string {
  const start: LogStart = { understudy: 'activity log', version: 1, madeAt, from };
  return JSON.stringify(start);
}

/** The last line of an export. */
export async function endLine(
  { n, hash, from }: Pick<ActivityHead, 'n' | 'hash' | 'from'>,
  start: string,
  sha256: Sha256,
): Promise<string> {
  const end: LogEnd = { end: { n, hash, entries: n - from.n, start: await sha256(start) } };
  return JSON.stringify(end);
}

/** Entries as lines of JSON, each with the break behind it. */
export const jsonLines = (rows: readonly Chained[]): string => rows.map((row) => `${lineOf({ ...row })}\n`).join('');

const COLUMNS = [
  'n',
  'time',
  'kind',
  'what',
  'outcome',
  'code',
  'page',
  'fingerprint',
  'connection',
  'action',
  'tool',
  'provider',
  'model',
  'host',
  'tokensIn',
  'tokensOut',
  'usd',
  'requests',
  'failures',
  'bytesOut',
  'bytesIn',
  'ms',
  'rule',
  'count',
  'of',
  'upTo',
  'upToHash',
  'hash',
] as const;

export const CSV_HEAD = `${COLUMNS.join(',')}\r\n`;

/** Entries as rows of a table. No value of an entry can hold a comma, a quote or the start of a formula. */
export const csvRows = (rows: readonly Chained[]): string =>
  rows
    .map((row) => {
      const { at, microUsd, ...rest } = row;
      const told: Readonly<Record<string, string | number | undefined>> = {
        ...rest,
        time: new Date(at).toISOString(),
        ...(microUsd === undefined ? {} : { usd: (microUsd / 1_000_000).toFixed(6) }),
      };
      return `${COLUMNS.map((name) => String(told[name] ?? '')).join(',')}\r\n`;
    })
    .join('');
