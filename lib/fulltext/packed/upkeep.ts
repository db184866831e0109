/** What keeps an index in shape, step by step. @throws Failure `storage-full`, `storage-broken`, `database-newer` */
export interface IndexUpkeep {
  /** Folds or merges once, if it is time to. @returns whether there may be more to do */
  merge(breathe: () => Promise<void>): Promise<boolean>;
  /** Removes what merges left behind. */
  sweep(): Promise<void>;
  /** Indexes some of the pages whose index was dropped. @returns how many; 0 when none is left */
  reindex(): Promise<number>;
  /** Drops the index: its pages are to be indexed anew. */
  restart(): Promise<void>;
}
