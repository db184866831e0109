import { BEGINNING, chainOn, lineOf } from '../../lib/activity/chain.ts';
import type { Chained, Link, Sha256 } from '../../lib/activity/chain.ts';
import { ACTS } from '../../lib/activity/entry.ts';
import type { ActivityEntry, ActivityKind } from '../../lib/activity/entry.ts';
import { endLine, startLine } from '../../lib/activity/log-file.ts';

/** A number in [0, 1), the same row for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (unit: () => number, end: number): number => Math.floor(unit() * end);

/** An entry as the real ones are: an id, codes and numbers. */
export function anAct(unit: () => number, at: number): ActivityEntry {
  const kinds: readonly ActivityKind[] = ['read', 'model', 'tool', 'write', 'approval', 'policy', 'failure'];
  const kind = kinds[below(unit, kinds.length)] ?? 'read';
  const acts = ACTS[kind];
  const page = `00000000-0000-4000-8000-${String(below(unit, 1e9)).padStart(12, '0')}`;
  const what = acts[below(unit, acts.length)];
  const tokens = { tokensIn: below(unit, 9_000), tokensOut: below(unit, 900), microUsd: below(unit, 90_000) };
  const facts = { host: 'api.notion.com', page, ...(kind === 'model' ? tokens : {}) };
  return { at, kind, what, outcome: unit() < 0.9 ? 'done' : 'failed', ...facts } as ActivityEntry;
}

/** A log as it is exported, and the head that somebody wrote down on that day. */
export interface Exported {
  readonly lines: readonly string[];
  readonly rows: readonly Chained[];
  readonly head: Link;
  readonly from: Link;
}

/** An export of so many entries; of a log whose front was cut, every other time. */
export async function anExport(unit: () => number, entries: number, sha256: Sha256): Promise<Exported> {
  const acts = Array.from({ length: entries }, (_row, at) => anAct(unit, 1_790_000_000_000 + at * 1_000));
  const all = await chainOn(BEGINNING, acts, sha256);
  const cutAt = unit() < 0.5 ? 0 : 1 + below(unit, Math.floor(entries / 2));
  const last = all.at(-1);
  const from = all[cutAt - 1] ?? BEGINNING;
  if (last === undefined || cutAt === 0) return exported(all, BEGINNING, sha256);
  const said = { kind: 'log', what: 'cut', outcome: 'done', upTo: from.n, upToHash: from.hash, count: from.n } as const;
  const kept = [...all.slice(cutAt), ...(await chainOn(last, [{ ...said, at: last.at }], sha256))];
  return exported(kept, { n: from.n, hash: from.hash }, sha256);
}

async function exported(rows: readonly Chained[], from: Link, sha256: Sha256): Promise<Exported> {
  const { n, hash } = rows.at(-1) ?? from;
  const start = startLine({ from }, 1_795_000_000_000);
  const lines = [start, ...rows.map((row) => lineOf({ ...row })), await endLine({ n, hash, from }, start, sha256)];
  return { lines, rows, head: { n, hash }, from };
}

type Tamper = (log: Exported, unit: () => number, sha256: Sha256) => Promise<readonly string[]> | readonly string[];

/** Where an entry stands: neither the first line nor the last. */
const entryAt = ({ rows }: Exported, unit: () => number): number => 1 + below(unit, rows.length);

const plain = ({ n: _n, hash: _hash, ...entry }: Chained): ActivityEntry => entry;

/** The lines with one of a row's facts changed. */
function changed(line: string, unit: () => number): string {
  const row = JSON.parse(line) as Record<string, unknown>;
  const names = Object.keys(row);
  const name = names[below(unit, names.length)] ?? 'at';
  const value = row[name];
  if (unit() < 0.2 && name !== 'n' && name !== 'hash') delete row[name];
  else if (typeof value === 'number') row[name] = value + 1;
  else row[name] = String(value).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  return lineOf(row);
}

/** A log made anew as a whole, as somebody can who holds the profile. */
async function madeAnew(log: Exported, rows: readonly Chained[], sha256: Sha256): Promise<readonly string[]> {
  return (await exported(await chainOn(log.from, rows.map(plain), sha256), log.from, sha256)).lines;
}

/** What somebody may do to an export. Those that need what was written down elsewhere say so. */
export const TAMPERINGS: Readonly<Record<string, { readonly needsHead?: true; readonly how: Tamper }>> = {
  'change a field': {
    how(log, unit) {
      const at = entryAt(log, unit);
      return log.lines.map((line, index) => (index === at ? changed(line, unit) : line));
    },
  },
  'spell an entry otherwise': {
    how(log, unit) {
      const at = entryAt(log, unit);
      return log.lines.map((line, index) => (index === at ? line.replace(',"', ', "') : line));
    },
  },
  'remove entries': {
    how(log, unit) {
      const at = entryAt(log, unit);
      const most = 1 + below(unit, 3);
      return log.lines.filter((_line, index) => index < at || index >= Math.min(at + most, log.lines.length - 1));
    },
  },
  'swap two entries': {
    how(log, unit) {
      const one = entryAt(log, unit);
      const other = 1 + ((one + below(unit, log.rows.length - 1)) % log.rows.length);
      return log.lines.map((line, at) => (at === one ? log.lines[other] : at === other ? log.lines[one] : line) ?? '');
    },
  },
  'put an entry in twice': {
    how(log, unit) {
      const at = entryAt(log, unit);
      return log.lines.toSpliced(1 + below(unit, log.rows.length + 1), 0, log.lines[at] ?? '');
    },
  },
  'put in an entry of one’s own': {
    async how(log, unit, sha256) {
      const at = 1 + below(unit, log.rows.length);
      const before = log.rows[at - 2] ?? log.from;
      const [own] = await chainOn(before, [anAct(unit, 1_790_000_000_500)], sha256);
      return log.lines.toSpliced(at, 0, lineOf({ ...own }));
    },
  },
  'cut off the end': {
    how: (log, unit) => log.lines.slice(0, 1 + below(unit, log.rows.length + 1)),
  },
  'cut off entries before the last line': {
    how(log, unit) {
      const gone = 1 + below(unit, log.rows.length);
      return log.lines.toSpliced(log.lines.length - 1 - gone, gone);
    },
  },
  'cut off the front': {
    how: (log, unit) => [log.lines[0] ?? '', ...log.lines.slice(1 + 1 + below(unit, log.rows.length))],
  },
  'cut off the front and rewrite the first line and the last': {
    async how(log, unit, sha256) {
      const gone = 1 + below(unit, log.rows.length - 1);
      const { n, hash } = log.rows[gone - 1] ?? log.from;
      return (await exported(log.rows.slice(gone), { n, hash }, sha256)).lines;
    },
  },
  'cut off the end and rewrite the last line': {
    needsHead: true,
    async how(log, unit, sha256) {
      return (await exported(log.rows.slice(0, below(unit, log.rows.length)), log.from, sha256)).lines;
    },
  },
  'change an entry and make the rest anew': {
    needsHead: true,
    async how(log, unit, sha256) {
      const at = below(unit, log.rows.length);
      const rows = log.rows.map((row, index) => (index === at ? { ...row, at: row.at + 1 } : row));
      return madeAnew(log, rows, sha256);
    },
  },
  'remove an entry and make the rest anew': {
    needsHead: true,
    async how(log, unit, sha256) {
      const at = below(unit, log.rows.length);
      return madeAnew(log, log.rows.toSpliced(at, 1), sha256);
    },
  },
};
