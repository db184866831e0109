import { describe, expect, it } from 'vitest';
import { cellValue } from '../../lib/autofill/cell-value.ts';
import { cellsByRule } from '../../lib/autofill/cells-by-rule.ts';
import { fillColumns } from '../../lib/autofill/fill-column.ts';
import type { FillColumn } from '../../lib/autofill/fill-column.ts';
import { proposalOf } from '../../lib/autofill/fill-proposals.ts';
import { NO_COUNTS } from '../../lib/autofill/fill-run.ts';
import type { FillRow, FillRun } from '../../lib/autofill/fill-run.ts';
import { planFill } from '../../lib/autofill/plan-fill.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { aPage } from './actions-pages.ts';

const STATUS: FillColumn = { name: 'Status', type: 'status', options: ['To do', 'In progress', 'Done'] };
const DUE: FillColumn = { name: 'Due date', type: 'date' };
const BUDGET: FillColumn = { name: 'Budget', type: 'number', wish: 'in euros' };
const SITE: FillColumn = { name: 'Site', type: 'url' };

const PAGE = aPage({
  title: 'Booth for the fair',
  properties: [{ name: 'Status', type: 'status', text: 'To do' }],
  blocks: readMarkdown(
    'The booth costs 4,200 euros.\nWork on it has begun.\nDue date: 3 December 2026\nSite: https://fair.example/booth',
  ),
});

const answer = (cells: Readonly<Record<string, unknown>>): string => JSON.stringify(cells);
/** The number under which a line of the page is shown. */
const numberOf = (line: string): number => {
  const text = planFill(PAGE, [STATUS], 200_000).request.turns[0]?.text ?? '';
  return Number(new RegExp(`\\[(\\d+)\\] ${line}`).exec(text)?.[1]);
};

describe('columns that can be filled', () => {
  it('are those whose values a page can say; one of options has to have some', () => {
    const columns = [
      { name: 'Name', type: 'title' },
      { name: 'Stage', type: 'select', options: [] },
      { name: 'Project', type: 'relation' },
      { name: 'Owner', type: 'people' },
      { name: 'Sum', type: 'formula' },
      { name: 'Budget', type: 'number' },
      STATUS,
    ];
    expect(fillColumns(columns).map(({ name }) => name)).toEqual(['Budget', 'Status']);
  });
});

describe('a value of a column', () => {
  it.each([
    [STATUS, 'in progress', { type: 'status', option: 'In progress' }],
    [
      { name: 'Tags', type: 'multi_select', options: ['A', 'B'] },
      'b, A, b',
      { type: 'multi_select', options: ['B', 'A'] },
    ],
    [BUDGET, '4200.5', { type: 'number', number: 4200.5 }],
    [DUE, '2026-12-03', { type: 'date', date: { start: '2026-12-03' } }],
    [DUE, '2026-12-03 / 2026-12-05', { type: 'date', date: { start: '2026-12-03', end: '2026-12-05' } }],
    [{ name: 'Paid', type: 'checkbox' }, 'true', { type: 'checkbox', checked: true }],
    [SITE, 'https://fair.example/booth', { type: 'url', text: 'https://fair.example/booth' }],
    [{ name: 'Mail', type: 'email' }, 'a@b.example', { type: 'email', text: 'a@b.example' }],
  ] as const)('of %o from «%s»', (column, text, value) => expect(cellValue(column, text)).toEqual(value));

  it.each([
    [STATUS, 'Blocked'],
    [BUDGET, '4,200 euros'],
    [DUE, '2026-02-30'],
    [DUE, 'next week'],
    [SITE, 'javascript:alert(1)'],
    [SITE, 'fair.example'],
    [{ name: 'Mail', type: 'email' }, 'nobody'],
    [BUDGET, ''],
  ] as const)('is none where it does not fit: %o from «%s»', (column, text) =>
    expect(cellValue(column, text)).toBeUndefined(),
  );
});

