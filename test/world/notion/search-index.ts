import type { WorldClock } from '../clock.ts';
import type { WorldPage } from '../model.ts';

/** What search knows of a page. */
export interface Indexed {
  readonly title: string;
  readonly edited: string;
  readonly inTrash: boolean;
  /** World time from which search knows it. */
  readonly from: number;
}

/**
 * What Notion's search knows: titles, times of edits and the trash, each late.
 *
 * A search for words finds whatever has them in its title. A list of everything (a search for nothing) is not complete,
 * as the documentation warns: what is shared itself and what stands at the top is always in it; of other pages one in
 * forty never is, and of rows only one in twelve is. Which ones depends on the id alone. The shares are invented.
 */
export class SearchIndex {
  /** World milliseconds from a change to its being found. */
  lagMs = 5000;
  /** Of rows, the share that a list of everything holds. */
  rowsListed = 1 / 12;
  /** Of pages below others, the share that a list of everything leaves out. */
  pagesMissed = 1 / 40;
  readonly #clock: WorldClock;
  readonly #known = new Map<string, readonly Indexed[]>();

  constructor(clock: WorldClock, pages: Iterable<WorldPage>) {
    this.#clock = clock;
    for (const page of pages) this.#learn(page, 0);
  }

  /** Takes in a new page, or what has become of one. */
  changed(page: WorldPage): void {
    this.#learn(page, this.#clock.now() + this.lagMs);
  }

  /** What search knows of the page now; `undefined` when it has not heard of it yet. */
  find(pageId: string): Indexed | undefined {
    const now = this.#clock.now();
    return this.#known.get(pageId)?.findLast((entry) => entry.from <= now);
  }

  /** Whether a list of everything holds the page. */
  lists(page: WorldPage, isShared: boolean): boolean {
    if (isShared || page.parent.type === 'workspace') return true;
    const draw = Number.parseInt(page.id.slice(0, 8), 16) / 0x1_0000_0000;
    return page.parent.type === 'data_source_id' ? draw < this.rowsListed : draw >= this.pagesMissed;
  }

  #learn({ id, title, lastEditedTime, inTrash }: WorldPage, from: number): void {
    const present = this.find(id);
    const coming = this.#known.get(id)?.filter((entry) => entry.from > this.#clock.now()) ?? [];
    this.#known.set(id, [
      ...(present === undefined ? [] : [present]),
      ...coming,
      { title, edited: lastEditedTime, inTrash, from },
    ]);
  }
}
