import { sharedLength } from './bytes.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';

/** Writes some ascending terms, each as what it adds to the one before: shared length, length of the rest, the rest. */
export function writeTerms(out: ByteWriter, terms: readonly string[], from = 0, to = terms.length): void {
  let previous = '';
  for (let at = from; at < to; at += 1) {
    const term = terms[at] ?? '';
    const shared = sharedLength(previous, term);
    out.varint(shared);
    out.varint(term.length - shared);
    out.units(term, shared);
    previous = term;
  }
}

/** @throws Failure `storage-broken` at the end of the bytes */
export function readTerms(reader: ByteReader, count: number): readonly string[] {
  const terms: string[] = [];
  let term = '';
  for (let left = count; left > 0; left -= 1) {
    const shared = reader.varint();
    term = term.slice(0, shared) + reader.units(reader.varint());
    terms.push(term);
  }
  return terms;
}

/** Place of the first term that is not before `term`. */
export function lowerBound(terms: readonly string[], term: string): number {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((terms[middle] ?? '') < term) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Place of the last term that is not after `term`; -1 when all of them are. */
export function lastNotAfter(terms: readonly string[], term: string): number {
  const at = lowerBound(terms, term);
  return terms[at] === term ? at : at - 1;
}
