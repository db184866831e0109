import { rankPages } from '../fulltext/rank-pages.ts';
import type { Ranking } from '../fulltext/rank-pages.ts';
import type { DocNumber, IndexView } from '../fulltext/index-view.ts';
import type { SearchSource } from '../fulltext/search-source.ts';
import type { SearchFilters } from '../fulltext/text-query.ts';
import type { PageId } from '../base/ids.ts';
import type { Page } from '../mirror/page.ts';
import { fuseRankings, preferEdited } from '../retrieval/choose-pages.ts';
import { isLikely, NO_EVIDENCE, weighEvidence } from '../retrieval/likely-answer.ts';
import type { Evidence } from '../retrieval/likely-answer.ts';
import { choosePassages } from '../retrieval/passages.ts';
import type { Passage, TellingWord } from '../retrieval/passages.ts';
import type { Understood } from '../retrieval/understand-question.ts';

/** Pages that one search gives to the fusion, those whose text is looked through, and those that give passages. */
const RANKED = 50;
const READ = 30;
const SHOWN = 20;
/** Groups of blocks of one page: three paragraphs hold an answer, and leave room for other pages. */
const PER_PAGE = 3;
/** What a further search counts beside the question's telling words, and what the text of a page counts beside all. */
const FURTHER = 0.5;
const BY_TEXT = 1;

/** What was found for a question in many pages. */
export interface FoundPassages {
  /** The best page first; all of them hold a passage. */
  readonly pages: readonly Page[];
  /** In the order of their pages, and within a page in that of its text. */
  readonly passages: readonly Passage[];
  readonly likely: boolean;
  /** What `likely` rests on. */
  readonly evidence: Evidence;
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
  if (view === undefined) return { pages: [], passages: [], likely: false, evidence: NO_EVIDENCE, searched: 0 };
  const rankings = await rankAll(view, [understood.about, ...understood.searches], filters, signal);
  const [about] = rankings;
  const words = about === undefined ? [] : wordsOf(about, view.live);
  const found = await readBest(source, rankings, understood, words, kept);
  signal.throwIfAborted();
  const pages = found.map(({ page }) => page);
  const passages = choosePassages(understood.about, pages, budgetChars, {
    perPage: PER_PAGE,
    found: found.map(({ score }) => score),
    words: eachOnce(rankings.flatMap((ranking) => wordsOf(ranking, view.live))),
    properties: true,
  });
  const evidence = weighEvidence(words, pages, passages);
  return { ...onlyHeld(pages, passages), likely: isLikely(evidence), evidence, searched: view.live };
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

interface Scored {
  readonly page: Page;
  readonly score: number;
}

/** The best pages by all searches and by their text, and before them those that are kept. */
async function readBest(
  source: SearchSource,
  rankings: readonly Ranking[],
  { about, edited }: Understood,
  words: readonly TellingWord[],
  kept: readonly PageId[],
): Promise<readonly Scored[]> {
  const lists = rankings.map(({ hits }, at) => ({ ids: hits.map(({ doc }) => doc), weight: at === 0 ? 1 : FURTHER }));
  const fused = fuseRankings<DocNumber>(lists).slice(0, RANKED);
  const heads = await source.heads(fused.map(({ id }) => id));
  const known = new Map(fused.map(({ id }, at) => [id, heads[at]]));
  const chosen = edited === undefined ? fused : preferEdited(fused, (doc) => known.get(doc)?.editedAt, edited);
  const ranked = chosen.flatMap(({ id }) => known.get(id)?.id ?? []).slice(0, READ);
  const wanted = [...new Set([...kept, ...ranked])];
  const read = await source.pages(wanted);
  const pages = new Map(wanted.flatMap((id, at) => (read[at] === undefined ? [] : [[id, read[at]] as const])));
  const here = ranked.filter((id) => pages.has(id));
  const byText = bestText(
    here.flatMap((id) => pages.get(id) ?? []),
    about,
    words,
  );
  const best = fuseRankings([
    { ids: here, weight: 1 },
    { ids: byText, weight: BY_TEXT },
  ]).slice(0, SHOWN);
  const first = kept.map((id) => ({ id, found: 1 }));
  return [...first, ...best.filter(({ id }) => !kept.includes(id))].flatMap(({ id, found }) => {
    const page = pages.get(id);
    return page === undefined ? [] : [{ page, score: found }];
  });
}

/** Pages by their best passage. */
function bestText(pages: readonly Page[], about: string, words: readonly TellingWord[]): readonly PageId[] {
  const best = new Map<PageId, number>(pages.map(({ id }) => [id, 0]));
  for (const { page, score } of choosePassages(about, pages, Infinity, { perPage: 1, words, properties: true })) {
    const id = pages[page]?.id;
    if (id !== undefined) best.set(id, Math.max(best.get(id) ?? 0, score));
  }
  return [...best].toSorted(([, one], [, other]) => other - one).map(([id]) => id);
}

/** What a search looks for. A word that no page holds as it stands is as telling as the rarest that one could hold. */
const wordsOf = ({ words }: Ranking, live: number): readonly TellingWord[] =>
  words.map(({ word, terms, worth }) => {
    const forms = terms.map(({ term }) => term).filter((term) => word.forms.includes(term));
    return { forms, weight: forms.length > 0 ? worth : Math.log(2 * live + 2) };
  });

const eachOnce = (words: readonly TellingWord[]): readonly TellingWord[] => [
  ...new Map(words.map((word) => [word.forms.join(' '), word])).values(),
];

/** Leaves out the pages of which nothing was taken. */
function onlyHeld(pages: readonly Page[], passages: readonly Passage[]): Pick<FoundPassages, 'pages' | 'passages'> {
  const held = [...new Set(passages.map(({ page }) => page))].toSorted((one, other) => one - other);
  return {
    pages: held.flatMap((at) => pages[at] ?? []),
    passages: passages.map((passage) => ({ ...passage, page: held.indexOf(passage.page) })),
  };
}
