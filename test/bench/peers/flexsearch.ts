import './window-shim.ts';
import { Document, IndexedDB } from 'flexsearch';
import { termsOf } from '../../../lib/text/terms.ts';
import { MOST } from './engine.ts';
import type { OpenEngine } from './engine.ts';
import { serve } from './serve.ts';

/** Pages between two commits: each reads and writes every row that it touches. */
const BATCH = 10_000;

/** FlexSearch over its own IndexedDB storage, with our terms. */
const openFlexSearch: OpenEngine = async (name) => {
  const documents = new Document({
    document: { id: 'id', index: ['title', 'body'] },
    encode: (text: string) => [...termsOf(text, 'en')],
    commit: false,
  });
  await documents.mount(new IndexedDB(`flexsearch-${name}`));
  return {
    async build(texts) {
      let waiting = 0;
      for (const { id, title, body } of texts) {
        documents.add({ id, title, body });
        waiting += 1;
        if (waiting < BATCH) continue;
        await documents.commit();
        waiting = 0;
      }
      await documents.commit();
    },
    async search(query) {
      // Over a store it answers with a promise, which its types do not tell.
      const found = await Promise.resolve(documents.search(query, { limit: MOST, suggest: true, merge: true }));
      return found.map(({ id }) => Number(id)).slice(0, MOST);
    },
    async update({ id, title, body }) {
      documents.update({ id, title, body });
      await documents.commit();
    },
    bytes: async () => 0,
  };
};

serve(openFlexSearch);
