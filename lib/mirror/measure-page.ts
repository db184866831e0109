import type { Page } from './page.ts';

/** Ids, times and the names of fields. */
const FRAME_BYTES = 600;
const BLOCK_BYTES = 60;
const PROPERTY_BYTES = 80;
/** The index holds about half as much as the text, and a character takes a little more than a byte. */
const PER_CHARACTER = 1.6;

/** Bytes that a page takes on the device with its part of the index, about. */
export function measurePage({ title, properties, blocks }: Pick<Page, 'title' | 'properties' | 'blocks'>): number {
  const characters =
    title.length +
    properties.reduce((sum, { name, text }) => sum + name.length + text.length, 0) +
    blocks.reduce((sum, { text, url }) => sum + text.length + (url?.length ?? 0), 0);
  return Math.ceil(
    FRAME_BYTES + properties.length * PROPERTY_BYTES + blocks.length * BLOCK_BYTES + characters * PER_CHARACTER,
  );
}
