import { describe, expect, it } from 'vitest';
import { benchExtract } from '../bench/extract.ts';
import { loadMarkedPages } from '../bench/marked-pages.ts';
import type { Block } from '../../lib/text/block.ts';
import { renderExtract } from '../../lib/text/extract-markdown.ts';
import { extractSummary } from '../../lib/text/extract.ts';
import { findDates } from '../../lib/text/find-dates.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';

const page = (markdown: string, people: readonly string[] = []): Parameters<typeof extractSummary>[0] => ({
  title: 'Launch',
  properties: [{ people }],
  blocks: readMarkdown(markdown),
});

const MEETING = `Thanks all for joining. Coffee is in the kitchen.
## Decisions
We decided to launch on 4 May because the tests are green. <mention-user url="user://1">@Ada Lum</mention-user> owns it.
## Open
Who tells the customers in Japan?
- [ ] Write to the press
- [x] Book the room
\`\`\`ts
const launch = decided('never quote code');
\`\`\``;

describe('extractSummary', () => {
  it('lists what stands in the page, each with its block', () => {
    const extract = extractSummary(page(MEETING, ['Bo Berg']), { sentences: 2 });
    const decision = 'We decided to launch on 4 May because the tests are green.';
    expect(extract.language).toBe('en');
    expect(extract.sentences).toContainEqual({ text: decision, start: 2 });
    expect(extract.outline).toEqual([
      { text: 'Decisions', start: 1, level: 2 },
      { text: 'Open', start: 3, level: 2 },
    ]);
    expect(extract.todos).toEqual([
      { text: 'Write to the press', start: 5, checked: false },
      { text: 'Book the room', start: 6, checked: true },
    ]);
    expect(extract.dates).toEqual([{ text: '4 May', start: 2, context: decision }]);
    expect(extract.people).toEqual(['Bo Berg', 'Ada Lum']);
    expect(extract.decisions).toEqual([{ text: decision, start: 2 }]);
    expect(extract.questions).toEqual([{ text: 'Who tells the customers in Japan?', start: 4 }]);
  });

  it('keeps page order, stays within the number asked for and quotes word for word', () => {
    for (const { title, blocks } of loadMarkedPages()) {
      const { sentences } = extractSummary({ title, properties: [], blocks }, { sentences: 4 });
      expect(sentences).toHaveLength(4);
      expect(sentences.map(({ start }) => start)).toEqual(
        sentences.map(({ start }) => start).toSorted((a, b) => a - b),
      );
      for (const { text, start } of sentences) expect(blocks[start]?.text).toContain(text);
    }
  });

  it('takes for open what is asked in earnest and not answered on the spot', () => {
    const asked = [
      'Something happened?',
      '<callout>',
      '\tHas the light gone out once more?',
      '\tPress the button for ten seconds.',
      '</callout>',
      'Who tells the customers in Japan?',
    ];
    const { questions } = extractSummary(page(asked.join('\n')), { sentences: 1 });
    expect(questions.map(({ text }) => text)).toEqual(['Who tells the customers in Japan?']);
  });

  it('takes no row of a table for a key sentence while there are sentences', () => {
    const table =
      '| When | What | Who |\n| --- | --- | --- |\n| 2026-12-08 | We decided the launch budget | everybody |';
    const extract = extractSummary(page(`The lamp is made of glass and of paper.\n${table}`), { sentences: 1 });
    expect(extract.sentences.map(({ start }) => start)).toEqual([0]);
    expect(renderExtract(extract).markdown).toContain('- **2026-12-08**: We decided the launch budget · everybody[^');
  });

  it('leaves a bar in a sentence as it stands', () => {
    const sentence = 'We decided that the launch script runs sort | uniq on every list of riders.';
    const { markdown } = renderExtract(extractSummary(page(sentence), { sentences: 1 }));
    expect(markdown).toContain('sort \\| uniq');
  });

  it('says nothing twice', () => {
    const twice = 'The budget of the launch is 40,000 euros and ends in June.';
    const { sentences } = extractSummary(page(`${twice}\n${twice}\nThe room is blue and large.`), { sentences: 3 });
    expect(sentences.filter(({ text }) => text === twice)).toHaveLength(1);
  });

  it('has nothing to say about an empty page', () => {
    const extract = extractSummary(page(''), { sentences: 5 });
    expect(extract).toMatchObject({ sentences: [], outline: [], todos: [], dates: [], decisions: [], questions: [] });
    expect(renderExtract(extract)).toEqual({ markdown: '', cited: [] });
  });

  it('finds more marked key sentences than the first five sentences do, on pages it was not tuned on too', () => {
    const pages = loadMarkedPages();
    expect(pages).toHaveLength(30);
    for (const { key } of pages) expect(key.length >= 4 && key.length <= 6).toBe(true);
    const [figure] = benchExtract();
    expect(figure?.ratio).toBeGreaterThanOrEqual(1.3);
    expect(figure?.note).toMatch(/held-out half 0\.[6-9]/);
  });
});

describe('findDates', () => {
  it.each([
    ['due 2026-03-01 or 12 March 2026', ['2026-03-01', '12 March 2026']],
    ['on March 3rd, in Q3 2026', ['March 3rd', 'Q3 2026']],
    ['am 3. Mai und am 12.06.2026', ['3. Mai', '12.06.2026']],
    ['6月1日から2026年7月10日まで', ['6月1日', '2026年7月10日']],
    ['قبل 3 نوفمبر', ['3 نوفمبر']],
    ['version 3.5 costs 12', []],
  ])('reads %s', (text, dates) => {
    expect(findDates(text)).toEqual(dates);
  });
});

describe('renderExtract', () => {
  const quoted = (markdown: string): string => renderExtract(extractSummary(page(markdown), { sentences: 3 })).markdown;

  it('ends every quoted line in a marker that leads to the block', () => {
    const source = page(MEETING);
    const { markdown, cited } = renderExtract(extractSummary(source, { sentences: 3 }));
    const lines = markdown.split('\n').filter((line) => line.trim().startsWith('- '));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line).toMatch(/\S\[\^\d+\]$/);
    expect(cited.map(({ n }) => n)).toEqual(cited.map((_, at) => at + 1));
    for (const { start, end, quote } of cited) {
      expect(end).toBe(start + 1);
      expect(source.blocks[start]?.text).toContain(quote);
    }
  });

  it('speaks the language of the page', () => {
    expect(quoted('Wir haben beschlossen, dass der Start am 3. Mai ist und nicht später.')).toContain('### Kernsätze');
    expect(quoted('発売は6月1日に決定しました。準備を始めてください。')).toContain('### 要点');
    expect(quoted('قررنا تأجيل الإطلاق من 20 أكتوبر إلى 17 نوفمبر.')).toContain('### الجمل الرئيسية');
  });

  it('shows page text as text: it cannot become a link, an image or a citation', () => {
    const hostile: Block = {
      kind: 'paragraph',
      depth: 0,
      text: 'The budget of the launch is ![x](https://evil.example/a.png) and [this](https://evil.example) <b>bold</b> [^9] for 5 days.',
    };
    const extract = extractSummary({ title: 'Launch', properties: [], blocks: [hostile] }, { sentences: 1 });
    const { markdown } = renderExtract(extract);
    expect(markdown).not.toMatch(/(?<!\\)\[(?:x|this|\^9)|(?<!\\)<b|https:\/\//);
    expect(readMarkdown(markdown).some((block) => block.text === hostile.text)).toBe(true);
  });
});
