import { rankPages } from '../fulltext/rank-pages.ts';
import type { Ranking } from '../fulltext/rank-pages.ts';
import type { DocNumber, IndexView } from '../fulltext/index-view.ts';
import type { SearchSource } from '../fulltext/search-source.ts';
import type { SearchFilters } from '../fulltext/text-query.ts';
import type { PageId } from '../base/ids.ts';
import type { Page } from '../mirror/page.ts';
import { fuseRankings, preferEdited } from '../retrieval/choose-pages.ts';
import { isLikely, weighEvidence } from '../retrieval/likely-answer.ts';
import { choosePassages } from '../retrieval/passages.ts';
import type { Passage, TellingWord } from '../retrieval/passages.ts';
import type { Understood } from '../retrieval/understand-question.ts';

/** Pages that one search gives to the fusion, and those whose text is read. */
const RANKED = 50;
const READ = 20;
/** Groups of blocks of one page: three paragraphs hold an answer, and leave room for other pages. */
const PER_PAGE = 3;
/** What a further search counts beside the question's own. */
const FURTHER = 0.5;

/** What was found for a question in many pages. */
export interface FoundPassages {
  /** The best page first; all of them hold a passage. */
  readonly pages: readonly Page[];
  /** In the order of their pages, and within a page in that of its text. */
  readonly passages: readonly Passage[];
  readonly likely: boolean;
  /** Pages that were searched. */
  readonly searched: number;
}

/**
 * Finds passages for a question in all pages that pass the filters: each of its searches ranks them, the rankings are put
 * together, and the best pages give their best passages.
 * @param kept pages that are looked through whatever the searches find: those that an earlier answer rests on
 * @throws Failure `storage-broken`, or the signal's reason when aborted
 */
export async function findPassages(
  source: SearchSource,
  understood: Understood,
  filters: SearchFilters | undefined,
  kept: readonly PageId[],
  budgetChars: number,
  signal: AbortSignal,
): Promise<FoundPassages> {
  const view = await source.view();
  if (view === undefined) return { pages: [], passages: [], likely: false, searched: 0 };
  const rankings = await rankAll(view, understood.searches, filters, signal);
  const found = await readBest(source, rankings, understood.edited, kept);
  signal.throwIfAborted();
  const words = wordsOf(rankings, view.live);
  const pages = found.map(({ page }) => page);
  const passages = choosePassages(understood.searches.join(' \n'), pages, budgetChars, {
    perPage: PER_PAGE,
    found: found.map(({ score }) => score),
    words,
    properties: true,
  });
  const asked = wordsOf(rankings.slice(0, 1), view.live);
  return {
    ...onlyHeld(pages, passages),
    likely: isLikely(weighEvidence(asked, pages, passages)),
    searched: view.live,
  };
}

const rankAll = (
  view: IndexView,
  searches: readonly string[],
  filters: SearchFilters | undefined,
  signal: AbortSignal,
): Promise<readonly Ranking[]> =>
  // What follows the last word closes it: nobody is still typing.
  Promise.all(
    searches.map((text) =>
      rankPages(view, { text: `${text} `, ...(filters === undefined ? {} : { filters }) }, RANKED, signal),
    ),
  );

async function readBest(
  source: SearchSource,
  rankings: readonly Ranking[],
  edited: Understood['edited'],
  kept: readonly PageId[],
): Promise<readonly { readonly page: Page; readonly score: number }[]> {
  const lists = rankings.map(({ hits }, at) => ({ ids: hits.map(({ doc }) => doc), weight: at === 0 ? 1 : FURTHER }));
  const fused = fuseRankings<DocNumber>(lists).slice(0, RANKED);
  const heads = await source.heads(fused.map(({ id }) => id));
  const known = new Map(fused.map(({ id }, at) => [id, heads[at]]));
  const chosen = edited === undefined ? fused : preferEdited(fused, (doc) => known.get(doc)?.editedAt, edited);
  const ranked = chosen.flatMap(({ id, found }) => {
    const head = known.get(id);
    return head === undefined ? [] : [{ id: head.id, score: found }];
  });
  const first = kept.map((id) => ({ id, score: 1 }));
  const wanted = [...first, ...ranked.filter(({ id }) => !kept.includes(id))].slice(0, READ + kept.length);
  const pages = await source.pages(wanted.map(({ id }) => id));
  return wanted.flatMap(({ score }, at) => {
    const page = pages[at];
    return page === undefined ? [] : [{ page, score }];
  });
}

/** The words of all searches, each once. One that no page holds is as telling as the rarest that one could. */
function wordsOf(rankings: readonly Ranking[], live: number): readonly TellingWord[] {
  const words = new Map<string, TellingWord>();
  for (const { word, terms, worth } of rankings.flatMap(({ words: each }) => each)) {
    const forms = terms.map(({ term }) => term);
    if (!words.has(word.word))
      words.set(word.word, { forms, weight: forms.length > 0 ? worth : Math.log(2 * live + 2) });
  }
  return [...words.values()];
}

/** Leaves out the pages of which nothing was taken. */
function onlyHeld(pages: readonly Page[], passages: readonly Passage[]): Pick<FoundPassages, 'pages' | 'passages'> {
  const held = [...new Set(passages.map(({ page }) => page))].toSorted((one, other) => one - other);
  return {
    pages: held.flatMap((at) => pages[at] ?? []),
    passages: passages.map((passage) => ({ ...passage, page: held.indexOf(passage.page) })),
  };
}
