import MiniSearch from 'minisearch';
import type { Options, SearchOptions } from 'minisearch';
import { termsOf } from '../../../lib/text/terms.ts';
import type { CorpusText } from '../corpus/corpus.ts';
import { MOST } from './engine.ts';
import type { How, OpenEngine } from './engine.ts';
import { openKeptValue } from './kept-value.ts';
import { serve } from './serve.ts';

/** MiniSearch with our terms and a weighted title, kept as its own JSON in IndexedDB. */
const openMiniSearch: OpenEngine = async (name) => {
  const kept = await openKeptValue(`minisearch-${name}`);
  const json = await kept.read();
  const index = typeof json === 'string' ? MiniSearch.loadJSON(json, OPTIONS) : new MiniSearch(OPTIONS);
  return {
    async build(texts) {
      for (const text of texts) index.add(text);
      await kept.write(JSON.stringify(index));
    },
    async search(query, how) {
      return index
        .search(query, { boost: { title: 2 }, ...HOW[how] })
        .slice(0, MOST)
        .map(({ id }) => Number(id));
    },
    async update(text) {
      index.replace(text);
      await kept.write(JSON.stringify(index));
    },
    bytes: async () => JSON.stringify(index).length,
  };
};

const HOW: Readonly<Record<How, SearchOptions>> = {
  whole: {},
  typed: { prefix: (_, at, terms) => at === terms.length - 1 },
  misspelt: { fuzzy: 0.2 },
};

const OPTIONS: Options<CorpusText> = {
  fields: ['title', 'body'],
  tokenize: (text) => [...termsOf(text, 'en')],
  processTerm: (term) => term,
};

serve(openMiniSearch);
