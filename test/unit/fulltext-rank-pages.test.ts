import { describe, expect, it } from 'vitest';
import { analyzePage } from '../../lib/fulltext/analyze-page.ts';
import { rankPages } from '../../lib/fulltext/rank-pages.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { referenceIndex } from '../bench/collections/reference-index.ts';

const PAGES: readonly (readonly [string, string])[] = [
  ['Parental leave', 'Sixteen weeks for everyone. Tell your manager early.'],
  ['Holidays', 'Thirty days. Parental leave is on a page of its own.'],
  ['Incident runbook', 'Declare the incident, then call the lead. Management is told later.'],
  ['Budget 2026', 'The budget for laptops and desks. Status: approved.'],
  ['予約サイトの障害', '2月9日に予約サイトが停止しました。原因は割引の計算です。1998年のJ-CASTニュースと猫'],
  ['قرارات الفريق', 'قررنا تأجيل الإطلاق إلى نوفمبر.'],
  ['Entscheidungen', 'Wir haben die Häuser in Köln verkauft. Und das ist nicht alles.'],
  ['The Who', 'A band.'],
  ['ประชุมทีม', 'เราจะเปิดตัวผลิตภัณฑ์ในเดือนพฤศจิกายน'],
  ['Release 🚀 party', 'We ship C and R bindings.\n## Rollback\nPush the old tag.'],
  ['학교 소식', '우리는 학교에서 만났다.'],
];
const DOCS = PAGES.map(([title, body], n) =>
  analyzePage({
    title,
    properties: [{ name: 'Owner', type: 'rich_text', text: `Person${n} Okafor` }],
    blocks: readMarkdown(body),
  }),
);
const VIEW = referenceIndex(DOCS);

async function titles(text: string, view = VIEW): Promise<(string | undefined)[]> {
  const { hits } = await rankPages(view, { text }, 20, new AbortController().signal);
  return hits.map(({ doc }) => PAGES[doc]?.[0]);
}

describe('rankPages', () => {
  it('puts a match in the title before one in the text', async () => {
    expect(await titles('parental leave ')).toEqual(['Parental leave', 'Holidays']);
  });

  it.each([
    ['another form of the word', 'incidents ', 'Incident runbook'],
    ['a word being typed', 'budg', 'Budget 2026'],
    ['a word being typed past its stem', 'manageme', 'Incident runbook'],
    ['a slip', 'parnetal ', 'Parental leave'],
    ['a slip in an ending', 'managemnet ', 'Incident runbook'],
    ['two slips in a long word', 'incidnet runbok ', 'Incident runbook'],
    ['a property', 'person3 ', 'Budget 2026'],
    ['a heading', 'rollback ', 'Release 🚀 party'],
    ['words beside an emoji', 'release 🚀', 'Release 🚀 party'],
    ['one letter', 'r ', 'Release 🚀 party'],
    ['Japanese', '障害の原因', '予約サイトの障害'],
    ['one character', '猫', '予約サイトの障害'],
    ['one character that begins a pair', '原', '予約サイトの障害'],
    ['a number that runs into a character', '1998', '予約サイトの障害'],
    ['Latin letters that run into characters', 'cast ', '予約サイトの障害'],
    ['full-width letters', 'ｂｕｄｇｅｔ ', 'Budget 2026'],
    ['Korean without its particle', '학교', '학교 소식'],
    ['Thai', 'ผลิตภัณฑ์', 'ประชุมทีม'],
    ['Arabic with and without its article', 'تاجيل اطلاق ', 'قرارات الفريق'],
    ['German without umlauts', 'hauser koln ', 'Entscheidungen'],
    ['German among its common words', 'was ist mit den Häusern ', 'Entscheidungen'],
    ['a word among common ones', 'what is the budget ', 'Budget 2026'],
    ['a title of common words alone', 'the who ', 'The Who'],
    ['a word beside an apostrophe', "the budget's ", 'Budget 2026'],
  ])('finds %s', async (_what, query, title) => {
    expect((await titles(query))[0]).toBe(title);
  });

  it('does not guess where the word itself is known', async () => {
    expect(await titles('desks ')).toEqual(['Budget 2026']);
  });

  it.each(['', '   ', '???', '"', '"" -', '-budget', 'zzzzqqqq ', '🚀'])('finds nothing for %j', async (query) => {
    expect(await titles(query)).toEqual([]);
  });

  it('leaves out pages with an excluded word', async () => {
    expect(await titles('parental leave -holidays ')).toEqual(['Parental leave']);
  });

  it('asks for all words of a phrase', async () => {
    expect(await titles('"thirty days" leave ')).toEqual(['Holidays']);
    expect(await titles('"parental budget"')).toEqual([]);
  });

  it('takes an open quote for a phrase that is being typed', async () => {
    expect(await titles('"call the le')).toEqual(['Incident runbook']);
  });

  it('takes words that are names of built-in properties for words', async () => {
    expect(await titles('constructor __proto__ toString ')).toEqual([]);
  });

  it('reads a huge query as its beginning', async () => {
    expect((await titles(`budget ${'nothing at all '.repeat(20_000)}`))[0]).toBe('Budget 2026');
  });

  it('leaves out dead pages and counts what is left', async () => {
    const { hits, total } = await rankPages(
      referenceIndex(DOCS, new Set([0])),
      { text: 'parental leave ' },
      20,
      new AbortController().signal,
    );
    expect([hits.map(({ doc }) => doc), total]).toEqual([[1], 1]);
  });

  it('counts all that match and gives the best of them', async () => {
    const all = await rankPages(VIEW, { text: 'okafor ' }, 3, new AbortController().signal);
    expect([all.hits.length, all.total]).toEqual([3, PAGES.length]);
  });

  it('stops when nobody waits for it any more', async () => {
    const stopped = new AbortController();
    stopped.abort(new Error('typed on'));
    await expect(rankPages(VIEW, { text: 'budget ' }, 3, stopped.signal)).rejects.toThrow('typed on');
  });
});
