import type { ActivityEntry, ActivityKind } from './entry.ts';

/** What went to one host and what for, by the log's own figures. */
export interface HostTotal {
  readonly host: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly requests: number;
  readonly failures: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly microUsd: number;
  /** Why it was asked, and how often: `summarize`, `read`, `write`. */
  readonly why: Readonly<Record<string, number>>;
}

/** Sums up to an entry, so that only what came since is added. */
export interface HostTotals {
  readonly upTo: number;
  readonly hosts: Readonly<Record<string, HostTotal>>;
}

export const NO_TOTALS: HostTotals = { upTo: 0, hosts: {} };

/** The sums with more entries, oldest first. */
export function addToTotals(
  before: HostTotals,
  entries: readonly (ActivityEntry & { readonly n: number })[],
): HostTotals {
  const hosts: Record<string, HostTotal> = { ...before.hosts };
  for (const entry of entries) {
    const { host } = entry;
    if (host !== undefined) hosts[host] = withEntry(hosts[host], host, entry);
  }
  return { upTo: entries.at(-1)?.n ?? before.upTo, hosts };
}

function withEntry(total: HostTotal | undefined, host: string, entry: ActivityEntry): HostTotal {
  const { at, requests = 0, failures = 0, bytesOut = 0, bytesIn = 0 } = entry;
  const { tokensIn = 0, tokensOut = 0, microUsd = 0 } = entry;
  const before = total ?? { ...NOTHING, host, firstAt: at, lastAt: at };
  const why = isPlayed(entry) ? undefined : REASONS[entry.kind]?.(entry);
  return {
    host,
    firstAt: Math.min(before.firstAt, at),
    lastAt: Math.max(before.lastAt, at),
    requests: before.requests + requests,
    failures: before.failures + failures,
    bytesOut: before.bytesOut + bytesOut,
    bytesIn: before.bytesIn + bytesIn,
    tokensIn: before.tokensIn + tokensIn,
    tokensOut: before.tokensOut + tokensOut,
    microUsd: before.microUsd + microUsd,
    why: why === undefined ? before.why : { ...before.why, [why]: (before.why[why] ?? 0) + 1 },
  };
}

/** Played by a drill: it failed here and never reached the host. */
const isPlayed = ({ rule, outcome }: ActivityEntry): boolean => rule === 'drill' && outcome !== 'done';

const NOTHING: Omit<HostTotal, 'host' | 'firstAt' | 'lastAt'> = {
  requests: 0,
  failures: 0,
  bytesOut: 0,
  bytesIn: 0,
  tokensIn: 0,
  tokensOut: 0,
  microUsd: 0,
  why: {},
};

const LOOKS_UP: ReadonlySet<string> = new Set(['titles', 'query']);

/** What an act was for. Those without a host of their own, and mere sums, are no reason. */
const REASONS: Partial<Readonly<Record<ActivityKind, (entry: ActivityEntry) => string>>> = {
  read: ({ what }) => {
    if (what === 'who') return 'test';
    return LOOKS_UP.has(what) ? 'search' : 'read';
  },
  write: () => 'write',
  model: ({ what, action }) => (what === 'answer' ? (action ?? 'other') : what),
};
