import { DATABASES, userId } from '../ids.ts';
import { BUDGET_LINES } from './budget-lines.ts';
import { address, checked, choice, date, number, options, people, slug, words, KEPT_BY_NOTION } from './row.ts';
import type { Table } from './row.ts';

/** Budget lines in euros. Two are wrong on purpose: one outlier, one line far past its plan. */
export const BUDGETS: Table = {
  name: 'Budgets',
  icon: '💶',
  parent: 'projects',
  titleProperty: 'Line',
  schema: {
    Line: { type: 'title' },
    Project: { type: 'relation', dataSourceId: DATABASES.Projects.dataSourceId, syncedProperty: 'Budgets' },
    Category: {
      type: 'select',
      options: options(
        ['Tooling', 'orange'],
        ['Parts', 'brown'],
        ['Testing', 'blue'],
        ['Travel', 'green'],
        ['Marketing', 'pink'],
        ['Software', 'purple'],
        ['Legal', 'gray'],
        ['People', 'yellow'],
      ),
    },
    Quarter: { type: 'select', options: options(['2026 Q3', 'gray'], ['2026 Q4', 'blue'], ['2027 Q1', 'green']) },
    Planned: { type: 'number', format: 'euro' },
    Spent: { type: 'number', format: 'euro' },
    Left: { type: 'formula', expression: 'prop("Planned") - prop("Spent")' },
    Booked: { type: 'date' },
    Approved: { type: 'checkbox' },
    Approver: { type: 'people' },
    Supplier: { type: 'rich_text' },
    Invoice: { type: 'url' },
    Receipts: { type: 'files' },
    ...KEPT_BY_NOTION,
  },
  rows: BUDGET_LINES.map(([title, project, category, quarter, planned, spent, booked, supplier, approver]) => ({
    key: slug(title),
    title,
    created: '2026-09-01T08:00:00.000Z',
    edited: booked === null ? '2026-10-01T08:00:00.000Z' : `${booked}T15:30:00.000Z`,
    by: 'petra',
    values: {
      Category: choice(category),
      Quarter: choice(quarter),
      Planned: number(planned),
      Spent: number(spent),
      Booked: date(booked),
      Approved: checked(approver !== null),
      Approver: people(approver === null ? [] : [userId(approver)]),
      Supplier: words(supplier),
      Invoice: address('url', booked === null ? null : `https://books.fernway.example/invoices/${slug(title)}`),
    },
    relations: { Project: [project] },
  })),
};
