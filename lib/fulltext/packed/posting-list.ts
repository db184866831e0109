import type { ByField } from '../doc-terms.ts';
import { ByteReader, ByteWriter, damaged } from './bytes.ts';

/**
 * The pages that hold one term, by ascending slot. One posting is a varint of `gap * 4 + shape`: the gap counts the
 * slots that are passed over, and shapes 0 to 2 say that the term stands once, twice or three times in the body and
 * nowhere else, which is so for six of seven. After shape 3 follows a byte `title | lead << 2 | body << 4`, and a byte
 * more for each part that did not fit. All may be zero: the term says something of the page and stands in no text.
 */
const ANY = 3;
/** Largest values of the packed byte; they say that the count follows in a byte of its own. */
const SMALL_MORE = 3;
const BODY_MORE = 15;

/** Appends one posting. @param gap slots between it and the one before, or in front of it when it is the first */
export function writePosting(out: ByteWriter, gap: number, title: number, lead: number, body: number): void {
  if (title === 0 && lead === 0 && body >= 1 && body <= ANY) {
    out.varint(gap * 4 + body - 1);
    return;
  }
  out.varint(gap * 4 + ANY);
  out.byte(Math.min(title, SMALL_MORE) | (Math.min(lead, SMALL_MORE) << 2) | (Math.min(body, BODY_MORE) << 4));
  if (title >= SMALL_MORE) out.byte(title);
  if (lead >= SMALL_MORE) out.byte(lead);
  if (body >= BODY_MORE) out.byte(body);
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
      if ((head & 3) === ANY) skipCounts(reader);
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

function skipCounts(reader: ByteReader): void {
  const packed = reader.byte();
  if ((packed & 3) === SMALL_MORE) reader.byte();
  if (((packed >> 2) & 3) === SMALL_MORE) reader.byte();
  if (packed >> 4 === BODY_MORE) reader.byte();
}

/** Arrays that postings are read into. */
export interface PostingArrays {
  readonly slots: Uint32Array;
  readonly counts: ByField<Uint8Array>;
  /** Counted while reading. */
  readonly held: [title: number, lead: number, body: number];
}

export function postingArrays(size: number): PostingArrays {
  return {
    slots: new Uint32Array(size),
    counts: [new Uint8Array(size), new Uint8Array(size), new Uint8Array(size)],
    held: [0, 0, 0],
  };
}

/**
 * Reads a whole list into arrays, from place `at` on. All that a query scores passes through here: it works on the
 * bytes themselves, and looks only at the end whether they were enough.
 * @param base slot of the segment's first page
 */
export function readPostings(list: Uint8Array, df: number, base: number, into: PostingArrays, at: number): void {
  const { slots, counts, held } = into;
  const [titles, leads, bodies] = counts;
  const end = at + df;
  let next = 0;
  let slot = base - 1;
  let inTitle = 0;
  let inLead = 0;
  let inNoBody = 0;
  for (let place = at; place < end; place += 1) {
    let byte = list[next++] ?? 0;
    let head = byte & 127;
    for (let shift = 7; byte >= 128; shift += 7) {
      byte = list[next++] ?? 0;
      head |= (byte & 127) << shift;
    }
    slot += (head >>> 2) + 1;
    slots[place] = slot;
    const shape = head & 3;
    if (shape !== ANY) {
      bodies[place] = shape + 1;
      continue;
    }
    const packed = list[next++] ?? 0;
    const title = packed & 3;
    const lead = (packed >> 2) & 3;
    const body = packed >> 4;
    titles[place] = title === SMALL_MORE ? (list[next++] ?? 0) : title;
    leads[place] = lead === SMALL_MORE ? (list[next++] ?? 0) : lead;
    bodies[place] = body === BODY_MORE ? (list[next++] ?? 0) : body;
    inTitle += Math.min(title, 1);
    inLead += Math.min(lead, 1);
    inNoBody += 1 - Math.min(body, 1);
  }
  held[0] += inTitle;
  held[1] += inLead;
  held[2] += df - inNoBody;
  if (next !== list.length) throw damaged('a posting list of another length');
}
