import type { PrivateKind } from './finding.ts';
import { kindOf } from './placeholder.ts';
import type { PlaceholderName } from './placeholder.ts';

export type KindCounts = Partial<Readonly<Record<PrivateKind, number>>>;

/** What was done about what is private, as numbers: no value and no name of one is in it. */
export interface Redacted {
  /** Different values that a placeholder stood in for. */
  readonly replaced?: KindCounts;
  /** Different values that were found and sent as they are. */
  readonly sent?: KindCounts;
  /** Characters that nobody sees, and letters that posed as others, which were taken out or made plain. */
  readonly hidden?: number;
}

/** Gathers over all requests of one job what was done, each value once. */
export interface Gathered {
  add(found: {
    used(): ReadonlyMap<PlaceholderName, string>;
    sent(): ReadonlyMap<string, PrivateKind>;
    hidden(): number;
  }): void;
  /** Nothing where nothing was found. */
  redacted(): Redacted | undefined;
}

export function createGathered(): Gathered {
  const names = new Set<PlaceholderName>();
  const sent = new Map<string, PrivateKind>();
  let hidden = 0;
  return {
    add(found) {
      for (const name of found.used().keys()) names.add(name);
      for (const [value, kind] of found.sent()) sent.set(value, kind);
      // Later requests of a job repeat what earlier ones held.
      hidden = Math.max(hidden, found.hidden());
    },
    redacted() {
      if (names.size + sent.size + hidden === 0) return undefined;
      return {
        ...(names.size === 0 ? {} : { replaced: countsOf([...names].map(kindOf)) }),
        ...(sent.size === 0 ? {} : { sent: countsOf([...sent.values()]) }),
        ...(hidden === 0 ? {} : { hidden }),
      };
    },
  };
}

/** With characters that were taken out on the way to the gate. */
export function withHidden(redacted: Redacted | undefined, removed: number): Redacted | undefined {
  if (removed === 0) return redacted;
  return { ...redacted, hidden: (redacted?.hidden ?? 0) + removed };
}

export function countsOf(kinds: readonly PrivateKind[]): KindCounts {
  const counts: Partial<Record<PrivateKind, number>> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
