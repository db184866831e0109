import type { ByField } from '../doc-terms.ts';
import { ByteReader, ByteWriter, damaged } from './bytes.ts';

/**
 * The pages that hold one term, by ascending slot. One posting is a varint of `gap * 4 + shape`, where the gap counts
 * the slots that are passed over, and the counts that its shape leaves open:
 *
 * - `0` once in the body, nowhere else
 * - `1` in the body alone: a byte with its count follows
 * - `2` any counts: a byte `title | lead << 2 | body << 4` follows, and a byte more for each that did not fit
 * - `3` nowhere: the term says something of the page and stands in no text
 */
const ONCE = 0;
const BODY = 1;
const MIXED = 2;
const PRESENT = 3;
/** Largest values of the packed byte; they say that the count follows in a byte of its own. */
const SMALL_MORE = 3;
const BODY_MORE = 15;

/** Appends one posting. @param gap slots between it and the one before, or in front of it when it is the first */
export function writePosting(out: ByteWriter, gap: number, title: number, lead: number, body: number): void {
  if (title === 0 && lead === 0 && body <= 1) {
    out.varint(gap * 4 + (body === 1 ? ONCE : PRESENT));
  } else if (title === 0 && lead === 0) {
    out.varint(gap * 4 + BODY);
    out.byte(body);
  } else {
    out.varint(gap * 4 + MIXED);
    out.byte(Math.min(title, SMALL_MORE) | (Math.min(lead, SMALL_MORE) << 2) | (Math.min(body, BODY_MORE) << 4));
    if (title >= SMALL_MORE) out.byte(title);
    if (lead >= SMALL_MORE) out.byte(lead);
    if (body >= BODY_MORE) out.byte(body);
  }
}

/** Collects the postings of one term in ascending order of slots. */
export class PostingList {
  readonly bytes: ByteWriter;
  #df = 0;
  #last = -1;

  constructor(capacity = 16) {
    this.bytes = new ByteWriter(capacity);
  }

  get df(): number {
    return this.#df;
  }

  add(slot: number, title: number, lead: number, body: number): void {
    writePosting(this.bytes, slot - this.#last - 1, title, lead, body);
    this.#last = slot;
    this.#df += 1;
  }

  /**
   * Adds a list that was written before. Counts are copied as they stand.
   * @param places new slot by old slot; negative where the page is gone
   */
  addList(list: Uint8Array, from: number, to: number, df: number, places: Int32Array): void {
    const reader = new ByteReader(list, from);
    let slot = -1;
    for (let left = df; left > 0; left -= 1) {
      const head = reader.varint();
      slot += Math.floor(head / 4) + 1;
      const counts = reader.at;
      skipCounts(reader, head & 3);
      const place = places[slot];
      if (place === undefined) throw damaged('a posting of no page');
      if (place < 0) continue;
      this.bytes.varint((place - this.#last - 1) * 4 + (head & 3));
      this.bytes.copy(list, counts, reader.at);
      this.#last = place;
      this.#df += 1;
    }
    if (reader.at !== to) throw damaged('a posting list of another length');
  }

  clear(): void {
    this.bytes.clear();
    this.#df = 0;
    this.#last = -1;
  }
}

function skipCounts(reader: ByteReader, shape: number): void {
  if (shape === BODY) reader.byte();
  if (shape !== MIXED) return;
  const packed = reader.byte();
  if ((packed & 3) === SMALL_MORE) reader.byte();
  if (((packed >> 2) & 3) === SMALL_MORE) reader.byte();
  if (packed >> 4 === BODY_MORE) reader.byte();
}

/** Arrays that postings are read into. */
export interface PostingArrays {
  readonly slots: Uint32Array;
  readonly counts: ByField<Uint8Array>;
}

export function postingArrays(size: number): PostingArrays {
  return {
    slots: new Uint32Array(size),
    counts: [new Uint8Array(size), new Uint8Array(size), new Uint8Array(size)],
  };
}

/**
 * Reads a whole list into arrays, from place `at` on.
 * @param base slot of the segment's first page
 */
export function readPostings(list: Uint8Array, df: number, base: number, into: PostingArrays, at: number): void {
  const { slots, counts } = into;
  const [titles, leads, bodies] = counts;
  const reader = new ByteReader(list);
  let slot = base - 1;
  for (let place = at; place < at + df; place += 1) {
    const head = reader.varint();
    const shape = head & 3;
    slot += Math.floor(head / 4) + 1;
    slots[place] = slot;
    if (shape === ONCE) {
      bodies[place] = 1;
    } else if (shape === BODY) {
      bodies[place] = reader.byte();
    } else if (shape === MIXED) {
      const packed = reader.byte();
      const [title, lead, body] = [packed & 3, (packed >> 2) & 3, packed >> 4];
      titles[place] = title === SMALL_MORE ? reader.byte() : title;
      leads[place] = lead === SMALL_MORE ? reader.byte() : lead;
      bodies[place] = body === BODY_MORE ? reader.byte() : body;
    }
  }
  reader.end();
}
