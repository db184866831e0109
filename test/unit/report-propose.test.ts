import { describe, expect, it } from 'vitest';
import { planReport } from '../../lib/report/plan-report.ts';
import { proposeDefinition } from '../../lib/report/propose-definition.ts';
import { aRow, aSource, day, number, option, pages, rowId } from '../fixtures/report-rows.ts';

const budgets = {
  source: aSource('a', { Planned: 'number', Spent: 'number', Booked: 'date', Kind: 'select', Project: 'relation' }),
  rows: [aRow(1, { Spent: number(5), Booked: day('2026-01-01'), Kind: option('Travel'), Project: pages(rowId(100)) })],
};
const projects = { source: aSource('b', { Spent: 'rollup', Status: 'status' }), rows: [aRow(100, {}, 'Launch')] };

describe('a proposed report', () => {
  it('adds up what is most likely an amount, by what most likely sorts it, over its date', () => {
    const definition = proposeDefinition([budgets], 'UTC');
    expect(definition.measures.map(({ of, column }) => [of, column])).toEqual([
      ['sum', 'Spent'],
      ['sum', 'Planned'],
      ['count', undefined],
    ]);
    expect(definition).toMatchObject({ groups: [{ source: 'a', column: 'Kind' }], step: 'month' });
    expect(definition.sources[0]?.date).toBe('Booked');
    expect(definition.thresholds).toMatchObject([{ is: 'above', bound: { measure: 'a-plan' }, each: 'group' }]);
    expect(planReport(definition)).not.toHaveProperty('problems');
  });

  it('links databases by the relation whose pages are rows of the other, and counts nothing twice', () => {
    const definition = proposeDefinition([budgets, projects], 'UTC');
    expect(definition.joins).toEqual([{ from: { source: 'a', by: 'Project' }, to: { source: 'b', by: '@row' } }]);
    expect(definition.groups).toEqual([{ source: 'b', column: 'Name' }]);
    expect(definition.measures.every(({ source }) => source === 'a')).toBe(true);
    expect(planReport(definition)).not.toHaveProperty('problems');
  });

  it('counts rows where there is no number', () => {
    const notes = { source: aSource('c', { Status: 'status' }), rows: [aRow(1, { Status: option('Open') })] };
    const definition = proposeDefinition([notes], 'UTC');
    expect(definition.measures).toMatchObject([{ of: 'count', also: ['share', 'change', 'trend'] }]);
    expect(planReport(definition)).not.toHaveProperty('problems');
  });

  it('leaves out figures of a database that leads nowhere', () => {
    const lone = { source: aSource('d', { Amount: 'number' }), rows: [] };
    const definition = proposeDefinition([budgets, projects, lone], 'UTC');
    expect(definition.measures.some(({ source }) => source === 'd')).toBe(false);
    expect(planReport(definition)).not.toHaveProperty('problems');
  });
});
