import type { DocTerms } from '../doc-terms.ts';
import type { DocNumber } from '../index-view.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { DeltaPage, writeDeltaPage } from './delta-page.ts';
import { seal, unseal } from './seal.ts';

/** The index of one page that was put, or of none when pages were removed, until a merge takes it into a segment. */
export interface Delta {
  readonly doc: DocNumber;
  /** Pages that are dead from this change on. */
  readonly kills: readonly DocNumber[];
  readonly page?: DeltaPage;
}

/** A row of `delta`: the doc's number, the killed ones, and the page if there is one. */
export function writeDelta(doc: DocNumber, kills: readonly DocNumber[], page: DocTerms | undefined): Bytes {
  const out = new ByteWriter(2_048);
  out.varint(doc);
  out.varint(kills.length);
  for (const killed of kills) out.varint(killed);
  out.byte(page === undefined ? 0 : 1);
  if (page !== undefined) writeDeltaPage(out, page);
  return seal('delta', 0, out);
}

/** @throws Failure `storage-broken` */
export function readDelta(row: Uint8Array): Delta {
  const reader = new ByteReader(unseal('delta', 0, row));
  const doc = reader.varint();
  const kills: DocNumber[] = [];
  for (let left = reader.varint(); left > 0; left -= 1) kills.push(reader.varint());
  if (reader.byte() === 1) return { doc, kills, page: new DeltaPage(reader) };
  reader.end();
  return { doc, kills };
}
