import type { WorldClock } from '../clock.ts';
import type { WorldBlock, WorldPage } from '../model.ts';

export interface Made {
  readonly by: string;
  /** To the minute, as Notion keeps it. */
  readonly at: string;
}

/** Who made which block. What a test puts on a page was made by whoever made the page. */
export class Makers {
  readonly #clock: WorldClock;
  readonly #made = new Map<string, Made>();

  constructor(clock: WorldClock) {
    this.#clock = clock;
  }

  /** Blocks, with all that is in them, were made by somebody now. */
  note(blocks: readonly WorldBlock[], by: string): void {
    for (const block of blocks) {
      this.#made.set(block.id, { by, at: this.#clock.minute() });
      this.note(block.children, by);
    }
  }

  of(block: WorldBlock, page: WorldPage): Made {
    return this.#made.get(block.id) ?? { by: page.createdBy, at: page.createdTime };
  }
}
