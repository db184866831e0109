import type { DocNumber } from '../index-view.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import type { Row } from './index-rows.ts';
import { seal, unseal } from './seal.ts';

/** The pages within segments that were edited or removed since: ascending doc numbers, as the gaps between them. */
export function writeDead(docs: Iterable<DocNumber>): Bytes {
  const ascending = [...new Set(docs)].toSorted((one, other) => one - other);
  const out = new ByteWriter();
  out.varint(ascending.length);
  let next = 0;
  for (const doc of ascending) {
    out.varint(doc - next);
    next = doc + 1;
  }
  return seal('dead', 0, out);
}

/** @throws Failure `storage-broken` */
export function readDead(row: Row): readonly DocNumber[] {
  const reader = new ByteReader(unseal('dead', 0, row));
  const docs: DocNumber[] = [];
  let next = 0;
  for (let left = reader.varint(); left > 0; left -= 1) {
    const doc = next + reader.varint();
    docs.push(doc);
    next = doc + 1;
  }
  reader.end();
  return docs;
}
