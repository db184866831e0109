import type { ByField, DocTerms } from '../doc-terms.ts';
import type { DocNumber } from '../index-view.ts';
import { ByteReader, ByteWriter, sharedLength } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { readPostings, postingArrays, writePosting } from './posting-list.ts';
import { seal, unseal } from './seal.ts';

/** The index of one page that was put, or of none when pages were removed, until a merge takes it into a segment. */
export interface Delta {
  readonly doc: DocNumber;
  /** Pages that are dead from this change on. */
  readonly kills: readonly DocNumber[];
  readonly page?: DocTerms;
}

/**
 * A row of `delta`: the doc's number, the killed ones, and for a page its lengths and its terms, each as what
 * it adds to the one before it, with a posting whose gap is 0.
 */
export function writeDelta(doc: DocNumber, kills: readonly DocNumber[], page: DocTerms | undefined): Bytes {
  const out = new ByteWriter(2_048);
  out.varint(doc);
  out.varint(kills.length);
  for (const killed of kills) out.varint(killed);
  out.byte(page === undefined ? 0 : 1);
  if (page !== undefined) writePage(out, page);
  return seal('delta', 0, out);
}

function writePage(out: ByteWriter, page: DocTerms): void {
  for (const length of page.lengths) out.varint(length);
  out.varint(page.terms.length);
  let previous = '';
  for (const term of page.terms) {
    const shared = sharedLength(previous, term);
    out.varint(shared);
    out.varint(term.length - shared);
    out.units(term, shared);
    previous = term;
  }
  const [titles, leads, bodies] = page.counts;
  for (let at = 0; at < page.terms.length; at += 1) {
    writePosting(out, 0, titles[at] ?? 0, leads[at] ?? 0, bodies[at] ?? 0);
  }
}

/** @throws Failure `storage-broken` */
export function readDelta(row: Uint8Array): Delta {
  const reader = new ByteReader(unseal('delta', 0, row));
  const doc = reader.varint();
  const kills: DocNumber[] = [];
  for (let left = reader.varint(); left > 0; left -= 1) kills.push(reader.varint());
  if (reader.byte() === 1) return { doc, kills, page: readPage(reader) };
  reader.end();
  return { doc, kills };
}

function readPage(reader: ByteReader): DocTerms {
  const lengths: ByField<number> = [reader.varint(), reader.varint(), reader.varint()];
  const terms: string[] = [];
  let term = '';
  for (let left = reader.varint(); left > 0; left -= 1) {
    const shared = reader.varint();
    term = term.slice(0, shared) + reader.units(reader.varint());
    terms.push(term);
  }
  const arrays = postingArrays(terms.length);
  readPostings(reader.bytes.subarray(reader.at), terms.length, 0, arrays, 0);
  return { terms, counts: arrays.counts, lengths };
}
