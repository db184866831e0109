import { describe, expect, it } from 'vitest';
import { findStrayNumbers } from '../../lib/report/check-numbers.ts';
import { finishProse } from '../../lib/report/finish-prose.ts';
import { aReport, aRow, aSource, day, number, option, runReport } from '../fixtures/report-rows.ts';

const source = aSource('a', { Amount: 'number', Team: 'select', Date: 'date' }, { date: 'Date' });
const result = runReport(
  aReport({
    sources: [source],
    groups: [{ source: 'a', column: 'Team' }],
    step: 'month',
    measures: [
      { id: 'm', label: 'Spend', source: 'a', of: 'sum', column: 'Amount', unit: '$', also: ['share', 'change'] },
    ],
  }),
  {
    a: [
      aRow(1, { Amount: number(1234), Team: option('Design 2'), Date: day('2026-09-05') }),
      aRow(2, { Amount: number(617), Team: option('Sales'), Date: day('2026-10-05') }),
      aRow(3, { Amount: number(1_400_000), Team: option('Sales'), Date: day('2026-11-05') }),
    ],
  },
);

const stray = (text: string): readonly string[] => findStrayNumbers(text, result).map((one) => one.text);

describe('numbers in the prose of a report', () => {
  it.each([
    ['the figure as it is shown', 'Spend was $1,234 in September 2026.'],
    ['the figure rounded to fewer digits', 'Spend was about 1,200, later 620.'],
    ['the figure in millions', 'Sales spent $1.4 million, or $1.4M.'],
    ['a fall without its sign', 'Spend fell by 50%.'],
    ['a count of rows and groups', 'The 3 rows belong to two teams.'],
    ['a name that holds digits', 'Design 2 spent less.'],
    ['a period in any form', 'From Sep 2026 to 2026-10, in October and Q4 2026, on 21 Nov 2026.'],
    ['numbers of a list', '1. First\n2. Second'],
  ])('lets %s stand', (_what, text) => expect(stray(text)).toEqual([]));

  it.each([
    ['a wrong figure', 'Spend was $1,235 in September.', ['$1,235']],
    ['a percentage that is none', 'Spend was 1234%.', ['1234%']],
    ['another currency', 'Spend was €1,234.', ['€1,234']],
    ['a rise where it fell', 'Spend changed by +50%, not by -1,234.', ['-1,234']],
    ['too coarse a rounding', 'Spend was about 1,000, or 2 million.', ['1,000', '2 million']],
    ['a year that the report does not hold', 'As in 2024.', ['2024']],
    ['a number written as a word', 'Spend doubled in seven teams.', ['seven']],
    ['digits beside a name', 'Design 2,500 was spent.', ['2,500']],
  ])('finds %s', (_what, text, found) => expect(stray(text)).toEqual(found));

  it('puts figures where the text refers to them, and marks what nobody computed', () => {
    const id = result.figures.find(({ label }) => label === 'Spend, Sales')?.id;
    const { markdown, stray: found } = finishProse(`Sales spent {${id}}, Design 2 spent $99.`, result, true);
    expect(markdown).toBe(String.raw`Sales spent $1,400,617, Design 2 spent $99 \[not computed\].`);
    expect(found).toEqual(['$99']);
  });

  it('shows no half of a reference while the text arrives, and says what is missing at its end', () => {
    expect(finishProse('Sales spent {F1', result, false).markdown).toBe('Sales spent ');
    expect(finishProse('Sales spent {F999}', result, true).markdown).toContain('figure F999 is missing');
  });
});
