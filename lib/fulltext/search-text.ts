import type { PageId } from '../base/ids.ts';
import type { Page } from '../mirror/page.ts';
import { guessLanguage } from '../text/languages.ts';
import { termsOf } from '../text/terms.ts';

/** Terms of one field in sorted order, and beside each how often it occurs. */
export interface Field {
  readonly terms: readonly string[];
  readonly counts: readonly number[];
  /** All occurrences together. */
  readonly length: number;
}

/** What the full-text search knows of one page: plain data, stored beside the page and made anew when it changes. */
export interface TextEntry {
  readonly pageId: PageId;
  readonly title: Field;
  readonly body: Field;
}

/** A page found by its text. Higher scores are better and comparable within one answer alone. */
export interface TextHit {
  readonly pageId: PageId;
  readonly score: number;
}

/** Finds pages by the words in them, among those read before. Never reaches the network. */
export interface FulltextPort {
  /** The best `limit` pages, best first; rejects with the signal's reason when aborted. */
  search(query: string, limit: number, signal: AbortSignal): Promise<readonly TextHit[]>;
}

/** Makes a page's entry. Property values are searched like body text. */
export function indexPage(page: Pick<Page, 'id' | 'title' | 'properties' | 'blocks'>): TextEntry {
  const texts = [...page.properties.map((property) => property.text), ...page.blocks.map((block) => block.text)];
  const language = guessLanguage([page.title, ...texts.slice(0, 60)].join('\n'));
  return { pageId: page.id, title: fieldOf([page.title], language), body: fieldOf(texts, language) };
}

function fieldOf(texts: readonly string[], language: string): Field {
  const counts = new Map<string, number>();
  let length = 0;
  for (const text of texts) {
    for (const term of termsOf(text, language)) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
      length += 1;
    }
  }
  const terms = [...counts.keys()].toSorted();
  return { terms, counts: terms.map((term) => counts.get(term) ?? 0), length };
}
