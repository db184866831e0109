import { describe, expect, it } from 'vitest';
import { addressesIn } from '../../lib/markup/addresses.ts';
import { documentOfAnswer } from '../../lib/markup/document-of-answer.ts';
import type { DocBlock, NotionDocument } from '../../lib/markup/document.ts';
import { plainTextOf } from '../../lib/markup/plain-text.ts';

const SOURCES = [
  { n: 1, url: 'https://app.notion.com/p/10000000000040008000000000000001#20000000000040008000000000000002' },
  { n: 2, url: '' },
];
const read = (markdown: string): NotionDocument => documentOfAnswer(markdown, SOURCES);

/** Kinds and words, children indented: easier to compare than blocks. */
function outline(blocks: NotionDocument, depth = 0): readonly string[] {
  return blocks.flatMap((block) => [
    `${'  '.repeat(depth)}${block.kind} ${plainTextOf([{ ...block, children: [] }])}`.trimEnd(),
    ...outline(block.children, depth + 1),
  ]);
}

const first = (markdown: string): DocBlock | undefined => read(markdown)[0];

describe('the document of an answer', () => {
  it('has headings, of which the fourth is the deepest', () => {
    expect(outline(read('# One #\n## Two\n##### Five\nSet out\n===\nLess\n---'))).toEqual([
      'heading_1 One',
      'heading_2 Two',
      'heading_4 Five',
      'heading_1 Set out',
      'heading_2 Less',
    ]);
  });

  it('nests lists as models indent them, by two spaces or more', () => {
    expect(outline(read('1. One\n  - a\n    - b\n\n   More of one\n2. Two\n- [x] done\n- [ ] open'))).toEqual([
      'numbered_list_item One',
      '  bulleted_list_item a',
      '    bulleted_list_item b',
      '  paragraph More of one',
      'numbered_list_item Two',
      'to_do done',
      'to_do open',
    ]);
  });

  it('keeps the number that a list starts at, once', () => {
    expect(read('3. c\n4. d')).toEqual([
      { kind: 'numbered_list_item', runs: [{ kind: 'text', text: 'c' }], start: 3, children: [] },
      { kind: 'numbered_list_item', runs: [{ kind: 'text', text: 'd' }], children: [] },
    ]);
  });

  it('makes markers links to their sources, and text where nothing is known of one', () => {
    expect(first('So it is [^1][^2][^9].')).toEqual({
      kind: 'paragraph',
      children: [],
      runs: [
        { kind: 'text', text: 'So it is ' },
        { kind: 'text', text: '[1]', link: SOURCES[0]?.url },
        { kind: 'text', text: '[2][9].' },
      ],
    });
  });

  it.each([
    ['**b**', { bold: true }],
    ['__b__', { bold: true }],
    ['*b*', { italic: true }],
    ['_b_', { italic: true }],
    ['~~b~~', { strikethrough: true }],
    ['***b***', { bold: true, italic: true }],
    ['`b`', { code: true }],
    ['``b``', { code: true }],
    ['[b](https://fernway.example/a_(b))', { link: 'https://fernway.example/a_(b)' }],
    ['**[b](https://fernway.example)**', { bold: true, link: 'https://fernway.example' }],
  ])('reads %s', (markdown, marks) => {
    expect(first(`a ${markdown} c`)).toMatchObject({
      runs: [
        { kind: 'text', text: 'a ' },
        { kind: 'text', text: 'b', ...marks },
        { kind: 'text', text: ' c' },
      ],
    });
  });

  it.each(['2 * 3 * 4', 'snake_case_name', '$5 and $10', 'a <b> c', '[ ] later', '5 ~ 6', '[a](javascript:b'])(
    'leaves %s as it is',
    (text) => {
      expect(first(text)).toEqual({ kind: 'paragraph', runs: [{ kind: 'text', text }], children: [] });
    },
  );

  it('holds no image and no address that cannot be opened as a page', () => {
    const document = read('![x](https://evil.example/a.png) [y](javascript:alert(1)) [z](https://ok.example)');
    expect(plainTextOf(document)).toBe('x y z');
    expect(addressesIn(document)).toEqual(['https://ok.example']);
  });

  it('reads tables with strokes in their cells, rows as wide as the head', () => {
    expect(first('| a | b |\n|---|--:|\n| `x\\|y` |\n| 1 | 2 | 3 |')).toMatchObject({
      kind: 'table',
      headerRow: true,
      rows: [
        [[{ text: 'a' }], [{ text: 'b' }]],
        [[{ text: 'x|y', code: true }], []],
        [[{ text: '1' }], [{ text: '2' }]],
      ],
    });
  });

  it('keeps code as it is, under the name that Notion has for its language', () => {
    expect(first('````ts\nlet a;\n```\n\n  b\n````')).toEqual({
      kind: 'code',
      text: 'let a;\n```\n\n  b',
      language: 'typescript',
      children: [],
    });
  });

  it('joins the lines of a paragraph and breaks where two spaces or a backslash say so', () => {
    expect(plainTextOf(read('one\ntwo  \nthree\\\nfour'))).toBe('one two\nthree\nfour');
  });

  it('reads quotes with their later paragraphs inside', () => {
    expect(outline(read('> a\n> b\n>\n> c\nlazy'))).toEqual(['quote a b', '  paragraph c lazy']);
  });

  it('drops what hides or reorders text', () => {
    expect(plainTextOf(read('a\u202Eb\u{E0041}c\u0007d'))).toBe('abcd');
  });

  it.each([
    ['quotes', '>'.repeat(50_000)],
    ['lists', Array.from({ length: 2_000 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')],
    ['brackets', '['.repeat(100_000)],
    ['stars', '*a '.repeat(50_000)],
    ['backticks', Array.from({ length: 400 }, (_, length) => '`'.repeat(length + 1)).join(' ')],
    ['empty lines in an item', `- a${'\n'.repeat(100_000)}b`],
  ])('stands %s without end', (_, markdown) => {
    expect(plainTextOf(read(markdown)).length).toBeGreaterThan(0);
  });
});
