import { describe, expect, it } from 'vitest';
import { editedWithin, chipsOf, toggled } from '../../components/kit/filter-state.ts';
import { inSeenOrder, keepingSnippets, mayBeMore, withTitles } from '../../components/kit/merge-hits.ts';
import { exclusionOfLink } from '../../components/options/exclusion-of-link.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import type { SearchAnswer, SearchHit } from '../../lib/messages/search-desk.ts';

function id(digit: number): PageId {
  const parsed = parsePageId(String(digit).padStart(32, '0'));
  if (parsed === undefined) throw new Error('no id');
  return parsed;
}

const aHit = (digit: number, fields: Partial<SearchHit> = {}): SearchHit => ({
  pageId: id(digit),
  title: `Page ${digit}`,
  url: `https://app.notion.com/p/${digit}`,
  workspace: 'Fernway',
  kind: 'page',
  snippet: [],
  from: 'mirror',
  ...fields,
});
const anAnswer = (hits: readonly SearchHit[], fields: Partial<SearchAnswer> = {}): SearchAnswer => ({
  hits,
  total: hits.length,
  mirrored: 10,
  known: 10,
  failures: [],
  ...fields,
});
const numbers = (hits: readonly SearchHit[]): number[] => hits.map(({ pageId }) => Number(pageId.slice(-2)));

describe('results that come in turns', () => {
  it('keep the snippet that a page was shown with until a better one is there', () => {
    const shown = aHit(1, { snippet: [{ text: 'launch', hit: true }], heading: 'Decisions' });
    const [kept, fresh] = keepingSnippets([shown], [aHit(1), aHit(2)]);
    expect(kept).toMatchObject({ snippet: shown.snippet, heading: 'Decisions' });
    expect(fresh?.snippet).toEqual([]);
  });

  it('stay in the order in which they are read, with what is new behind them', () => {
    expect(numbers(inSeenOrder([aHit(3), aHit(1), aHit(9)], [aHit(1), aHit(2), aHit(3)]))).toEqual([3, 1, 2]);
  });

  it('show a page once that Notion knows by title too', () => {
    const titles = anAnswer([aHit(2, { from: 'notion' }), aHit(1, { from: 'notion' })], {
      failures: [{ code: 'notion-timeout' }],
    });
    const merged = withTitles(anAnswer([aHit(1)], { total: 30 }), titles, 'pages', false);
    expect(numbers(merged.hits)).toEqual([1, 2]);
    expect(merged.hits[0]?.from).toBe('mirror');
    expect(merged).toMatchObject({ total: 31, failures: [{ code: 'notion-timeout' }] });
  });

  it('put the page first whose whole title was typed, unless the list is being read', () => {
    const titles = anAnswer([aHit(2), aHit(3, { title: 'Expenses' })]);
    expect(numbers(withTitles(anAnswer([aHit(1)]), titles, ' expenses', false).hits)).toEqual([3, 1, 2]);
    expect(numbers(withTitles(anAnswer([aHit(1)]), titles, ' expenses', true).hits)).toEqual([1, 2, 3]);
  });

  it.each([
    ['all is here', anAnswer([aHit(1)]), false],
    ['some is missing', anAnswer([aHit(1)], { known: 11 }), true],
    ['nothing is here', anAnswer([], { mirrored: 0, known: 0 }), true],
    ['nothing was found', anAnswer([]), true],
  ])('have Notion asked or not: %s', (_when, answer, asked) => expect(mayBeMore(answer)).toBe(asked));
});

describe('filters', () => {
  it('are none once the last value is let go of', () => {
    const rows = toggled({}, 'kinds', 'row');
    expect(rows).toEqual({ kinds: ['row'] });
    expect(toggled(rows ?? {}, 'kinds', 'row')).toBeUndefined();
  });

  it('let go of property values with the last database', () => {
    const filters = { databases: [id(1)], properties: [{ name: 'Status', value: 'Done' }], people: ['Anna'] };
    expect(toggled(filters, 'databases', id(1))).toEqual({ people: ['Anna'] });
  });

  it('are each named, with what is left without it', () => {
    const filters = editedWithin({ databases: [id(1)], people: ['Anna'] }, 7, Date.UTC(2026, 10, 21, 12));
    const choices = {
      connections: [],
      kinds: [],
      databases: [{ value: id(1), label: 'Tasks', pages: 3 }],
      people: [],
      properties: [],
    };
    const chips = chipsOf(filters, choices);
    expect(chips.map(({ label }) => label)).toEqual(['Tasks', 'Anna', 'Edited since 14 Nov 2026']);
    expect(chips[2]?.without).toEqual({ databases: [id(1)], people: ['Anna'] });
  });

  it('are the same search for a minute', () => {
    const minute = Date.UTC(2026, 10, 21, 12);
    expect(editedWithin({}, 1, minute + 59_000)).toEqual(editedWithin({}, 1, minute));
  });
});

describe('a link to leave a page out', () => {
  it.each([
    ['https://app.notion.com/fernway/Board-minutes-00000000000000000000000000000007', 'Board minutes', 'page'],
    ['https://www.notion.so/00000000000000000000000000000007?v=00000000000000000000000000000008', '', 'database'],
    ['00000000-0000-0000-0000-000000000007', '', 'page'],
    ['https://app.notion.com/fernway/%E0%A4%A-00000000000000000000000000000007', '%E0%A4%A', 'page'],
  ])('is read: %s', (link, title, kind) => expect(exclusionOfLink(link)).toEqual({ id: id(7), title, kind }));

  it.each(['', 'board minutes', 'https://attacker.example/00000000000000000000000000000007', 'javascript:alert(1)'])(
    'is none: %s',
    (text) => expect(exclusionOfLink(text)).toBeUndefined(),
  );
});
