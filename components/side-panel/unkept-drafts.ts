import type { Desk } from '../../lib/messages/desk.ts';

/** Drafts of a temporary chat: in the memory of this page and nowhere else. */
export function createUnkeptDrafts(): Pick<Desk, 'readDraft' | 'keepDraft'> {
  const drafts = new Map<string, string>();
  return {
    readDraft: async (key) => drafts.get(key) ?? '',
    async keepDraft(key, text) {
      drafts.set(key, text);
    },
  };
}
