import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordDiff } from '../../components/outbox/word-diff.ts';
import type { DiffPart } from '../../components/outbox/word-diff.ts';

const WORDS = fc
  .array(
    fc.oneof(
      fc.constantFrom('the', 'launch', 'beta', ' ', '  ', '\n', '.', ',', '14', 'März', '発売', '👩‍👩‍👧'),
      fc.string(),
    ),
    {
      maxLength: 60,
    },
  )
  .map((words) => words.join(''));

const without = (parts: readonly DiffPart[], kind: DiffPart['kind']): string =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('');

it('a difference read without what is new is the text before, and without what is gone the text after', () => {
  fc.assert(
    fc.property(WORDS, WORDS, (before, after) => {
      const parts = wordDiff(before, after);
      expect(without(parts, 'new')).toBe(before);
      expect(without(parts, 'gone')).toBe(after);
    }),
    { numRuns: 500 },
  );
});

it('equal texts differ in nothing', () => {
  fc.assert(
    fc.property(WORDS, (text) => {
      expect(wordDiff(text, text).every(({ kind }) => kind === 'same')).toBe(true);
    }),
  );
});

it('texts too long to compare word by word are shown as replaced between what they share', () => {
  const many = (word: string): string => Array.from({ length: 3_000 }, (_, at) => `${word}${at}`).join(' ');
  const parts = wordDiff(`Begin. ${many('a')} End.`, `Begin. ${many('b')} End.`);
  expect(parts.map(({ kind }) => kind)).toEqual(['same', 'gone', 'new', 'same']);
});
