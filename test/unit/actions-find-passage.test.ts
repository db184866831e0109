import { expect, it } from 'vitest';
import { findPassage } from '../../lib/actions/find-passage.ts';
import { closeJson } from '../../lib/base/close-json.ts';
import { daysIn } from '../../lib/text/parse-date.ts';

const PAGE = [
  '## Plan',
  'We **launch** on Monday, \\*if\\* the letter comes.',
  '- First point',
  '- Second point',
  'Said twice.',
  'Said twice.',
].join('\n');

it.each([
  ['We launch on Monday', 'We **launch** on Monday'],
  ['launch on Monday, *if* the letter comes.', 'launch** on Monday, \\*if\\* the letter comes.'],
  ['First point\nSecond point', 'First point\n- Second point'],
  ['Said twice.', undefined],
  ['Never said', undefined],
  ['  ', undefined],
  ['a.c(', undefined],
])('finds %j as it is written in the Markdown', (words, written) => {
  expect(findPassage(PAGE, words)).toBe(written);
});

it.each([
  ['by 2026-11-24', ['2026-11-24']],
  ['on 8 December', ['2026-12-08']],
  ['am 3. Januar', ['2027-01-03']],
  ['bis 24.11.', ['2026-11-24']],
  ['10月23日まで', ['2026-10-23']],
  ['٢٤ نوفمبر ٢٠٢٦', ['2026-11-24']],
  ['May 5th, 2027 and 2026/2/30', ['2027-05-05']],
  ['measured 1.9. Then', []],
  ['in March 2026, Q4, 2027年', []],
])('reads the days in %j', (text, days) => {
  expect(daysIn(text, '2026-11-21').map(({ day }) => day)).toEqual(days);
});

it('leaves a date without a year out where nothing says which', () => {
  expect(daysIn('on 8 December')).toEqual([]);
});

it('closes JSON after its last whole element, wherever it was cut', () => {
  const whole = '{"a": [{"b": "x]\\"}", "c": [1, 2]}, {"b": "y", "c": []}], "d": [{"e": 1}]}';
  const seen = new Set<number>();
  for (let end = 0; end <= whole.length; end += 1) {
    const closed = closeJson(whole.slice(0, end));
    if (end < 7) continue;
    const value: unknown = JSON.parse(closed);
    expect(value).toHaveProperty('a');
    const { a } = Object.assign({ a: [] }, value);
    expect(a.every((one: object) => 'b' in one && 'c' in one)).toBe(true);
    seen.add(a.length);
  }
  expect([...seen]).toEqual([0, 1, 2]);
  expect(JSON.parse(closeJson(whole))).toEqual(JSON.parse(whole));
});
