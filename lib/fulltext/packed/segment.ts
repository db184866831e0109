import type { ByField } from '../doc-terms.ts';
import { decodeLength } from '../index-view.ts';
import { ByteReader, ByteWriter, damaged, joined } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { DocRuns } from './doc-runs.ts';
import type { Row } from './index-rows.ts';
import { seal, unseal } from './seal.ts';
import { lastNotAfter, readTerms, writeTerms } from './term-list.ts';

/** Postings of a segment stand in one stream, in the order of their terms, cut into rows of this length. */
export const POST_BYTES = 16_384;

/** What is known of a segment before any of its blocks is read. It never changes. */
export interface Segment {
  readonly id: number;
  readonly docs: DocRuns;
  /** One byte a page and field, by slot within the segment. */
  readonly lengths: ByField<Uint8Array>;
  /** Sums of the lengths over all its pages, as `lengthOf` reads them. */
  readonly totals: ByField<number>;
  /** The first term of each dict block. */
  readonly firstTerms: readonly string[];
  /** Length of its stream of postings. */
  readonly streamBytes: number;
}

/** A value above 64 KiB Chromium keeps as a file of its own beside its database. */
const PART_BYTES = 48 * 1024;

/** The rows of a segment, in the order of their parts. */
export function writeSegment(segment: Segment): readonly Bytes[] {
  const out = new ByteWriter(segment.docs.size * 3 + 4_096);
  segment.docs.write(out);
  for (const lengths of segment.lengths) out.copy(lengths, 0, segment.docs.size);
  for (const total of segment.totals) out.varint(total);
  out.varint(segment.streamBytes);
  out.varint(segment.firstTerms.length);
  writeTerms(out, segment.firstTerms);
  const count = Math.max(1, Math.ceil(out.length / PART_BYTES));
  return Array.from({ length: count }, (_, part) => {
    const row = new ByteWriter(PART_BYTES + 32);
    for (const number of [segment.id, part, count]) row.varint(number);
    const from = part * PART_BYTES;
    const contents = out.slice(from, Math.min(from + PART_BYTES, out.length));
    row.copy(contents, 0, contents.length);
    return seal('segment', segment.id, row);
  });
}

const LENGTHS = Uint32Array.from({ length: 256 }, (_, byte) => Math.round(decodeLength(byte)));

/** The length that a byte stands for, as a whole number, so that sums over pages are exact in whatever order. */
export const lengthOf = (byte: number): number => LENGTHS[byte] ?? 0;

/**
 * @param rows all of the segment, in the order of their parts
 * @throws Failure `storage-broken`
 */
export function readSegment(id: number, rows: readonly Row[]): Segment {
  const parts = rows.map((row, at) => {
    const part = new ByteReader(unseal('segment', id, row), 0);
    const numbers = [part.varint(), part.varint(), part.varint()];
    if (numbers[0] !== id || numbers[1] !== at || numbers[2] !== rows.length)
      throw damaged('a part of a segment is missing');
    return part.rest();
  });
  if (parts.length === 0) throw damaged('a segment row is missing');
  const reader = new ByteReader(joined(parts), 0);
  const docs = DocRuns.read(reader);
  const take = (): Uint8Array => reader.take(docs.size);
  const lengths: Segment['lengths'] = [take(), take(), take()];
  const totals: Segment['totals'] = [reader.varint(), reader.varint(), reader.varint()];
  const streamBytes = reader.varint();
  const firstTerms = readTerms(reader, reader.varint());
  reader.end();
  return { id, docs, lengths, totals, firstTerms, streamBytes };
}

/** The number that a segment's row gives itself, before the row is known to be whole. */
export function segmentIdOf(row: Uint8Array): number {
  return new ByteReader(row, 1).varint();
}

/** The block in which a term stands if the segment holds it; -1 when it comes before all of them. */
export function blockOf({ firstTerms }: Segment, term: string): number {
  return lastNotAfter(firstTerms, term);
}

/** The block of the stream that holds a byte of it. */
export const postBlockOf = (offset: number): number => Math.floor(offset / POST_BYTES);
