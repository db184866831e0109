import { describe, expect, it } from 'vitest';
import { choosePassages } from '../../lib/retrieval/passages.ts';
import { quoteAnswer } from '../../lib/retrieval/quote.ts';
import { snippetOf } from '../../lib/retrieval/snippet.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { loadMarkedPages } from '../bench/marked-pages.ts';

const filler = (about: string): string =>
  Array.from({ length: 12 }, (_, n) => `- ${about} ${n} says little of note here.`).join('\n');
const page = (title: string, markdown: string): { title: string; blocks: ReturnType<typeof readMarkdown> } => ({
  title,
  blocks: readMarkdown(markdown),
});
const HANDBOOK = page(
  'Handbook',
  `# Travel\n${filler('Journey')}\n# Laptops\nOrder a laptop in the portal.\nIt is replaced after four years.\n# Food\n${filler('Lunch')}`,
);

describe('choosePassages', () => {
  it('finds the passage that bears on the question, with its heading and blocks', () => {
    const [passage] = choosePassages('When is my laptop replaced?', [HANDBOOK], 300);
    expect(passage).toMatchObject({ page: 0, heading: 'Laptops' });
    expect(passage?.text).toContain('It is replaced after four years.');
    const { start = 0, end = 0 } = passage ?? {};
    expect(
      HANDBOOK.blocks
        .slice(start, end)
        .map((block) => block.text)
        .join('\n'),
    ).toBe(passage?.text);
  });

  it('keeps within the budget and in page order', () => {
    const pages = loadMarkedPages();
    for (const budget of [500, 2_000, 9_000]) {
      const passages = choosePassages('What was decided about the budget and the deadline?', pages, budget);
      expect(passages.length).toBeGreaterThan(0);
      expect(passages.reduce((sum, passage) => sum + passage.text.length, 0)).toBeLessThanOrEqual(budget);
      const places = passages.map((passage) => passage.page * 100_000 + passage.start);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  it('takes whole pages when they fit', () => {
    const passages = choosePassages('laptop', [HANDBOOK], 100_000);
    const blocks = passages.flatMap(({ start, end }) => HANDBOOK.blocks.slice(start, end));
    expect(blocks).toEqual(HANDBOOK.blocks);
  });

  it('takes beginnings when nothing matches', () => {
    const passages = choosePassages('zebra', [HANDBOOK, HANDBOOK], 1_500);
    const starts = passages.map(({ page: at, start }) => `${at}: ${start}`);
    expect(starts).toEqual(expect.arrayContaining(['0: 0', '1: 0']));
    expect(passages.every((passage) => passage.score === 0)).toBe(true);
  });

  it('does not spend the budget on copies of one passage', () => {
    const copies = Array.from({ length: 4 }, () =>
      page('Copy', 'The laptop is ordered in the portal.\nThe laptop portal opens on Monday.'),
    );
    const other = page('Other', `A broken laptop goes to the desk on the ground floor.\n${filler('Desk')}`);
    const passages = choosePassages('laptop portal', [...copies, other], 200);
    expect(new Set(passages.map((passage) => passage.page)).size).toBe(passages.length);
    expect(passages.map((passage) => passage.page)).toContain(0);
  });

  it.each([
    ['障害の原因は何ですか', '27-shougai-houkoku'],
    ['متى موعد إطلاق التطبيق؟', '29-ijtima-tatbiq'],
    ['Warum stand die Lagersteuerung still?', '24-stoerung-lager'],
    ['Why did card payments fail in Europe?', '02-checkout-outage-review'],
  ])('finds the page for %s among thirty', (question, name) => {
    const pages = loadMarkedPages();
    const best = choosePassages(question, pages, 4_000).toSorted((a, b) => b.score - a.score)[0];
    expect(pages[best?.page ?? -1]?.name).toBe(name);
  });
});

describe('quoteAnswer', () => {
  it('quotes the sentences that answer, each with a marker to its block', () => {
    const pages = [HANDBOOK, page('Food', filler('Meal'))];
    const { markdown, cited } = quoteAnswer('When is my laptop replaced?', pages);
    expect(markdown).toContain('**Handbook › Laptops**');
    expect(markdown).toContain('> It is replaced after four years.[^');
    expect(cited.length).toBeGreaterThan(0);
    for (const { n, page: at, start, quote } of cited) {
      expect(markdown).toContain(`[^${n}]`);
      expect(pages[at]?.blocks[start]?.text).toContain(quote);
    }
  });

  it('quotes the row that answers under the names of its columns, and never the names or an empty row alone', () => {
    const rows = ['When | What | Who', ' |  | ', '8 December | On sale at nine | everybody', '9 December | Rest | Ana'];
    const blocks = rows.map((text) => ({ kind: 'row' as const, depth: 0, text }));
    const { markdown, cited } = quoteAnswer('What is on sale, and when?', [{ title: 'Plan', blocks }]);
    expect(cited).toEqual([{ n: 1, page: 0, start: 2, end: 3, quote: rows[2] }]);
    expect(markdown).toMatch(/^\*\*Plan\*\*\n\n> \*When .* What .* Who\*\n>\n> 8 December .* everybody\[\^1\]$/);
    const named = quoteAnswer('Who?', [{ title: 'Plan', blocks }]);
    expect(named.cited.map(({ start }) => start)).not.toContain(0);
    expect(named.cited.map(({ start }) => start)).not.toContain(1);
  });

  it('says nothing when nothing bears on the question', () => {
    expect(quoteAnswer('zebra', [HANDBOOK])).toEqual({ markdown: '', cited: [] });
  });
});

describe('snippetOf', () => {
  const joined = (runs: readonly { readonly text: string }[] | undefined): string | undefined =>
    runs?.map((run) => run.text).join('');

  it('shows the block with most words of the query, the words marked', () => {
    const found = snippetOf(HANDBOOK, 'laptop portal');
    expect(found).toEqual({
      heading: 'Laptops',
      start: 14,
      snippet: [
        { text: 'Order a ', hit: false },
        { text: 'laptop', hit: true },
        { text: ' in the ', hit: false },
        { text: 'portal', hit: true },
        { text: '.', hit: false },
      ],
    });
  });

  it('marks other forms and words still being typed', () => {
    expect(
      snippetOf(page('P', 'Two meetings were planned.'), 'meeting plan')?.snippet.filter((run) => run.hit),
    ).toEqual([
      { text: 'meetings', hit: true },
      { text: 'planned', hit: true },
    ]);
  });

  it('marks the characters that were asked for where words are not spaced', () => {
    const hits = snippetOf(page('P', '2月9日に予約サイトが停止しました。'), '予約サイト')?.snippet.filter(
      (run) => run.hit,
    );
    expect(hits).toEqual([{ text: '予約サイト', hit: true }]);
  });

  it('cuts a long block around the match, at words', () => {
    const found = snippetOf(page('P', `${'before '.repeat(60)}needle ${'after '.repeat(60)}`), 'needle');
    expect(joined(found?.snippet)).toMatch(/^…before [a-z ]*needle after [a-z ]*…$/);
    expect(joined(found?.snippet)?.length).toBeLessThan(200);
  });

  it.each([
    ['Japanese', '予約サイトは障害のため停止しました'],
    ['Thai', 'เว็บไซต์การจองหยุดทำงานเนื่องจากขัดข้อง'],
    ['flags and families', '👩‍👩‍👧🇯🇵'],
  ])('never cuts inside a word of a script without spaces: %s', (_script, unit) => {
    const text = `${unit.repeat(14)}。needle。${unit.repeat(14)}`;
    const shown = joined(snippetOf({ blocks: [{ kind: 'paragraph', depth: 0, text }] }, 'needle')?.snippet) ?? '';
    const kept = shown.slice(1, -1);
    const borders = new Set([...new Intl.Segmenter('en', { granularity: 'word' }).segment(text)].map((w) => w.index));
    expect(shown).toMatch(/^….*needle.*…$/u);
    expect(borders.has(text.indexOf(kept))).toBe(true);
    expect(borders.has(text.indexOf(kept) + kept.length)).toBe(true);
  });

  it('shows the first text of a page that was found by its title', () => {
    expect(joined(snippetOf(page('Zebra', '# Head\nFirst text.'), 'zebra')?.snippet)).toBe('First text.');
    expect(snippetOf(page('Zebra', ''), 'zebra')).toBeUndefined();
  });
});
