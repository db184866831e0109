import type { Property } from '../mirror/page.ts';
import type { Block } from '../text/block.ts';
import { guessLanguage } from '../text/languages.ts';
import { isUnsearched } from '../text/stop-words.ts';
import { eachWord } from '../text/terms.ts';
import type { DocTerms } from './doc-terms.ts';
import { filterTermsOf } from './filter-terms.ts';
import type { Filterable } from './filter-terms.ts';

/** A page as far as the index takes it in; what its head knows (kind, database, people) makes it filterable. */
export interface Indexable extends Filterable {
  readonly title: string;
  readonly properties: readonly Property[];
  readonly blocks: readonly Block[];
}

/** Their text says nothing that somebody would search for, or stands in the title. */
const UNREAD_PROPERTIES = new Set(['title', 'checkbox', 'created_time', 'last_edited_time', 'relation']);

/** Blocks and characters that a page's language is told by. */
const TELLING_BLOCKS = 60;

/** Bits that a count takes, and the place of each field in the packed counts of a term. */
const COUNT_BITS = 8;
const MOST = 255;
const TITLE = 0;
const LEAD = 1;
const BODY = 2;
const FIELD_PLACES = [TITLE, LEAD, BODY] as const;

/** Cuts a page into the terms under which it is found, by field. */
export function analyzePage(page: Indexable): DocTerms {
  const language = languageOf(page);
  const places = new Map<string, number>();
  /** Counts of the three fields side by side, by place. */
  const packed: number[] = [];
  const lengths: [number, number, number] = [0, 0, 0];
  const add = (term: string, field: 0 | 1 | 2): void => {
    const shift = field * COUNT_BITS;
    const place = places.get(term);
    if (place === undefined) {
      places.set(term, packed.length);
      packed.push(1 << shift);
    } else if ((((packed[place] ?? 0) >>> shift) & MOST) < MOST) {
      packed[place] = (packed[place] ?? 0) + (1 << shift);
    }
  };
  const read = (text: string, field: 0 | 1 | 2): void =>
    eachWord(text, language, ({ word, term }, _from, _to, extra) => {
      const unsearched = isUnsearched(word, language);
      if (unsearched && field !== TITLE) return;
      add(term, field);
      if (!extra && !unsearched) lengths[field] += 1;
    });
  read(page.title, TITLE);
  for (const { type, text } of page.properties) if (!UNREAD_PROPERTIES.has(type)) read(text, LEAD);
  for (const { kind, text } of page.blocks) read(text, kind === 'heading' ? LEAD : BODY);
  // Filters are no words: they have no length, and count once.
  for (const term of filterTermsOf(page)) if (!places.has(term)) add(term, BODY);
  const terms = [...places.keys()].sort();
  const counts = [new Uint8Array(terms.length), new Uint8Array(terms.length), new Uint8Array(terms.length)] as const;
  for (const [at, term] of terms.entries()) {
    const count = packed[places.get(term) ?? 0] ?? 0;
    for (const field of FIELD_PLACES) counts[field][at] = (count >>> (field * COUNT_BITS)) & MOST;
  }
  return { terms, counts, lengths };
}

/** The language that a page is written in, for all that is cut into words of it. */
export function languageOf(page: Pick<Indexable, 'title' | 'properties' | 'blocks'>): string {
  const texts = [page.title, ...page.properties.map(({ text }) => text)];
  for (const { text } of page.blocks.slice(0, TELLING_BLOCKS)) texts.push(text);
  return guessLanguage(texts.join('\n'));
}
