import type { PageId } from '../base/ids.ts';
import { MOST_EVIDENCE, evidenceOf } from './gap.ts';
import type { Gap, GapFinder, GapPage, KnownPages } from './gap.ts';

/** Fewer pages are no topic. */
const LEAST_PAGES = 5;
/** With fewer people in all, everything has a single author. */
const LEAST_PEOPLE = 3;

/** Places of the workspace, a database or the pages under one page, about which one person alone writes. */
export function findSingleAuthors({ titles }: Pick<KnownPages, 'titles'>): GapFinder {
  const topics = new Map<PageId, { readonly pages: GapPage[]; readonly authors: Set<string> }>();
  const people = new Set<string>();
  return {
    take(page) {
      for (const author of page.authors) people.add(author);
      if (page.parent === undefined || page.authors.length === 0) return;
      const topic = topics.get(page.parent) ?? { pages: [], authors: new Set() };
      for (const author of page.authors) topic.authors.add(author);
      topic.pages.push({ ...page, blocks: [], properties: [] });
      topics.set(page.parent, topic);
    },
    found: () =>
      people.size < LEAST_PEOPLE
        ? []
        : [...topics]
            .filter(([id, { pages, authors }]) => titles.has(id) && pages.length >= LEAST_PAGES && authors.size === 1)
            .map(([id, { pages }]): Gap => ({
              key: `single-author:${id}`,
              kind: 'single-author',
              subject: titles.get(id) ?? '',
              pages: pages.length,
              weight: Math.log2(pages.length),
              evidence: pages
                .toSorted((one, other) => (other.editedAt ?? 0) - (one.editedAt ?? 0))
                .slice(0, MOST_EVIDENCE)
                .map((page) => evidenceOf(page, '')),
            })),
  };
}
