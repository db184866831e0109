import { Failure } from '../base/failure.ts';
import type { BlockId, PageId } from '../base/ids.ts';
import { standingOf } from '../mirror/exclusions.ts';
import type { Above } from '../mirror/exclusions.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';

/** Asks for what a page stands in, before anything of it is stored. One a run: what was asked once is remembered. */
export class Places {
  readonly #reader: NotionReader;
  readonly #excluded: ReadonlySet<PageId>;
  readonly #known: (id: PageId) => Above | undefined;
  readonly #asked = new Map<PageId, Above>();

  /**
   * @param excluded pages and databases that are excluded, and what is known to stand in them
   * @param known what the mirror knows of a page's place
   */
  constructor(reader: NotionReader, excluded: ReadonlySet<PageId>, known: (id: PageId) => Above | undefined) {
    this.#reader = reader;
    this.#excluded = excluded;
    this.#known = known;
  }

  /** Whether a page is excluded, with what is known of it and of the pages listed with it. */
  async isExcluded(id: PageId, beside: ReadonlyMap<PageId, Above>, signal: AbortSignal): Promise<boolean> {
    if (this.#excluded.size === 0) return false;
    for (;;) {
      const standing = standingOf(
        id,
        this.#excluded,
        (one) => this.#asked.get(one) ?? beside.get(one) ?? this.#known(one),
      );
      if (standing.is !== 'unknown') return standing.is === 'inside';
      if ('page' in standing) this.#asked.set(standing.page, await this.#above(standing.page, signal));
      else this.#asked.set(standing.of, await this.#around(standing.block, signal));
    }
  }

  /** A page that Notion does not show ends the walk: the token sees nothing above it. */
  async #above(id: PageId, signal: AbortSignal): Promise<Above> {
    const page = await ifShown(this.#reader.page(id, signal));
    return page ?? (await ifShown(this.#reader.database(id, signal))) ?? {};
  }

  async #around(block: BlockId, signal: AbortSignal): Promise<Above> {
    const place = await ifShown(this.#reader.placeOfBlock(block, signal));
    if (place?.block !== undefined) return { inBlock: place.block };
    return place?.page === undefined ? {} : { parent: place.page };
  }
}

async function ifShown<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Failure && NOT_SHOWN.has(error.code)) return undefined;
    throw error;
  }
}

/** Answers that concern one page or list, and say nothing of the service. */
export const NOT_SHOWN: ReadonlySet<string> = new Set([
  'notion-not-shared',
  'notion-restricted',
  'notion-refused-request',
]);
