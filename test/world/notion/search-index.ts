import type { WorldClock } from '../clock.ts';
import type { WorldPage } from '../model.ts';

interface Indexed {
  readonly title: string;
  /** World time from which search knows it. */
  readonly from: number;
}

/** The titles that Notion's search knows: it learns of new pages and new names late. */
export class SearchIndex {
  /** World milliseconds from a change to its being found. */
  lagMs = 5000;
  readonly #clock: WorldClock;
  readonly #titles = new Map<string, Indexed[]>();

  constructor(clock: WorldClock, pages: Iterable<WorldPage>) {
    this.#clock = clock;
    for (const page of pages) this.#titles.set(page.id, [{ title: page.title, from: 0 }]);
  }

  renamed(page: WorldPage): void {
    const known = this.#titles.get(page.id) ?? [];
    this.#titles.set(page.id, [...known, { title: page.title, from: this.#clock.now() + this.lagMs }]);
  }

  /** The title by which search finds the page now; `undefined` when it does not know the page yet. */
  title(pageId: string): string | undefined {
    const now = this.#clock.now();
    return this.#titles.get(pageId)?.findLast((entry) => entry.from <= now)?.title;
  }
}
