import type { PageId } from '../base/ids.ts';
import { foldWord } from '../text/fold.ts';
import { guessLanguage } from '../text/languages.ts';
import { candidateTerms } from './candidate-terms.ts';
import { explainsTerm } from './explained-in.ts';
import { MOST_EVIDENCE, evidenceOf } from './gap.ts';
import type { Evidence, Gap, GapFinder, GapPage, KnownPages } from './gap.ts';

/** Fewer pages than this are somebody's own words. */
const LEAST_PAGES = 3;
/** Enough of a page to tell its language by. */
const SAMPLE_BLOCKS = 40;
/** A title of more words is about more than the term in it. */
const MOST_TITLE_WORDS = 6;

interface Used {
  readonly term: string;
  readonly evidence: Evidence[];
  readonly places: Set<PageId | undefined>;
  pages: number;
  explained: boolean;
}

/** Terms that several pages use and none explains: no page or heading is called so, and no line says what it is. */
export function findUnexplainedTerms({ titles }: Pick<KnownPages, 'titles'>): GapFinder {
  const used = new Map<string, Used>();
  const people = new Set<string>();
  const titled = new Set<string>();
  for (const title of titles.values()) noteHeading(titled, title);

  const use = (page: GapPage, term: string, line: string): void => {
    const key = foldWord(term);
    const known = used.get(key) ?? { term, evidence: [], places: new Set(), pages: 0, explained: false };
    if (known.evidence.length < MOST_EVIDENCE) known.evidence.push(evidenceOf(page, line));
    known.pages += 1;
    known.places.add(page.parent);
    used.set(key, known);
  };

  return {
    take(page) {
      for (const name of [...page.authors, ...page.properties.flatMap((property) => property.people ?? [])])
        people.add(foldWord(name));
      const sample = page.blocks.slice(0, SAMPLE_BLOCKS).map(({ text }) => text);
      const language = guessLanguage([page.title, ...sample].join('\n'));
      const here = new Map<string, { readonly line: string; explained: boolean }>();
      for (const block of page.blocks) {
        if (block.kind === 'heading') noteHeading(titled, block.text);
        // What only tables hold is data; whoever fills a table knows its words.
        if (block.kind === 'code' || block.kind === 'heading' || block.kind === 'row') continue;
        for (const mention of block.mentions ?? []) if (mention.kind === 'person') people.add(foldWord(mention.text));
        for (const { term } of candidateTerms(block.text, language)) {
          const seen = here.get(term) ?? { line: block.text, explained: false };
          seen.explained ||= explainsTerm(block.text, term);
          here.set(term, seen);
        }
      }
      for (const [term, { line, explained }] of here) {
        use(page, term, line);
        const known = used.get(foldWord(term));
        if (known !== undefined && explained) known.explained = true;
      }
    },
    found: () =>
      [...used]
        .filter(([key, { pages, explained }]) => pages >= LEAST_PAGES && !explained && !titled.has(key))
        .filter(([key]) => !people.has(key))
        .map(([key, { term, evidence, places, pages }]): Gap => {
          const weight = pages * Math.log2(1 + places.size);
          return { key: `unexplained:${key}`, kind: 'unexplained', subject: term, pages, weight, evidence };
        }),
  };
}

/** A page or heading named by a term explains it, also where the name says a little more: `SLO policy`. */
function noteHeading(titled: Set<string>, heading: string): void {
  const words = heading.split(/[\s,/()]+/u).filter((word) => word !== '');
  if (words.length > MOST_TITLE_WORDS) return;
  for (let from = 0; from < words.length; from += 1)
    for (let to = from + 1; to <= words.length; to += 1) titled.add(foldWord(words.slice(from, to).join(' ')));
}
