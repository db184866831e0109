import { describe, expect, it } from 'vitest';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { candidateTerms } from '../../lib/gaps/candidate-terms.ts';
import { explainsTerm } from '../../lib/gaps/explained-in.ts';
import { findGaps } from '../../lib/gaps/find-gaps.ts';
import type { Gap, GapKind, GapPage, KnownPages } from '../../lib/gaps/gap.ts';
import { typedValue } from '../../lib/gaps/typed-value.ts';
import type { Property } from '../../lib/mirror/page.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const DAY = 24 * 60 * 60_000;

function id(number: number): PageId {
  const parsed = parsePageId(number.toString(16).padStart(32, '0'));
  if (parsed === undefined) throw new Error('No id');
  return parsed;
}

type Sketch = Partial<Omit<GapPage, 'blocks'>> & { readonly text?: string };

function page(number: number, title: string, { text = '', ...more }: Sketch = {}): GapPage {
  return {
    id: id(number),
    title,
    url: pageUrl(id(number)),
    kind: 'page',
    authors: [],
    properties: [],
    blocks: readMarkdown(text),
    editedAt: NOW,
    ...more,
  };
}

function check(pages: readonly GapPage[], known: Partial<KnownPages> = {}): readonly Gap[] {
  const titles = new Map(pages.map((one) => [one.id, one.title]));
  const finder = findGaps({ titles, lost: new Set(), complete: true, ...known });
  for (const one of pages) finder.take(one);
  return finder.found(NOW);
}

const of = (gaps: readonly Gap[], kind: GapKind): readonly Gap[] => gaps.filter((gap) => gap.kind === kind);
const link = (number: number, words: string): string => `[${words}](${pageUrl(id(number))})`;
const date = (name: string, start: string, text: string): Property => ({ name, type: 'date', text, date: { start } });

describe('terms that want an explanation', () => {
  it('are acronyms, names with an inner capital and names of several words', () => {
    const terms = candidateTerms('The SLO of PostHog is kept by the Platform Guild since May.', 'en');
    expect(terms.map(({ term }) => term)).toEqual(['SLO', 'PostHog', 'Platform Guild']);
  });

  it('are none that everybody knows, no shouting, and no beginning of a sentence', () => {
    const text = 'Our CEO sent the PDF. Every Friday we meet. READ THIS NOW PLEASE BEFORE YOU START';
    expect(candidateTerms(text, 'en')).toEqual([]);
  });

  it('are in German no rows of nouns', () => {
    expect(candidateTerms('Die Abteilung Einkauf Nord nutzt das ERP.', 'de').map(({ term }) => term)).toEqual(['ERP']);
  });
});

describe('a line that explains a term', () => {
  it.each([
    ['An SLO is a promise about the service.', 'SLO'],
    ['SLO: what we promise', 'SLO'],
    ['We agreed on a service level objective (SLO) of 99 %.', 'SLO'],
    ['The MTTR (mean time to recovery) fell.', 'MTTR'],
    ['Das ERP ist unsere Warenwirtschaft.', 'ERP'],
    ['SLOとは約束です。', 'SLO'],
  ])('%s', (line, term) => expect(explainsTerm(line, term)).toBe(true));

  it.each([
    ['The SLO is broken again.', 'MTTR'],
    ['We missed the SLO is what he said.', 'SLO'],
    ['Ask the team (SLO) about it.', 'SLO'],
  ])('is not: %s', (line, term) => expect(explainsTerm(line, term)).toBe(false));
});

describe('values that can be held against another', () => {
  it.each([
    ['3 December 2026', '2026-12-03'],
    ['December 3, 2026', '3.12.2026'],
    ['40,000 €', '€40k'],
    ['$1.5 million', '$1,500,000'],
    ['12,5 %', '12.5%'],
    ['30 days', '30 day'],
  ])('%s is %s', (one, other) => expect(typedValue(one)?.same).toBe(typedValue(other)?.same));

  it.each([
    ['3 December 2026', '4 December 2026'],
    ['40,000 €', '40,000 $'],
    ['30 days', '30 seats'],
  ])('%s is not %s', (one, other) => expect(typedValue(one)?.same).not.toBe(typedValue(other)?.same));
});

