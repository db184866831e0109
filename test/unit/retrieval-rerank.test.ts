import { describe, expect, it } from 'vitest';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { analyzePage } from '../../lib/fulltext/analyze-page.ts';
import { rankPages } from '../../lib/fulltext/rank-pages.ts';
import type { SearchFilters } from '../../lib/fulltext/text-query.ts';
import { rerankPages } from '../../lib/retrieval/rerank.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { referenceIndex } from '../bench/collections/reference-index.ts';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 21);

function pageId(n: number): PageId {
  const id = parsePageId(n.toString(16).padStart(32, '0'));
  if (id === undefined) throw new Error('not an id');
  return id;
}

const page = (title: string, markdown: string, status = '', editedAt = NOW - 400 * DAY, database?: PageId) => ({
  title,
  blocks: readMarkdown(markdown),
  properties: status === '' ? [] : [{ name: 'Status', type: 'status', text: status }],
  editedAt,
  people: ['Ana Núñez'],
  kind: database === undefined ? ('page' as const) : ('row' as const),
  ...(database === undefined ? {} : { database }),
});

const PAGES = [
  page('One', 'The launch plan was kept. Nothing else matters to anybody who reads this.'),
  page('Two', 'The plan for the week. Much later a launch was seen by anybody who reads this.'),
  page('Three', '# Launch\nThe budget and the plan.\n# Other\nNothing.', 'Done', NOW - 2 * DAY),
  page('Four', 'Only tea.', 'In progress', NOW - 40 * DAY, pageId(7)),
];

/** Pairs of pages that a search finds alike, and only their text tells apart. */
const NAMED = [
  page('Managing', 'Words.'),
  page('Manager', 'Words.'),
  page('Paid time off', 'Ask for pto.'),
  page('Tools', 'Ask for pto.'),
  page('Begins', 'A quokka is kind.\n\nNothing follows.'),
  page('Ends', 'Nothing follows.\n\nA quokka is kind.'),
];

async function search(text: string, filters?: SearchFilters, pages = PAGES) {
  const view = referenceIndex(pages.map(analyzePage));
  const query = filters === undefined ? { text } : { text, filters };
  const ranking = await rankPages(view, query, 40, new AbortController().signal);
  const found = ranking.hits.map(({ doc, score }) => ({ score, page: pages[doc] ?? page('', '') }));
  return rerankPages(ranking, found, 10, NOW).map(({ at, snippet }) => ({ title: found[at]?.page.title, snippet }));
}
const titles = async (text: string, filters?: SearchFilters, pages = PAGES) =>
  (await search(text, filters, pages)).map(({ title }) => title);

describe('rerankPages', () => {
  it('puts words side by side before the same words apart', async () => {
    const found = await titles('launch plan ');
    expect(found.indexOf('One')).toBeLessThan(found.indexOf('Two'));
  });

  it('keeps only pages that hold a phrase as it was typed', async () => {
    expect(await titles('"launch plan"')).toEqual(['One']);
    expect(await titles('plan -"launch plan"')).not.toContain('One');
  });

  it('shows the block that answers, its heading and the words found', async () => {
    const [three] = (await search('budget ')).map(({ snippet }) => snippet);
    expect([three?.start, three?.heading, three?.snippet.filter(({ hit }) => hit)]).toEqual([
      1,
      'Launch',
      [{ text: 'budget', hit: true }],
    ]);
  });

  it.each([
    ['a title that says a word as it was typed', 'managing ', ['Managing', 'Manager']],
    ['what a title shortens to', 'pto ', ['Paid time off', 'Tools']],
    ['what a page begins with', 'quokka ', ['Begins', 'Ends']],
  ])('prefers %s', async (_what, query, expected) => {
    expect(await titles(query, undefined, NAMED)).toEqual(expected);
  });

  it('shows a property where the text holds nothing of the query', async () => {
    const [four] = await search('progress ');
    expect(four?.snippet?.snippet.map(({ text }) => text).join('')).toBe('Status: In progress');
    expect(four?.snippet?.start).toBeUndefined();
  });
});

describe('filters', () => {
  it.each<readonly [string, SearchFilters, readonly string[]]>([
    ['a property value in any case', { properties: [{ name: 'status', value: 'DONE' }] }, ['Three']],
    [
      'one of several values',
      {
        properties: [
          { name: 'Status', value: 'Done' },
          { name: 'Status', value: 'In progress' },
        ],
      },
      ['Four', 'Three'],
    ],
    ['a database', { databases: [pageId(7)] }, ['Four']],
    ['a kind', { kinds: ['row'] }, ['Four']],
    ['days, both ends in it', { editedFrom: NOW - 40 * DAY, editedTo: NOW - 3 * DAY }, ['Four']],
    ['a day and all after it', { editedFrom: NOW - 2 * DAY }, ['Three']],
    ['two filters that both hold', { kinds: ['row'], properties: [{ name: 'Status', value: 'Done' }] }, []],
    ['nothing at all', { kinds: [] }, []],
  ])('list by %s without a word', async (_what, filters, expected) => {
    expect(new Set(await titles('', filters))).toEqual(new Set(expected));
  });

  it('narrow a search by words', async () => {
    expect(await titles('plan ', { properties: [{ name: 'Status', value: 'Done' }] })).toEqual(['Three']);
    expect((await titles('tea ', { people: ['ana núñez'] })).length).toBe(1);
    expect(await titles('tea ', { people: ['Somebody'] })).toEqual([]);
  });
});
