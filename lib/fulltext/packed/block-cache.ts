/** Keeps what was used last, up to a number of things. Blocks of the index never change, so nothing in it goes stale. */
export class BlockCache<Block> {
  readonly #most: number;
  readonly #blocks = new Map<number, Block>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: number): Block | undefined {
    const block = this.#blocks.get(key);
    if (block === undefined) return undefined;
    // A map remembers the order of entry: what is used enters again.
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    return block;
  }

  set(key: number, block: Block): void {
    this.#blocks.set(key, block);
    if (this.#blocks.size <= this.#most) return;
    const [oldest] = this.#blocks.keys();
    if (oldest !== undefined) this.#blocks.delete(oldest);
  }
}
