import type { CorpusText } from '../corpus/corpus.ts';

/** A search engine as one extension would use it: its index survives the worker in IndexedDB. */
export interface Engine {
  /** Indexes everything and stores it; done when it is durable. */
  build(texts: Iterable<CorpusText>): Promise<void>;
  /** The ids of the best ten. */
  search(query: string, how: How): Promise<readonly number[]>;
  /** Replaces one page; done when it is durable. */
  update(text: CorpusText): Promise<void>;
  /** What the engine itself counts as its size, in bytes; 0 where it does not tell. */
  bytes(): Promise<number>;
}

/** Whether the last word may be unfinished, or a word misspelt: engines that know of it are told. */
export type How = 'whole' | 'typed' | 'misspelt';

/** Opens the index of that name, as a worker does that was just started. */
export type OpenEngine = (name: string) => Promise<Engine>;

export const PEER_NAMES = ['minisearch', 'flexsearch', 'sqlite'] as const;
export type PeerName = (typeof PEER_NAMES)[number];

/** Hits of an answer. */
export const MOST = 10;

/** What the page of a bench extension asks its worker. `none` answers at once. */
export type PeerAsk =
  | { readonly do: 'none' }
  | { readonly do: 'search'; readonly index: string; readonly query: string; readonly how: How }
  | { readonly do: 'update'; readonly index: string; readonly text: CorpusText };

/** `ms` is what the engine itself took, in the worker. */
export interface PeerReply {
  readonly hits: number;
  readonly ms: number;
  readonly error?: string;
}
