import { describe, expect, it } from 'vitest';
import {
  NO_SEARCHES,
  keepingRecent,
  noteRecent,
  noteSaved,
  sameSearch,
  withoutSaved,
} from '../../lib/messages/kept-searches.ts';
import type { KeptSearches } from '../../lib/messages/search-desk.ts';

const made = (...queries: readonly string[]): KeptSearches =>
  queries.reduce((kept, query, at) => noteRecent(kept, { query }, at), NO_SEARCHES);
const recent = (kept: KeptSearches): string[] => kept.recent.map(({ query }) => query);

describe('searches that are kept', () => {
  it('are recent with the newest first, each once', () => {
    expect(recent(made('budget', 'launch', 'Budget '))).toEqual(['Budget', 'launch']);
  });

  it('are ten at most', () => {
    expect(recent(made(...Array.from('abcdefghijklm')))).toEqual(Array.from('mlkjihgfed'));
  });

  it('differ by their filters, in whatever order those are named', () => {
    const rows = { query: 'budget', filters: { kinds: ['row'], people: ['Anna'] } } as const;
    expect(sameSearch(rows, { query: ' budget', filters: { people: ['Anna'], kinds: ['row'] } })).toBe(true);
    expect(sameSearch(rows, { query: 'budget' })).toBe(false);
  });

  it('are not kept by whoever does not want them kept, and those before are gone', () => {
    const none = keepingRecent(made('salary'), false);
    expect(none.recent).toEqual([]);
    expect(noteRecent(none, { query: 'salary' }, 1).recent).toEqual([]);
    expect(recent(noteRecent(keepingRecent(none, true), { query: 'budget' }, 1))).toEqual(['budget']);
  });

  it('stay saved until they are taken away', () => {
    const saved = noteSaved(made('budget'), { query: 'open questions' }, 1);
    expect(keepingRecent(saved, false).saved).toHaveLength(1);
    expect(withoutSaved(saved, { query: 'Open  questions' }).saved).toEqual([]);
  });
});