describe('one row that is asked for', () => {
  const plan = planFill(PAGE, [STATUS, BUDGET], 200_000);

  it('shows the page, numbered and fenced, without the cells that are to be filled', () => {
    const text = plan.request.turns[0]?.text ?? '';
    expect(text).toContain('The booth costs 4,200 euros.');
    expect(text).not.toContain('Status: To do');
    expect(text).toContain('"To do", "In progress", "Done"');
    expect(text).toContain('The person asks: "in euros"');
    expect(plan.request.schema).toMatchObject({ required: ['p1', 'p2'], additionalProperties: false });
  });

  it('reads values with the words that they rest on, beside what stands there', () => {
    const cells = plan.read(
      answer({
        p1: { value: 'In progress', items: [numberOf('Work on it has begun')] },
        p2: { value: '4200', items: [numberOf('The booth costs')] },
      }),
    );
    expect(cells).toEqual([
      {
        column: 'Status',
        before: 'To do',
        value: { type: 'status', option: 'In progress' },
        shown: 'In progress',
        quote: 'Work on it has begun.',
        taken: true,
      },
      {
        column: 'Budget',
        before: '',
        value: { type: 'number', number: 4200 },
        shown: '4200',
        quote: 'The booth costs 4,200 euros.',
        taken: true,
      },
    ]);
  });

  it('leaves out what does not fit and what is empty, and does not take what rests on nothing', () => {
    const cells = plan.read(answer({ p1: { value: 'Blocked', items: [1] }, p2: { value: '9', items: [99] } }));
    expect(cells).toMatchObject([{ column: 'Budget', quote: '', taken: false }]);
    expect(plan.read(answer({ p1: { value: '', items: [] }, p2: { value: '', items: [] } }))).toEqual([]);
    expect(plan.read('I cannot say.')).toBeUndefined();
  });

  it('does not take an address that stands nowhere in the page', () => {
    const urls = planFill(PAGE, [SITE], 200_000);
    const read = (value: string) => urls.read(answer({ p1: { value, items: [numberOf('Site')] } }));
    expect(read('https://fair.example/booth')).toMatchObject([{ taken: true }]);
    expect(read('https://evil.example/?q=secret')).toMatchObject([{ taken: false }]);
  });

  it('is shown from its beginning where the page is too long', () => {
    const long = aPage({
      title: 'Long',
      blocks: readMarkdown(Array.from({ length: 3_000 }, (_, n) => `Line ${n} of the page.`).join('\n')),
    });
    const text = planFill(long, [BUDGET], 8_000).request.turns[0]?.text ?? '';
    expect(text).toContain('Line 0 of the page.');
    expect(text).not.toContain('Line 2999 of the page.');
  });
});

describe('what is filled without a model', () => {
  it('is a date, a link or a checkbox whose line says the name of the property', () => {
    const page = aPage({
      title: 'Row',
      blocks: readMarkdown('Due date: 3 December 2026\nThe site: https://fair.example/booth\n- [x] Paid in full'),
    });
    const columns: readonly FillColumn[] = [DUE, SITE, { name: 'Paid', type: 'checkbox' }, STATUS, BUDGET];
    expect(cellsByRule(page, columns).map(({ column, shown }) => [column, shown])).toEqual([
      ['Due date', '2026-12-03'],
      ['Site', 'https://fair.example/booth'],
      ['Paid', 'Yes'],
    ]);
  });

  it('is nothing where two lines differ', () => {
    const page = aPage({
      title: 'Row',
      blocks: readMarkdown('Due date: 3 December 2026\nThe due date is 4 December 2026'),
    });
    expect(cellsByRule(page, [DUE])).toEqual([]);
  });
});

describe('the change that is proposed of a row', () => {
  const run: FillRun = {
    id: 'r',
    connection: asConnectionId('acme'),
    database: PAGE.id,
    databaseTitle: 'Tasks',
    columns: [STATUS, BUDGET],
    over: 'all',
    by: 'model',
    state: 'done',
    counts: NO_COUNTS,
    createdAt: 1,
    updatedAt: 1,
  };
  const cells = planFill(PAGE, [STATUS, BUDGET], 200_000).read(
    answer({ p1: { value: 'Done', items: [numberOf('Work on it')] }, p2: { value: '7', items: [] } }),
  );
  const row: FillRow = {
    id: 'r 1',
    run: 'r',
    page: PAGE.id,
    title: PAGE.title,
    url: PAGE.url,
    at: 0,
    state: 'filled',
    cells: cells ?? [],
    answeredBy: 'claude-sonnet-5-5',
  };

  it('holds the values that were taken and no others', () => {
    expect(proposalOf(run, row)?.operation).toEqual({
      kind: 'set-properties',
      page: PAGE.id,
      values: { Status: { type: 'status', option: 'Done' } },
    });
    expect(proposalOf(run, row)?.origin).toMatchObject({ label: 'Autofill', model: 'claude-sonnet-5-5' });
  });

  it('is none where nothing was taken', () => {
    expect(proposalOf(run, { ...row, cells: row.cells.map((cell) => ({ ...cell, taken: false })) })).toBeUndefined();
  });
});
