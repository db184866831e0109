import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/text/block.ts';
import { changedSections } from '../../lib/text/changed-sections.ts';
import { cutSections } from '../../lib/text/sections.ts';

const heading = (text: string, level = 1): Block => ({ kind: 'heading', depth: 0, text, level });
const paragraph = (text: string): Block => ({ kind: 'paragraph', depth: 0, text });
const long = (name: string): Block => paragraph(`${name} `.repeat(800 / name.length));

describe('cutSections', () => {
  it('cuts at headings and tells under which a section stands', () => {
    const blocks = [
      long('intro'),
      heading('Plan'),
      long('plan'),
      heading('Dates', 2),
      long('dates'),
      heading('End'),
      long('end'),
    ];
    const sections = cutSections('Page', blocks);
    expect(sections.map(({ path, start }) => ({ path, start }))).toEqual([
      { path: [], start: 0 },
      { path: ['Plan'], start: 1 },
      { path: ['Plan', 'Dates'], start: 3 },
      { path: ['End'], start: 5 },
    ]);
  });

  it('leaves a heading that repeats the title out of the paths', () => {
    const sections = cutSections('Plan', [heading('Plan'), long('a'), heading('Dates', 2), long('b')]);
    expect(sections.map((section) => section.path)).toEqual([[], ['Dates']]);
  });

  it('takes a heading inside a toggle for text', () => {
    const inside: Block = { kind: 'heading', depth: 1, text: 'Hidden', level: 1 };
    expect(cutSections('Page', [heading('Shown'), inside, long('a')])).toHaveLength(1);
  });

  it('joins tiny neighbours under one heading, and none under different ones', () => {
    const tiny = Array.from({ length: 30 }, (_, n) => [heading(`Question ${n}`, 2), paragraph('Short.')]).flat();
    const joined = cutSections('Page', [heading('Answers'), ...tiny]);
    expect(joined.length).toBeLessThan(10);
    const apart = Array.from({ length: 30 }, (_, n) => [heading(`Chapter ${n}`, 1), heading('Note', 2)]).flat();
    for (const section of cutSections('Page', apart)) expect(section.blocks[0]?.level).toBe(1);
  });

  it('splits a long run without headings, rows that are all equal too', () => {
    const rows: readonly Block[] = Array.from({ length: 1_000 }, () => ({
      kind: 'row',
      depth: 0,
      text: 'Open | Ada | Monday',
    }));
    const sections = cutSections('Page', rows, { maxChars: 1_000 });
    expect(sections.length).toBeGreaterThan(15);
    for (const { blocks } of sections) expect(blocks.length).toBeLessThanOrEqual(50);
  });

  it('gives an empty page no sections', () => {
    expect(cutSections('Page', [])).toEqual([]);
  });
});

describe('changedSections', () => {
  it.each([
    ['nothing', ['a', 'b'], ['a', 'b'], 0],
    ['order alone', ['a', 'b'], ['b', 'a'], 0],
    ['one edit', ['a', 'b', 'c'], ['a', 'x', 'c'], 1],
    ['one more', ['a'], ['a', 'b'], 1],
    ['one less', ['a', 'b'], ['a'], 1],
    ['one of two that were equal', ['a', 'a'], ['a', 'b'], 1],
    ['everything', ['a'], ['b', 'c'], 2],
  ])('counts %s', (_what, before, after, changed) => {
    expect(changedSections(before, after)).toEqual({ changed, total: after.length });
  });
});
