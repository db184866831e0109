import type { Chained } from './chain.ts';
import type { ActivityKind, ActivityOutcome } from './entry.ts';

/** Which entries are looked for; what is left out does not narrow. */
export interface LogQuery {
  readonly kind?: ActivityKind;
  readonly outcome?: ActivityOutcome;
  readonly host?: string;
  readonly page?: string;
  /** From this time on, and up to the other, in ms since the epoch. */
  readonly from?: number;
  readonly to?: number;
  /** Words that must all stand in what is said of the entry. */
  readonly words?: string;
}

/** Whether an entry is among those that are looked for. */
export function fitsQuery(entry: Chained, query: LogQuery): boolean {
  const { kind, outcome, host, page, from = 0, to = Number.POSITIVE_INFINITY, words = '' } = query;
  return (
    (kind === undefined || entry.kind === kind) &&
    (outcome === undefined || entry.outcome === outcome) &&
    (host === undefined || entry.host === host) &&
    (page === undefined || entry.page === page) &&
    entry.at >= from &&
    entry.at <= to &&
    (words === '' || holdsAll(entry, words))
  );
}

function holdsAll(entry: Chained, words: string): boolean {
  const said = Object.values(entry).join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
