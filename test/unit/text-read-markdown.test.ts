import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/text/block.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';

/** One line a block: kind, depth by indentation, text. */
const drawn = (blocks: readonly Block[]): string[] =>
  blocks.map((block) => `${'  '.repeat(block.depth)}${block.kind}${block.level ?? ''}: ${block.text}`);

const lines = (...all: string[]): string => all.join('\n');
const textOf = (markdown: string): string | undefined => readMarkdown(markdown)[0]?.text;

describe('readMarkdown, blocks', () => {
  it('reads headings, lists, quotes and what tabs nest under them', () => {
    const blocks = readMarkdown(
      lines(
        '# Plan {toggle="true"}',
        '\tUnder it',
        '###### Deep',
        '- one',
        '\t1. two',
        '\t\tthree',
        '> said',
        '---',
        '<empty-block/>',
        'End {color="red"}',
      ),
    );
    expect(drawn(blocks)).toEqual([
      'heading1: Plan',
      '  paragraph: Under it',
      'heading4: Deep',
      'bullet: one',
      '  number: two',
      '    paragraph: three',
      'quote: said',
      'paragraph: End',
    ]);
  });

  it('reads to-dos with their state', () => {
    const [done, open] = readMarkdown('- [x] Sign\n- [ ] Send');
    expect([done, open]).toMatchObject([
      { kind: 'todo', text: 'Sign', checked: true },
      { kind: 'todo', text: 'Send', checked: false },
    ]);
  });

  it('reads toggles and callouts with their children', () => {
    const blocks = readMarkdown(
      lines(
        '<details color="gray">',
        '<summary>More **here**</summary>',
        '\tInside',
        '\t<callout icon="💡" color="blue_bg">',
        '\t\tMind this',
        '\t\t- child',
        '\t</callout>',
        '\tAfter',
        '</details>',
        '<details><summary>Short</summary>Body</details>',
        'Last',
      ),
    );
    expect(drawn(blocks)).toEqual([
      'toggle: More here',
      '  paragraph: Inside',
      '  callout: Mind this',
      '    bullet: child',
      '  paragraph: After',
      'toggle: Short',
      '  paragraph: Body',
      'paragraph: Last',
    ]);
  });

  it('keeps what stands in a callout that starts with a list', () => {
    expect(drawn(readMarkdown('<callout>\n\t- one\n\t- two\n</callout>'))).toEqual(['bullet: one', 'bullet: two']);
  });

  it('flattens columns, synced blocks and tags it does not know', () => {
    const blocks = readMarkdown(
      lines(
        '<columns>',
        '\t<column>',
        '\t\tLeft',
        '\t\t\tBelow',
        '\t</column>',
        '\t<column>',
        '\t\tRight',
        '\t</column>',
        '</columns>',
        '<synced_block url="https://x.example">',
        '\tShared',
        '</synced_block>',
        '<brand-new kind="a">',
        '\tStill read',
        '</brand-new>',
      ),
    );
    expect(drawn(blocks)).toEqual([
      'paragraph: Left',
      '  paragraph: Below',
      'paragraph: Right',
      'paragraph: Shared',
      'paragraph: Still read',
    ]);
  });

  it.each([
    [
      'on several lines',
      lines(
        '<table header-row="true">',
        '\t<tr>',
        '\t\t<td>Item</td>',
        '\t\t<td>**Cost**</td>',
        '\t</tr>',
        '\t<tr>',
        '\t\t<td>Desk</td>',
        '\t\t<td></td>',
        '\t</tr>',
        '</table>',
      ),
    ],
    ['on one line', '<table><tr><td>Item</td><td>**Cost**</td></tr><tr><td>Desk</td><td></td></tr></table>'],
    ['with pipes', '| Item | **Cost** |\n| --- | --- |\n| Desk |  |'],
  ])('reads a table %s as one block a row', (_way, markdown) => {
    expect(drawn(readMarkdown(`${markdown}\nAfter`))).toEqual(['row: Item | Cost', 'row: Desk |', 'paragraph: After']);
  });

  it('reads child pages, databases and what Notion could not give', () => {
    expect(
      readMarkdown(
        lines(
          '<page url="https://n.example/p">Hiring</page>',
          '<database url="https://n.example/d" inline="true">Tasks</database>',
          '<unknown url="https://n.example/u" alt="bookmark"/>',
        ),
      ),
    ).toEqual([
      { kind: 'page', depth: 0, text: 'Hiring', url: 'https://n.example/p' },
      { kind: 'database', depth: 0, text: 'Tasks', url: 'https://n.example/d' },
      { kind: 'unknown', depth: 0, text: 'bookmark', url: 'https://n.example/u' },
    ]);
  });

  it('keeps code as it stands, without the indentation of its block', () => {
    const blocks = readMarkdown(lines('- step', '\t```ts', '\tif (a) {', '\t\t**b**;', '', '\t}', '\t```', 'after'));
    expect(blocks[1]).toEqual({ kind: 'code', depth: 1, language: 'ts', text: 'if (a) {\n\t**b**;\n\n}' });
    expect(blocks[2]?.text).toBe('after');
  });

  it('reads equations and media', () => {
    expect(
      readMarkdown(
        lines('$$', 'E = mc^2', '$$', '![The *new* office](https://f.example/a.png)', '![](https://f.example/b.png)'),
      ),
    ).toEqual([
      { kind: 'equation', depth: 0, text: 'E = mc^2' },
      { kind: 'media', depth: 0, text: 'The new office', url: 'https://f.example/a.png' },
      { kind: 'media', depth: 0, text: '', url: 'https://f.example/b.png' },
    ]);
  });
});

