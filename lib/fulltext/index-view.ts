import type { ByField } from './doc-terms.ts';

/**
 * Number of an indexed state of a page. Given once, in ascending order, and never again: an edited page gets a new one
 * and its old one is dead.
 */
export type DocNumber = number;

/** A term that the index holds. `df` counts pages; those that were edited since count until the next merge. */
export interface KnownTerm {
  readonly term: string;
  readonly df: number;
}

/** Where one term stands. Places belong together; `slots` ascend. */
export interface Postings {
  /** Slots of the pages that hold the term; dead ones may be among them. */
  readonly slots: Uint32Array;
  readonly counts: ByField<Uint8Array>;
  /** How many of the pages hold it in each field. */
  readonly held: ByField<number>;
}

/**
 * The index as one query sees it: all of it at one moment, read as far as it is asked for. A slot is a place in the
 * arrays that scoring uses, from 0 up to `slots`, exclusive.
 * @throws Failure `storage-broken` when what is read does not fit the format; the index is to be built anew then
 */
export interface IndexView {
  readonly slots: number;
  /** Pages that can be found. */
  readonly live: number;
  /** Mean length of each field over all pages. */
  readonly meanLengths: ByField<number>;
  /** Length of each field by slot, as `decodeLength` reads it. */
  readonly lengths: ByField<Uint8Array>;
  /** By slot: 1 for a page that cannot be found any more. */
  readonly dead: Uint8Array;
  docOf(slot: number): DocNumber;
  /** What is known of each term, in the order asked. */
  find(terms: readonly string[]): Promise<readonly (KnownTerm | undefined)[]>;
  /** All terms that begin so, in ascending order. */
  startingWith(prefix: string): Promise<readonly KnownTerm[]>;
  /** Postings of each term, in the order asked; empty for one that is not held. */
  postings(terms: readonly string[]): Promise<readonly Postings[]>;
}

/** One byte a length: exact up to 40, then in steps of about 6 %. The same idea as Lucene's norms. */
export function encodeLength(length: number): number {
  return length <= EXACT ? length : Math.min(255, EXACT + Math.round(Math.log(length / EXACT) / STEP));
}

export function decodeLength(byte: number): number {
  return byte <= EXACT ? byte : EXACT * Math.exp((byte - EXACT) * STEP);
}

const EXACT = 40;
const STEP = 0.06;
