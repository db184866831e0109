import { BEGINNING, hashOf, lineOf } from './chain.ts';
import type { Link, Sha256 } from './chain.ts';

/** What an exported log shows. A line is counted from 1, as editors do. */
export type Verdict =
  | {
      readonly holds: true;
      readonly entries: number;
      readonly from: Link;
      readonly head: Link;
      readonly anchors: number;
    }
  | { readonly holds: false; readonly line: number; readonly words: string };

/** The first line of an export. */
export interface LogStart {
  readonly understudy: 'activity log';
  readonly version: 1;
  /** The entry before the first one: cut off when it was too old, or what is before the beginning. */
  readonly from: Link;
  readonly madeAt: number;
}

/** The last line of an export. */
export interface LogEnd {
  readonly end: Link & {
    readonly entries: number;
    /** SHA-256 of the first line. */
    readonly start: string;
  };
}

type Row = Readonly<Record<string, unknown>>;

class Wrong extends Error {
  readonly line: number;
  constructor(line: number, words: string) {
    super(words);
    this.line = line;
  }
}

/**
 * Checks an exported log from its first line to its last: every entry follows from the one before it, none is missing,
 * changed, moved or twice, the front was cut where the log says so, and the end is the one that was exported. An end
 * that somebody rewrote together with the log shows only beside heads that were written down elsewhere.
 * @param anchors heads written down or exported before: each must stand in the log as it was
 */
export async function verifyLog(
  lines: Iterable<string>,
  sha256: Sha256,
  anchors: readonly Link[] = [],
): Promise<Verdict> {
  try {
    return await walk(lines, sha256, anchors);
  } catch (error) {
    if (error instanceof Wrong) return { holds: false, line: error.line, words: error.message };
    throw error;
  }
}

async function walk(lines: Iterable<string>, sha256: Sha256, anchors: readonly Link[]): Promise<Verdict> {
  const wanted = new Map(anchors.map(({ n, hash }) => [n, hash]));
  let line = 0;
  let start: LogStart | undefined;
  let startHash = '';
  let last: Link = BEGINNING;
  let cut = false;
  let ended = false;
  let anchored = 0;
  const anchor = (link: Link): void => {
    const hash = wanted.get(link.n);
    if (hash === undefined) return;
    if (hash !== link.hash)
      throw new Wrong(line, `Entry ${link.n} is not the one that was written down: the log was made anew.`);
    anchored += 1;
    wanted.delete(link.n);
  };

  for (const text of lines) {
    line += 1;
    if (text === '') continue;
    if (ended) throw new Wrong(line, 'Something stands behind the last line.');
    const row = rowOf(text, line);
    if (start === undefined) {
      start = startOf(row, line);
      startHash = await sha256(text);
      last = start.from;
      anchor(last);
    } else if (row['end'] !== undefined) {
      checkEnd(row['end'], { ...last, entries: last.n - start.from.n, start: startHash }, line);
      ended = true;
    } else {
      last = await nextOf(row, last, text, line, sha256);
      if (isCut(row, start.from)) cut = true;
      anchor(last);
    }
  }
  if (start === undefined) throw new Wrong(1, 'The file is empty.');
  if (!ended) throw new Wrong(line + 1, `The end is missing: the log breaks off behind entry ${last.n}.`);
  if (start.from.n > 0 && !cut)
    throw new Wrong(1, `The first ${start.from.n} entries are missing, and no entry says that they were cut off.`);
  const [later] = [...wanted.keys()].filter((n) => n > last.n).toSorted((one, other) => one - other);
  if (later !== undefined)
    throw new Wrong(
      line,
      `The log ends with entry ${last.n}, and entry ${later} was written down: its end was cut off.`,
    );
  return { holds: true, entries: last.n - start.from.n, from: start.from, head: last, anchors: anchored };
}

function rowOf(text: string, line: number): Row {
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row;
  } catch {
    // Said below, as of anything else that is no row.
  }
  throw new Wrong(line, 'This line is no entry.');
}

function startOf(row: Row, line: number): LogStart {
  const { from } = row;
  if (row['understudy'] !== 'activity log' || row['version'] !== 1 || !isLink(from))
    throw new Wrong(line, 'This is no activity log, or one of another version: its first line is missing.');
  return row as unknown as LogStart;
}

async function nextOf(row: Row, last: Link, text: string, line: number, sha256: Sha256): Promise<Link> {
  if (!isLink(row)) throw new Wrong(line, 'This line is no entry.');
  const { n, hash } = row;
  if (n > last.n + 1) throw new Wrong(line, `Entry ${last.n + 1} is missing: entry ${n} stands in its place.`);
  if (n <= last.n)
    throw new Wrong(line, `Entry ${n} stands where entry ${last.n + 1} belongs: it was moved, or is there twice.`);
  // Compared as text too: two spellings of one entry are one changed entry.
  if (lineOf(row) !== text || (await hashOf(last.hash, row, sha256)) !== hash)
    throw new Wrong(line, `Entry ${n} was changed, or the one before it.`);
  return { n, hash };
}

function checkEnd(end: unknown, expected: LogEnd['end'], line: number): void {
  if (!isLink(end)) throw new Wrong(line, 'The last line is broken.');
  if (end.n !== expected.n)
    throw new Wrong(
      line,
      `The log ended with entry ${end.n} when it was exported, and now ends with entry ${expected.n}.`,
    );
  if (end.hash !== expected.hash || lineOf({ end }) !== lineOf({ end: sortedLike(end, expected) }))
    throw new Wrong(line, 'The first or the last line was changed.');
}

const sortedLike = (end: object, expected: LogEnd['end']): Row =>
  Object.fromEntries(Object.keys(end).map((name) => [name, (expected as unknown as Row)[name]]));

const isCut = (row: Row, { n, hash }: Link): boolean =>
  row['kind'] === 'log' && row['what'] === 'cut' && row['upTo'] === n && row['upToHash'] === hash;

const isLink = (value: unknown): value is Row & Link =>
  typeof value === 'object' &&
  value !== null &&
  'n' in value &&
  'hash' in value &&
  Number.isSafeInteger(value.n) &&
  typeof value.hash === 'string' &&
  /^[\da-f]{64}$/.test(value.hash);
