import { describe, expect, it } from 'vitest';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { rankEntries } from '../../lib/fulltext/rank-entries.ts';
import { indexPage } from '../../lib/fulltext/search-text.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';

function pageId(n: number): PageId {
  const id = parsePageId(n.toString(16).padStart(32, '0'));
  if (!id) throw new Error('not an id');
  return id;
}

const PAGES: readonly (readonly [string, string])[] = [
  ['Parental leave', 'Sixteen weeks for everyone. Tell your manager early.'],
  ['Holidays', 'Thirty days. Parental leave is on a page of its own.'],
  ['Incident runbook', 'Declare the incident, then call the lead. Management is told later.'],
  ['Budget 2026', 'The budget for laptops and desks. Status: approved.'],
  ['予約サイトの障害', '2月9日に予約サイトが停止しました。原因は割引の計算です。'],
  ['قرارات الفريق', 'قررنا تأجيل الإطلاق إلى نوفمبر.'],
  ['Entscheidungen', 'Wir haben die Häuser in Köln verkauft.'],
];
const ENTRIES = PAGES.map(([title, body], n) =>
  indexPage({
    id: pageId(n),
    title,
    properties: [{ name: 'Owner', type: 'rich_text', text: `Person${n} Okafor` }],
    blocks: readMarkdown(body),
  }),
);
const titles = (query: string): (string | undefined)[] =>
  rankEntries(query, ENTRIES).map((hit) => PAGES[ENTRIES.findIndex((entry) => entry.pageId === hit.pageId)]?.[0]);

describe('rankEntries', () => {
  it('puts a match in the title before one in the text', () => {
    expect(titles('parental leave ')).toEqual(['Parental leave', 'Holidays']);
  });

  it.each([
    ['another form of the word', 'incidents ', 'Incident runbook'],
    ['a word being typed', 'budg', 'Budget 2026'],
    ['a word being typed past its stem', 'manageme', 'Incident runbook'],
    ['a slip', 'parnetal ', 'Parental leave'],
    ['two slips in a long word', 'incidnet runbok ', 'Incident runbook'],
    ['a property', 'person3 ', 'Budget 2026'],
    ['Japanese', '障害の原因', '予約サイトの障害'],
    ['Arabic with and without its article', 'تاجيل اطلاق ', 'قرارات الفريق'],
    ['German without umlauts', 'hauser koln ', 'Entscheidungen'],
    ['a word among common ones', 'what is the budget ', 'Budget 2026'],
  ])('finds %s', (_what, query, title) => {
    expect(titles(query)[0]).toBe(title);
  });

  it('does not guess where the word itself is known', () => {
    expect(titles('desks ')).toEqual(['Budget 2026']);
  });

  it.each(['', '   ', '???', 'zzzzqqqq '])('finds nothing for %j', (query) => {
    expect(titles(query)).toEqual([]);
  });

  it('takes words that are names of built-in properties for words', () => {
    expect(titles('constructor __proto__ toString ')).toEqual([]);
  });

  it('makes entries that survive storage', () => {
    expect(structuredClone(ENTRIES)).toEqual(ENTRIES);
    expect(JSON.parse(JSON.stringify(ENTRIES))).toEqual(ENTRIES);
  });
});
