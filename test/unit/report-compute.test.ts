import { describe, expect, it } from 'vitest';
import { ROW_ITSELF } from '../../lib/report/definition.ts';
import type { Measure } from '../../lib/report/definition.ts';
import { planReport } from '../../lib/report/plan-report.ts';
import { reportCsv } from '../../lib/report/report-csv.ts';
import { reportMarkdown } from '../../lib/report/report-markdown.ts';
import type { ReportResult } from '../../lib/report/result.ts';
import {
  aReport,
  aRow,
  aSource,
  day,
  number,
  option,
  pages,
  rowId,
  runReport,
  words,
} from '../fixtures/report-rows.ts';

const spend: Measure = { id: 'm', label: 'Spend', source: 'a', of: 'sum', column: 'Amount', unit: '$', also: [] };
const expenses = aSource(
  'a',
  { Amount: 'number', Team: 'select', Date: 'date', Project: 'relation' },
  { date: 'Date' },
);

const figure = (result: ReportResult, label: string): string | undefined =>
  result.figures.find((one) => one.label === label)?.text;

describe('a report over one database', () => {
  const rows = [
    aRow(1, { Amount: number(0.1), Team: option('Design'), Date: day('2026-09-03') }),
    aRow(2, { Amount: number(0.2), Team: option('Design'), Date: day('2026-10-03') }),
    aRow(3, { Amount: number(100), Team: option('Sales'), Date: day('2026-10-30') }),
    aRow(4, { Amount: number(50), Team: option('Sales'), Date: day('2026-11-02') }),
    aRow(5, { Team: option('Sales') }),
    aRow(6, { Amount: words('a lot'), Date: day('2026-10-01') }),
  ];
  const definition = aReport({
    sources: [expenses],
    groups: [{ source: 'a', column: 'Team' }],
    step: 'month',
    measures: [{ ...spend, also: ['share', 'change', 'trend'] }],
  });

  it('adds decimals as people add them', () => {
    const result = runReport(definition, { a: rows });
    expect(figure(result, 'Spend, Design')).toBe('$0.30');
    expect(result.figures.find(({ label }) => label === 'Spend, Design')?.value).toBe(0.3);
  });

  it('tells how many rows each figure came from, and shares of the whole', () => {
    const result = runReport(definition, { a: rows });
    expect(result.figures.find(({ label }) => label === 'Spend')).toMatchObject({ text: '$150.30', rows: 6 });
    expect(figure(result, 'Spend, Sales, share of all')).toBe('99.8%');
  });

  it('compares periods that are over, and shows the running one as it is so far', () => {
    const result = runReport(definition, { a: rows });
    expect(figure(result, 'Spend, change from Sep 2026 to Oct 2026')).toBe('+100,100%');
    const months = result.tables.find(({ title }) => title === 'By month')?.rows.map(({ label }) => label);
    expect(months).toEqual(['Sep 2026', 'Oct 2026', 'Nov 2026 (so far)']);
  });

  it('says what it left out and why', () => {
    const { notes } = runReport(definition, { a: rows });
    expect(notes).toContain('a: 1 row without a date left out of the periods; the totals hold them.');
    expect(notes).toContain('a: 1 cell of “Amount” empty and left out.');
    expect(notes).toContain('a: 1 cell of “Amount” left out for holding something that is no number.');
  });

  it('gives rows that nobody sorted in a group of their own', () => {
    expect(figure(runReport(definition, { a: rows }), 'Spend, No Team')).toBe('$0');
  });

  it('counts only rows that meet its conditions', () => {
    const filters = [
      { column: 'Amount', is: 'at-least', number: 1 },
      { column: 'Date', is: 'from', day: '2026-11-01' },
    ] as const;
    const result = runReport({ ...definition, sources: [{ ...expenses, filters }] }, { a: rows });
    expect(figure(result, 'Spend')).toBe('$50');
    expect(result.notes).toContain('a: 5 rows left out by the conditions.');
  });

  it('counts a row in each of its groups, and once in the total', () => {
    const both = [aRow(1, { Amount: number(5), Team: option('Design', 'Sales') })];
    const result = runReport(definition, { a: both });
    expect([figure(result, 'Spend'), figure(result, 'Spend, Design'), figure(result, 'Spend, Sales')]).toEqual([
      '$5',
      '$5',
      '$5',
    ]);
    expect(result.notes).toContain('a: 1 row belongs to more than one group and counts in each; totals count it once.');
  });
});