describe('the gaps of a workspace', () => {
  const uses = 'We deploy when the SLO allows it.';

  it('names a term that several pages use and none explains, with where it is used', () => {
    const pages = [1, 2, 3].map((number) => page(number, `Team ${number}`, { text: uses }));
    const [gap] = of(check(pages), 'unexplained');
    expect(gap).toMatchObject({ subject: 'SLO', pages: 3 });
    expect(gap?.evidence[0]).toMatchObject({ pageId: id(1), quote: uses });
  });

  it('says nothing of a term that a page, a heading or a line explains, nor of the names of people', () => {
    const pages = [1, 2, 3].map((number) => page(number, `Team ${number}`, { text: `${uses} Ask Hana Novotná.` }));
    const people = { authors: ['Hana Novotná'] };
    for (const explaining of [
      page(9, 'SLO policy', people),
      page(9, 'Words', { ...people, text: '## What an SLO is' }),
      page(9, 'Words', { ...people, text: 'An SLO is a promise.' }),
    ])
      expect(of(check([...pages, explaining]), 'unexplained')).toEqual([]);
  });

  it('finds links to pages that are not there, once for all pages that have them', () => {
    const pages = [1, 2].map((number) => page(number, `Team ${number}`, { text: `See ${link(7, 'the old plan')}.` }));
    expect(of(check(pages), 'missing-page')).toMatchObject([{ subject: 'the old plan', pages: 2 }]);
    expect(of(check(pages, { complete: false }), 'missing-page')).toEqual([]);
  });

  it('finds two dates for one thing, in a property and in a sentence of another page', () => {
    const pages = [
      page(1, 'Launch of Glim 2', { properties: [date('Launch date', '2026-12-03', '3 Dec 2026')] }),
      page(2, 'Press plan', { text: `Launch date of ${link(1, 'Launch of Glim 2')}: 10 December 2026` }),
      page(3, 'Weekly', { text: 'The launch date of Launch of Glim 2 is 3 December 2026.' }),
    ];
    const [gap] = of(check(pages), 'contradiction');
    expect(gap?.values).toEqual(['3 Dec 2026', '10 December 2026']);
    expect(gap?.evidence.map(({ pageId }) => pageId).toSorted()).toEqual([id(1), id(2), id(3)]);
  });

  it('takes no change, question or list for a contradiction', () => {
    const pages = [
      page(1, 'Launch of Glim 2', { properties: [date('Launch date', '2026-12-03', '3 Dec 2026')] }),
      page(2, 'Press plan', {
        text: 'The launch date of Launch of Glim 2 was moved from 3 December to 10 December 2026.',
      }),
      page(3, 'Weekly', { text: 'The launch date of Launch of Glim 2 is 10 December 2026?' }),
    ];
    expect(of(check(pages), 'contradiction')).toEqual([]);
  });

  it('finds a page that was left as it is while the pages that it describes changed', () => {
    const old = { editedAt: NOW - 200 * DAY };
    const pages = [
      page(1, 'How we ship', { ...old, text: `${link(2, 'Builds')} and ${link(3, 'Releases')}` }),
      page(2, 'Builds', { text: link(1, 'How we ship') }),
      page(3, 'Releases'),
      page(4, 'How we hire', { ...old, text: link(2, 'Builds') }),
    ];
    expect(of(check(pages), 'stale').map(({ subject }) => subject)).toEqual(['How we ship']);
  });

  it('finds a place about which one person alone writes', () => {
    const by = (author: string, from: number, place: number): readonly GapPage[] =>
      [0, 1, 2, 3, 4].map((step) => page(from + step, `Note ${from + step}`, { authors: [author], parent: id(place) }));
    const pages = [
      page(1, 'Firmware'),
      page(2, 'Support'),
      ...by('Ada', 10, 1),
      ...by('Ben', 20, 2),
      ...by('Cleo', 30, 2),
    ];
    expect(of(check(pages), 'single-author').map(({ subject }) => subject)).toEqual(['Firmware']);
  });

  it('finds pages that nothing leads to', () => {
    const pages = [
      page(1, 'Lonely', { parent: id(99) }),
      page(2, 'Led to', { parent: id(99) }),
      page(3, 'Map', { text: link(2, 'Led to') }),
    ];
    expect(of(check(pages), 'orphan').map(({ subject }) => subject)).toEqual(['Lonely']);
  });

  it('gives equal gaps equal keys, whatever order the pages come in', () => {
    const pages = [1, 2, 3].map((number) =>
      page(number, `Team ${number}`, { text: `${uses} See ${link(7, 'the plan')}.` }),
    );
    const keys = check(pages).map(({ key }) => key);
    expect(check(pages.toReversed()).map(({ key }) => key)).toEqual(keys);
    expect(keys.length).toBeGreaterThan(1);
  });
});
