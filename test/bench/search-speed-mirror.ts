import { createDexieRows } from '../../lib/adapters/dexie/dexie-rows.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { ensureIndex, indexedAs, tablesOfPages, termsOfPage } from '../../lib/adapters/dexie/page-index.ts';
import { createPageStore } from '../../lib/adapters/dexie/page-store.ts';
import type { DocTerms } from '../../lib/fulltext/doc-terms.ts';
import { ANALYSIS_VERSION } from '../../lib/fulltext/analysis-version.ts';
import { buildSegments } from '../../lib/fulltext/packed/build-segments.ts';
import type { PageHead } from '../../lib/mirror/page-head.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { bytesOf, createCorpus, textOf } from './corpus/corpus.ts';
import type { Section } from './corpus/handbook.ts';

/** Fills the mirror of the extension in whose page it runs, with our own code. */
export interface BenchMirror {
  build(pages: number): Promise<MirrorBuild>;
  /** Stores another state of one page as a sync does. Milliseconds until it is durable and can be found. */
  update(number: number, edit: number): Promise<number>;
}

export interface MirrorBuild {
  /** Of the index: cutting words, building, storing. Making the texts and storing the pages themselves is not in it. */
  readonly ms: number;
  readonly bytes: number;
  readonly textBytes: number;
  /** What storing the pages took. */
  readonly pagesMs: number;
}

/** Pages that are stored in one transaction. */
const BATCH = 500;

function openMirror(sections: readonly Section[], workspaces: number): BenchMirror {
  const corpus = createCorpus({ sections, workspaces });
  const mirror = new MirrorDatabase();
  const store = createPageStore(mirror);
  return {
    async build(count) {
      const { nextDoc } = await mirror.transaction('rw', tablesOfPages(mirror), () => ensureIndex(mirror));
      let textBytes = 0;
      let aside = 0;
      let pagesMs = 0;
      let waiting: { page: Page; head: PageHead }[] = [];
      const keep = async (): Promise<void> => {
        const begun = performance.now();
        await mirror.transaction('rw', [mirror.pages, mirror.heads], async () => {
          await mirror.pages.bulkAdd(waiting.map(({ page }) => page));
          await mirror.heads.bulkAdd(waiting.map(({ head }) => head));
        });
        waiting = [];
        pagesMs += performance.now() - begun;
      };
      async function* terms(): AsyncGenerator<DocTerms> {
        for (let number = 0; number < count; number += 1) {
          const begun = performance.now();
          const { page, head } = corpus.page(number);
          textBytes += bytesOf(textOf(number, page));
          waiting.push({ page, head: { ...head, doc: nextDoc + number, indexedAs: indexedAs(page, head) } });
          aside += performance.now() - begun;
          if (waiting.length === BATCH) await keep();
          yield termsOfPage(page, head);
        }
      }
      const begun = performance.now();
      await buildSegments(createDexieRows(mirror), ANALYSIS_VERSION, terms());
      const ms = performance.now() - begun - aside - pagesMs;
      await keep();
      return { ms, bytes: await indexBytes(mirror), textBytes, pagesMs };
    },
    async update(number, edit) {
      const { page, head } = corpus.page(number, edit);
      const begun = performance.now();
      await store.put(page, (before) => ({ ...before, ...head }));
      return performance.now() - begun;
    },
  };
}

async function indexBytes(mirror: MirrorDatabase): Promise<number> {
  let bytes = 0;
  for (const table of [mirror.dict, mirror.post, mirror.delta, mirror.dead, mirror.meta]) {
    await table.each((row: unknown) => {
      if (row instanceof Uint8Array) bytes += row.byteLength;
    });
  }
  return bytes;
}

Object.assign(globalThis, { openMirror });
