import type { ActivityEntry } from './entry.ts';

/** A place in the chain: an entry's number, from 1, and its hash. */
export interface Link {
  readonly n: number;
  readonly hash: string;
}

/** Before the first entry. */
export const BEGINNING: Link = { n: 0, hash: '0'.repeat(64) };

/** An entry in its place. */
export type Chained = ActivityEntry & Link;

/** SHA-256 of a text's UTF-8 bytes, as 64 hex digits. */
export type Sha256 = (text: string) => Promise<string>;

/** An entry as one line of JSON: names in the order of their letters, no spaces, and the hash behind everything else. */
export function lineOf(chained: Readonly<Record<string, unknown>>): string {
  const { hash, ...rest } = chained;
  return JSON.stringify({ ...sorted(rest), ...(hash === undefined ? {} : { hash }) });
}

/** The hash that holds an entry in its place: over the hash before it, its number and everything that it says. */
export function hashOf(before: string, entry: Readonly<Record<string, unknown>>, sha256: Sha256): Promise<string> {
  const { hash: _itself, ...rest } = entry;
  return sha256(`${before}\n${lineOf(rest)}`);
}

/** The entries in their places behind a link. */
export async function chainOn(
  from: Link,
  entries: readonly ActivityEntry[],
  sha256: Sha256,
): Promise<readonly Chained[]> {
  const chained: Chained[] = [];
  let last = from;
  for (const entry of entries) {
    const placed = { ...entry, n: last.n + 1 };
    last = { n: placed.n, hash: await hashOf(last.hash, placed, sha256) };
    chained.push({ ...placed, hash: last.hash });
  }
  return chained;
}

const sorted = (entry: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entry).toSorted(([one], [other]) => (one < other ? -1 : 1)));
