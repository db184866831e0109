import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RichText, WorldBlock } from '../world/model.ts';
import { parseInline } from '../world/notion/parse-inline.ts';
import { parseMarkdown } from '../world/notion/parse-markdown.ts';
import { writeInline } from '../world/notion/write-inline.ts';
import { LARGEST_PAGE, writeMarkdown, type WrittenMarkdown } from '../world/notion/write-markdown.ts';
import { KINDS, smallWorkspace } from './world-workspace.ts';

const parse = (text: string): WorldBlock[] => parseMarkdown(text, { idFor: (ordinal) => `block-${ordinal}` });

function write(blocks: readonly WorldBlock[], version: 'v1' | 'v2' = 'v1', limit = LARGEST_PAGE): WrittenMarkdown {
  return writeMarkdown(blocks, { version, limit, titleOf: () => undefined, pageId: KINDS, transcript: true });
}

describe('the simulated Notion’s Markdown', () => {
  it('writes what it read, for every type of block', () => {
    const kinds = smallWorkspace().pages.find((page) => page.id === KINDS)?.blocks ?? [];
    expect(kinds.length).toBeGreaterThan(20);
    const { markdown } = write(kinds);
    expect(write(parse(markdown)).markdown.replaceAll(/#\w+"/g, '"')).toBe(markdown.replaceAll(/#[0-9a-f]{32}"/g, '"'));
  });

  it.each([
    ['- a\n\t- b\n\t\t1. c', 'lists in lists'],
    ['# Fold {toggle="true"}\n\tInside', 'headings that fold'],
    ['> one\n> two', 'a quote each line'],
    ['one\n<empty-block/>\ntwo', 'empty blocks'],
    ['<details color="gray">\n<summary>More</summary>\n\t- deep\n</details>', 'toggles'],
    ['```js\n\tif (a) {\n\n\t}\n```', 'code as it is'],
    ['<callout icon="💡">\n\tText\n\t- child\n</callout>', 'callouts with children'],
    [String.raw`\# no heading \* no star \$5`, 'escaped signs'],
    ['first<br>second', 'line breaks in a block'],
  ])('gives back %j (%s)', (text) => {
    expect(write(parse(text)).markdown).toBe(text);
  });

  it('separates blocks by blank lines in the second dialect, and indents lists alone', () => {
    const blocks = parse('para\n\tchild\n- a\n\t- b\n<callout icon="💡">\n\tText\n</callout>');
    expect(write(blocks, 'v2').markdown).toBe(
      '<p>para\n\nchild\n\n</p>\n\n- a\n\t- b\n\n<callout icon="💡">Text</callout>',
    );
  });

  it('says that it is truncated, and which blocks it left out', () => {
    const blocks = parse(Array.from({ length: 5 }, (_, index) => `line ${index}`).join('\n'));
    const { markdown, truncated, unknownBlockIds } = write(blocks, 'v1', 3);
    expect(truncated).toBe(true);
    expect(unknownBlockIds).toEqual(['block-3', 'block-4']);
    expect(markdown.split('\n').slice(3)).toEqual([
      expect.stringMatching(/^<unknown url="[^"]+" alt="paragraph"\/>$/),
      expect.stringContaining('<unknown'),
    ]);
  });

  it('takes a sum of money for no equation', () => {
    expect(parseInline('costs $5 and $10')).toEqual([{ text: 'costs $5 and $10' }]);
    expect(parseInline('so $x^2$ it is')[1]).toEqual({ text: 'x^2', equation: true });
  });

  it('keeps any text, whatever signs are in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (raw) => {
        const text = raw.replaceAll(/\r/g, '');
        expect(
          parseInline(writeInline([{ text }]))
            .map((item) => item.text)
            .join(''),
        ).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps marks on words', () => {
    const mark = fc.record({
      bold: fc.boolean(),
      italic: fc.boolean(),
      strikethrough: fc.boolean(),
      underline: fc.boolean(),
    });
    const word = fc.stringMatching(/^[a-zé漢*~$<[]{1,8}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, mark), { minLength: 1, maxLength: 5 }), (words) => {
        const items: RichText[] = words.map(([text, marks]) => ({ text: ` ${text} `, ...on(marks) }));
        expect(markedCharacters(parseInline(writeInline(items)))).toEqual(markedCharacters(items));
      }),
      { numRuns: 300 },
    );
  });
});

function on(marks: Readonly<Record<string, boolean>>): Partial<RichText> {
  return Object.fromEntries(Object.entries(marks).flatMap(([name, set]) => (set ? [[name, true as const]] : [])));
}

/** Each character that shows, with the marks that it has. */
function markedCharacters(items: readonly RichText[]): string[] {
  return items.flatMap(({ text, ...marks }) =>
    Array.from(text.replaceAll(' ', '')).map((character) => `${character} ${Object.keys(marks).toSorted().join(' ')}`),
  );
}
