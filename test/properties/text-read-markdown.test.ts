import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/text/block.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';

const PIECES = [
  '# ',
  '- ',
  '- [ ] ',
  '1. ',
  '> ',
  '\t',
  '\t\t',
  '    ',
  '\n',
  '\n\n',
  '```',
  '```js',
  '$$',
  '$',
  '`',
  '**',
  '*',
  '~~',
  '\\',
  '[',
  ']',
  '(',
  ')',
  '](',
  '[^',
  '|',
  '| a | b |',
  '---',
  '<br>',
  '<details>',
  '<summary>',
  '</summary>',
  '</details>',
  '<callout icon="x">',
  '</callout>',
  '<toggle>',
  '</toggle>',
  '<p>',
  '</p>',
  '<table>',
  '<tr>',
  '<td>',
  '</td>',
  '</tr>',
  '</table>',
  '<columns>',
  '</columns>',
  '<page url="u">',
  '</page>',
  '<unknown url="u" alt="a"/>',
  '<mention-user url="u">',
  '</mention-user>',
  '<mention-date start="2026-01-01"/>',
  '<span color="red">',
  '</span>',
  '<',
  '![',
  '{color="red"}',
  'word',
  ' ',
  'é',
  '日本',
  '😀',
  '\u0000',
  '\uD800',
];
const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((pieces) => pieces.join(''));
/** Any UTF-16 units, lone surrogates too. */
const anything = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units));
const dialect = fc.constantFrom('v1' as const, 'v2' as const);

/** Blocks that a page cannot have. */
const unsound = (blocks: readonly Block[]): readonly Block[] =>
  blocks.filter(
    ({ kind, depth, text }) =>
      !Number.isInteger(depth) || depth < 0 || (text === '' && kind !== 'media' && kind !== 'unknown'),
  );

describe('readMarkdown on any text', () => {
  it('reads whatever stands there, without a throw and without empty blocks', () => {
    fc.assert(
      fc.property(fc.oneof(soup, anything), dialect, (text, version) => {
        expect(unsound(readMarkdown(text, version))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every word of plain paragraphs', () => {
    const line = fc.stringMatching(/^[a-zA-Zäß日本]+( [a-zA-Zäß日本]+){0,5}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        expect(readMarkdown(lines.join('\n')).map((block) => block.text)).toEqual(lines);
        expect(readMarkdown(lines.join('\n\n'), 'v2').map((block) => block.text)).toEqual(lines);
      }),
    );
  });

  it('undoes escapes: an escaped text reads as the text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab c\\*~`$[]<>{}|^'.split('')), minLength: 1 });
    fc.assert(
      fc.property(text, (plain) => {
        const wanted = `x${plain}x`;
        const escaped = wanted.replaceAll(/[\\*~`$[\]<>{}|^]/g, '\\$&');
        expect(readMarkdown(escaped).map((block) => block.text)).toEqual([wanted]);
      }),
    );
  });

  it.each([
    ['openers that never close', '<details><summary>'],
    ['brackets', '['],
    ['links without an end', '[a]('],
    ['unclosed tags', '<a b="'],
    ['nested unknown tags', '<foo>'],
    ['marks', '**a*'],
    ['mentions', '<mention-page>'],
    ['tables', '<table>\n'],
  ])('gets through a flood of %s', (_what, piece) => {
    expect(unsound(readMarkdown(piece.repeat(20_000)))).toEqual([]);
  });
});

const NAUGHTY = new URL('../../../shared/data/attacks/naughty-strings/blns.json', import.meta.url);

function naughtyStrings(): readonly string[] {
  if (!existsSync(NAUGHTY)) return [];
  const read: unknown = JSON.parse(readFileSync(NAUGHTY, 'utf8'));
  return Array.isArray(read) ? read.filter((each) => typeof each === 'string') : [];
}

describe.runIf(existsSync(NAUGHTY))('readMarkdown on the published naughty strings', () => {
  const strings = naughtyStrings();

  it(`reads all of them (${strings.length})`, () => {
    expect(strings.length).toBeGreaterThan(400);
    for (const text of strings) {
      expect(unsound(readMarkdown(text))).toEqual([]);
      expect(unsound(readMarkdown(`- ${text}\n\t<details>${text}`, 'v2'))).toEqual([]);
    }
  });
});
