/** What Notion takes in one request, from its request limits. Text is counted in UTF-16 units, as Notion counts it. */

/** Longest `content` of one run of text. */
export const LONGEST_TEXT = 2_000;
/** Longest `expression` of an equation. */
export const LONGEST_EQUATION = 1_000;
/** Longest address of a link, an image or a bookmark. */
export const LONGEST_ADDRESS = 2_000;
/** Longest list of blocks, of runs, of rows or of cells. */
export const LONGEST_LIST = 100;
/** Blocks of a chunk at its top: half of what Notion takes, so that little is sent twice after a lost answer. */
export const CHUNK_BLOCKS = 50;
/** Blocks in a chunk at all depths; Notion takes 1,000. */
export const CHUNK_BLOCKS_IN_ALL = 900;
/** Bytes of a chunk's JSON; Notion takes 500 kB, and the request holds more than its blocks. */
export const CHUNK_BYTES = 450_000;
/** Levels below the top that a request may nest. */
export const CHUNK_LEVELS = 2;
/** Bytes of one block without its children: several fit into a chunk. */
export const BLOCK_BYTES = 100_000;
