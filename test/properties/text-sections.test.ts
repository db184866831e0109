import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/text/block.ts';
import { fingerprintBlocks } from '../../lib/text/block-fingerprint.ts';
import { cutSections } from '../../lib/text/sections.ts';

const WORDS = 'plan risk team budget launch note open date owner table test week goal review draft vendor'.split(' ');
const words = (most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: most }).map((chosen) => chosen.join(' '));

const plain = fc.record({
  kind: fc.constantFrom('paragraph' as const, 'bullet' as const, 'row' as const),
  depth: fc.constantFrom(0, 0, 1),
  text: words(60),
});
const heading = fc.record({
  kind: fc.constant('heading' as const),
  depth: fc.constant(0),
  level: fc.integer({ min: 1, max: 3 }),
  text: words(5),
});

/** Pages with a heading about every twelve blocks. */
const page: fc.Arbitrary<readonly Block[]> = fc.array(
  fc.oneof({ weight: 11, arbitrary: plain }, { weight: 1, arbitrary: heading }),
  { minLength: 20, maxLength: 300, size: 'max' },
);

const prints = (blocks: readonly Block[]): ReadonlySet<string> =>
  new Set(cutSections('Page', blocks).map((section) => section.fingerprint));
const freshIn = (after: readonly Block[], before: readonly Block[]): number => {
  const known = prints(before);
  return [...prints(after)].filter((print) => !known.has(print)).length;
};

/** Pages as people write them: no run under a heading is longer than a section may be. */
const headed: fc.Arbitrary<readonly Block[]> = fc
  .array(fc.tuple(heading, fc.array(plain, { minLength: 1, maxLength: 8 })), {
    minLength: 2,
    maxLength: 30,
    size: 'max',
  })
  .map((runs) => runs.flatMap(([head, blocks]) => [head, ...blocks]));

describe('sections of any page', () => {
  it('hold all blocks of the page in order, each once', () => {
    fc.assert(
      fc.property(page, fc.integer({ min: 50, max: 9_000 }), (blocks, maxChars) => {
        const sections = cutSections('Page', blocks, { maxChars });
        expect(sections.flatMap((section) => section.blocks)).toEqual(blocks);
        expect(sections.map((section) => blocks[section.start])).toEqual(sections.map((section) => section.blocks[0]));
      }),
    );
  });

  it('are longer than the limit only where one block is', () => {
    fc.assert(
      fc.property(page, fc.integer({ min: 50, max: 9_000 }), (blocks, maxChars) => {
        for (const section of cutSections('Page', blocks, { maxChars })) {
          const chars = section.blocks.reduce((sum, block) => sum + block.text.length + 1, 0);
          expect(chars <= maxChars || section.blocks.length === 1).toBe(true);
        }
      }),
    );
  });

  it('carry the fingerprint of their own blocks alone', () => {
    fc.assert(
      fc.property(page, (blocks) => {
        for (const section of cutSections('Page', blocks)) {
          expect(section.fingerprint).toBe(fingerprintBlocks(section.blocks));
        }
      }),
    );
  });

  it('change by at most two when a block is edited, added or taken away; by three when a heading is', () => {
    fc.assert(
      fc.property(headed, fc.nat(), plain, (blocks, place, added) => {
        const at = place % blocks.length;
        const edited = blocks.map((block, each) => (each === at ? { ...block, text: added.text } : block));
        expect(freshIn(edited, blocks)).toBeLessThanOrEqual(2);
        expect(freshIn(blocks.toSpliced(at, 0, added), blocks)).toBeLessThanOrEqual(2);
        const most = blocks[at]?.kind === 'heading' ? 3 : 2;
        expect(freshIn(blocks.toSpliced(at, 1), blocks)).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('change by at most two in 98 of 100 edits where runs are longer than a section, and never by many', () => {
    const endless = fc.array(plain, { minLength: 100, maxLength: 300, size: 'max' });
    const edits = fc.sample(fc.tuple(endless, fc.nat(), plain), { seed: 7, numRuns: 60 });
    const changed = edits.flatMap(([blocks, place, added]) => {
      const at = place % blocks.length;
      return [
        freshIn(blocks.toSpliced(at, 1, added), blocks),
        freshIn(blocks.toSpliced(at, 0, added), blocks),
        freshIn(blocks.toSpliced(at, 1), blocks),
      ];
    });
    expect(changed.filter((count) => count <= 2).length / changed.length).toBeGreaterThan(0.98);
    expect(Math.max(...changed)).toBeLessThanOrEqual(8);
  });
});
