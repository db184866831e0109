import type { CorpusText } from '../corpus/corpus.ts';

/** A search engine as one extension would use it: its index survives the worker in IndexedDB. */
export interface Engine {
  /** Indexes everything and stores it; done when it is durable. */
  build(texts: Iterable<CorpusText>): Promise<void>;
  /**
   * The ids of the best ten.
   * @param typing whether the last word may be unfinished
   */
  search(query: string, typing: boolean): Promise<readonly number[]>;
  /** Replaces one page; done when it is durable. */
  update(text: CorpusText): Promise<void>;
  /** What the engine itself counts as its size, in bytes; 0 where it does not tell. */
  bytes(): Promise<number>;
}

/** Opens the index of that name, as a worker does that was just started. */
export type OpenEngine = (name: string) => Promise<Engine>;

/** Hits of an answer. */
export const MOST = 10;

/** What the page of a bench extension asks its worker. `none` answers at once. */
export type PeerAsk =
  | { readonly do: 'none' }
  | { readonly do: 'search'; readonly index: string; readonly query: string; readonly typing: boolean }
  | { readonly do: 'update'; readonly index: string; readonly text: CorpusText };

/** `ms` is what the engine itself took, in the worker. */
export interface PeerReply {
  readonly hits: number;
  readonly ms: number;
  readonly error?: string;
}