describe('readMarkdown, the newer dialect', () => {
  it('parts blocks by blank lines and lets a paragraph run on', () => {
    expect(drawn(readMarkdown('First\nstill first\n\nSecond\n- item', 'v2'))).toEqual([
      'paragraph: First\nstill first',
      'paragraph: Second',
      'bullet: item',
    ]);
  });

  it('reads blocks with children from their tags', () => {
    const blocks = readMarkdown(
      lines(
        '<toggle color="red">More',
        '',
        'Child',
        '',
        '- a',
        '\t- b',
        '',
        '</toggle>',
        '',
        '<quote>',
        '',
        'Said',
        '',
        'Below',
        '',
        '</quote>',
        '',
        '<p>Para',
        '',
        'Kid',
        '',
        '</p>',
        '',
        '<callout icon="i">Mind</callout>',
        '',
        'End',
      ),
      'v2',
    );
    expect(drawn(blocks)).toEqual([
      'toggle: More',
      '  paragraph: Child',
      '  bullet: a',
      '    bullet: b',
      'quote: Said',
      '  paragraph: Below',
      'paragraph: Para',
      '  paragraph: Kid',
      'callout: Mind',
      'paragraph: End',
    ]);
  });
});

describe('readMarkdown, text', () => {
  it.each([
    ['**bold** and *it* and ~~gone~~ and `co*de`', 'bold and it and gone and co*de'],
    ['<span color="red">red <span underline="true">under</span></span>', 'red under'],
    ['\\*not it\\* \\<b\\> \\[x\\] \\$5', '*not it* <b> [x] $5'],
    ['a 4* hotel, 2 * 3, snake_case, costs $5 and $6', 'a 4* hotel, 2 * 3, snake_case, costs $5 and $6'],
    ['so $`a_1`$ and $x^2$ hold', 'so a_1 and x^2 hold'],
    ['one<br>two', 'one\ntwo'],
    ['see [the **site**](https://a.example/b_(c)) now', 'see the site now'],
    ['as said[^https://a.example/x]', 'as said'],
    ['a < b and [open and `open and **open', 'a < b and [open and `open and **open'],
  ])('reads %s', (markdown, text) => {
    expect(textOf(markdown)).toBe(text);
  });

  it('collects people, pages and dates', () => {
    const [block] = readMarkdown(
      '<mention-user url="user://1">Ada Lum</mention-user> moved <mention-page url="https://n.example/q">Q &amp; A</mention-page> to <mention-date start="2026-03-01" end="2026-03-05"/> per [plan](https://www.notion.so/Plan-0123456789abcdef0123456789abcdef)',
    );
    expect(block?.text).toBe('Ada Lum moved Q & A to 2026-03-01 → 2026-03-05 per plan');
    expect(block?.mentions).toEqual([
      { kind: 'person', text: 'Ada Lum', url: 'user://1' },
      { kind: 'page', text: 'Q & A', url: 'https://n.example/q' },
      { kind: 'date', text: '2026-03-01 → 2026-03-05' },
      { kind: 'page', text: 'plan', url: 'https://www.notion.so/Plan-0123456789abcdef0123456789abcdef' },
    ]);
    expect(block?.url).toBeUndefined();
  });

  it('leads a block that is one mention to what it mentions', () => {
    expect(readMarkdown('- <mention-page url="https://n.example/q">Offer</mention-page>')[0]).toMatchObject({
      text: 'Offer',
      url: 'https://n.example/q',
    });
  });
});
