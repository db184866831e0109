import type { SearchAnswer, SearchHit } from '../../lib/messages/search-desk.ts';

/** Quick results come without snippets: a page that was shown already keeps its own, so that the list stands still. */
export function keepingSnippets(seen: readonly SearchHit[], first: readonly SearchHit[]): readonly SearchHit[] {
  const before = new Map(seen.map((hit) => [hit.pageId, hit]));
  return first.map((hit) => {
    const known = before.get(hit.pageId);
    if (known === undefined || hit.snippet.length > 0) return hit;
    const { snippet, heading, place } = known;
    return {
      ...hit,
      snippet,
      ...(heading === undefined ? {} : { heading }),
      ...(place === undefined ? {} : { place }),
    };
  });
}

/** Better results in the order in which a person reads them already; what they did not see yet follows. */
export function inSeenOrder(seen: readonly SearchHit[], found: readonly SearchHit[]): readonly SearchHit[] {
  const left = new Map(found.map((hit) => [hit.pageId, hit]));
  const read = seen.flatMap((hit) => {
    const better = left.get(hit.pageId);
    left.delete(hit.pageId);
    return better ?? [];
  });
  return [...read, ...left.values()];
}

/**
 * Notion's titles under what was found on this device, each page once. Whoever types a whole title wants that page: it
 * comes first.
 * @param isRead the list is being read, so that nothing may come before what is seen
 */
export function withTitles(local: SearchAnswer, titles: SearchAnswer, query: string, isRead: boolean): SearchAnswer {
  const known = new Set(local.hits.map(({ pageId }) => pageId));
  const fresh = titles.hits.filter(({ pageId }) => !known.has(pageId));
  const wanted = query.trim().toLocaleLowerCase();
  const isNamed = ({ title }: SearchHit): boolean => !isRead && title.trim().toLocaleLowerCase() === wanted;
  return {
    ...local,
    hits: [...fresh.filter(isNamed), ...local.hits, ...fresh.filter((hit) => !isNamed(hit))],
    total: local.total + fresh.length,
    failures: [...local.failures, ...titles.failures],
  };
}

/** Whether Notion may know titles that this device does not. */
export function mayBeMore({ total, mirrored, known }: SearchAnswer): boolean {
  return total === 0 || known === 0 || mirrored < known;
}