describe('a report over joined databases', () => {
  const projects = aSource('b', { Budget: 'number' });
  const budget: Measure = { id: 'n', label: 'Budget', source: 'b', of: 'sum', column: 'Budget', unit: '$', also: [] };
  const rows = {
    a: [
      aRow(1, { Amount: number(70), Project: pages(rowId(100)) }),
      aRow(2, { Amount: number(50), Project: pages(rowId(100)) }),
      aRow(3, { Amount: number(10), Project: pages(rowId(101)) }),
      aRow(4, { Amount: number(1) }),
    ],
    b: [aRow(100, { Budget: number(100) }, 'Launch'), aRow(101, { Budget: number(40) }, 'Move')],
  };
  const joined = aReport({
    sources: [expenses, projects],
    joins: [{ from: { source: 'a', by: 'Project' }, to: { source: 'b', by: ROW_ITSELF } }],
    groups: [{ source: 'b', column: 'Name' }],
    measures: [spend, budget],
    thresholds: [{ measure: 'm', is: 'above', bound: { measure: 'n' }, each: 'group' }],
  });

  it('counts each database on its own, so that a budget is not counted once for every expense', () => {
    const result = runReport(joined, rows);
    expect([figure(result, 'Spend, Launch'), figure(result, 'Budget, Launch')]).toEqual(['$120', '$100']);
    expect(figure(result, 'Budget')).toBe('$140');
    expect(result.notes).toContain('a: 1 row left out for leading to no row of the database that divides the figures.');
  });

  it('flags what is past its budget, with both figures', () => {
    const { flags } = runReport(joined, rows);
    expect(flags.map((flag) => flag.words)).toEqual(['Spend of Launch is $120, above Budget of $100 by $20.']);
    expect(flags[0]?.figures).toHaveLength(2);
  });

  it('joins by words of columns, whatever their case', () => {
    const byName = { ...joined, joins: [{ from: { source: 'a', by: 'Team' }, to: { source: 'b', by: 'Name' } }] };
    const result = runReport(byName, { ...rows, a: [aRow(1, { Amount: number(3), Team: option('LAUNCH') })] });
    expect(figure(result, 'Spend, Launch')).toBe('$3');
  });

  it('joins by a relation that stands on the other side', () => {
    const turned = {
      ...joined,
      sources: [expenses, aSource('b', { Budget: 'number', Expenses: 'relation' })],
      joins: [{ from: { source: 'a', by: ROW_ITSELF }, to: { source: 'b', by: 'Expenses' } }],
    };
    const related = [aRow(100, { Budget: number(9), Expenses: pages(rowId(1), rowId(2)) }, 'Launch')];
    expect(figure(runReport(turned, { ...rows, b: related }), 'Spend, Launch')).toBe('$120');
  });

  it('refuses databases that lead to each other in a circle, and columns that are not there', () => {
    const circle = [
      { from: { source: 'a', by: 'Project' }, to: { source: 'b', by: ROW_ITSELF } },
      { from: { source: 'b', by: ROW_ITSELF }, to: { source: 'a', by: 'Project' } },
    ];
    expect(planReport({ ...joined, joins: circle })).toMatchObject({ problems: [expect.stringContaining('circle')] });
    expect(planReport({ ...joined, groups: [{ source: 'b', column: 'Area' }] })).toMatchObject({
      problems: ['“b” has no column “Area”.'],
    });
  });
});

describe('anomalies', () => {
  const amounts = [10, 11, 9, 10, 12, 10, 11, 9, 10, 500];
  const rows = amounts.map((amount, at) => aRow(at, { Amount: number(amount) }));
  const search = { measure: 'm', among: 'rows', from: 3.5 } as const;

  it('names the row, the statistic, its spread and the threshold', () => {
    const { flags, notes } = runReport(aReport({ sources: [expenses], measures: [spend], anomalies: [search] }), {
      a: rows,
    });
    expect(flags).toHaveLength(1);
    expect(flags[0]).toMatchObject({ kind: 'anomaly', rows: [{ title: 'Row 9', value: 500 }] });
    expect(flags[0]?.words).toContain('median $10, median absolute deviation $1, modified z-score 330.5');
    expect(notes.join(' ')).toContain('Iglewicz and Hoaglin (1993)');
    expect(notes.join(' ')).toContain('told from 3.5');
  });

  it('judges no handful of values', () => {
    const few = aReport({ sources: [expenses], measures: [spend], anomalies: [search] });
    expect(runReport(few, { a: rows.slice(-4) }).flags).toEqual([]);
  });
});

describe('what a report is exported as', () => {
  const group = '=cmd|evil';
  const rows = [
    aRow(1, { Amount: number(1), Team: option(group) }),
    aRow(2, { Amount: number(2), Team: option('B, "c"') }),
  ];
  const result = runReport(
    aReport({ sources: [expenses], groups: [{ source: 'a', column: 'Team' }], measures: [spend] }),
    { a: rows },
  );

  it('gives a spreadsheet no formula, and quotes what holds commas', () => {
    const csv = reportCsv(result);
    expect(csv).toContain("'=cmd|evil");
    expect(csv).toContain('"B, ""c"""');
    expect(csv.split('\r\n')[0]).toBe('id,figure,kind,group,period,value,unit,shown,rows');
  });

  it('writes tables whose cells hold nothing but text', () => {
    const markdown = reportMarkdown(result);
    expect(markdown).toContain(String.raw`cmd\|evil`);
    expect(markdown).toContain('Computed on 2026-11-21 from a (2 rows).');
  });
});
