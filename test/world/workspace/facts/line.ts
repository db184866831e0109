/** A planted fact as it is written down. For a table it quotes one cell, else the whole text of the block. */
export type FactLine = readonly [key: string, path: string, blockText: string, question: string, answer: string];
