import { useState } from 'preact/hooks';

import { dollars } from '../../lib/base/dollars.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { SpendingRow } from '../../lib/policy/spending-row.ts';
import { daysUpTo, monthsUpTo, sumsBy, sumsOver } from '../../lib/policy/spending-sums.ts';
import type { SpentBy } from '../../lib/policy/spending-sums.ts';
import { counted } from '../kit/amount.ts';
import { modelName } from '../kit/model-name.ts';
import { Plot } from '../kit/plot.tsx';
import type { PlotSeries } from '../kit/plot.tsx';
import { Select } from '../kit/select.tsx';
import { spenderName, workspaceName } from './budget-names.ts';

type Span = '30' | '12';

const SPANS = [
  { value: '30', label: 'The last 30 days' },
  { value: '12', label: 'The last 12 months' },
] as const;
const SIDES = [
  { value: 'action', label: 'Action' },
  { value: 'model', label: 'Model' },
  { value: 'workspace', label: 'Workspace' },
] as const;
/** More lines than these cannot be told apart; the others are drawn as one. */
const MOST_LINES = 4;

/** What was spent, over time and by whom, each drawing with its table. */
export function BudgetCharts({
  rows,
  models,
  day,
}: {
  readonly rows: readonly SpendingRow[];
  readonly models: readonly ModelFacts[];
  readonly day: string;
}) {
  const [span, setSpan] = useState<Span>('30');
  const [by, setBy] = useState<SpentBy>('action');
  if (rows.length === 0) return <p class="second">Nothing has been spent yet.</p>;
  const periods = span === '30' ? daysUpTo(day, 30) : monthsUpTo(day, 12);
  const shown = rows.filter((row) => periods.some((period) => row.day.startsWith(period)));
  const estimated = shown.reduce((sum, row) => sum + row.estimated, 0);
  const nameOf = (name: string): string =>
    by === 'action' ? spenderName(name) : by === 'model' ? modelName(name, models) : workspaceName(name);
  const sums = sumsBy(shown, by);
  return (
    <>
      <div class="fields">
        <Select label="Shown" value={span} choices={SPANS} onChange={setSpan} />
        <Select label="Told apart by" value={by} choices={SIDES} onChange={setBy} />
      </div>
      <Plot
        title={span === '30' ? 'US dollars a day' : 'US dollars a month'}
        form="line"
        series={linesOf(shown, by, periods, nameOf)}
      />
      <Plot
        title={`US dollars by ${by}`}
        form="bars"
        series={[
          {
            label: 'US dollars',
            points: sums.map(({ name, usd, requests }) => ({
              label: nameOf(name),
              value: usd,
              text: `${dollars(usd)}, ${counted(requests, 'request')}`,
            })),
          },
        ]}
      />
      {estimated > 0 && (
        <p class="help">
          {counted(estimated, 'request')} of these ended without telling what they used: they are counted by estimate.
        </p>
      )}
    </>
  );
}

function linesOf(
  rows: readonly SpendingRow[],
  by: SpentBy,
  periods: readonly string[],
  nameOf: (name: string) => string,
): readonly PlotSeries[] {
  const names = sumsBy(rows, by).map(({ name }) => name);
  const own = names.length > MOST_LINES + 1 ? names.slice(0, MOST_LINES) : names;
  const others = rows.filter((row) => !own.includes(row[by]));
  const line = (label: string, some: readonly SpendingRow[]): PlotSeries => ({
    label,
    points: sumsOver(some, periods).map((value, at) => ({
      label: periodName(periods[at] ?? ''),
      value,
      text: dollars(value),
    })),
  });
  return [
    ...own.map((name) =>
      line(
        nameOf(name),
        rows.filter((row) => row[by] === name),
      ),
    ),
    ...(others.length === 0 ? [] : [line('All others', others)]),
  ];
}

/** `22 Nov`, or of a month `Nov 2026`. */
function periodName(period: string): string {
  const [year = 0, month = 1, date] = period.split('-').map(Number);
  const time = new Date(Date.UTC(year, month - 1, date ?? 1));
  const form = date === undefined ? ({ year: 'numeric' } as const) : ({ day: 'numeric' } as const);
  return time.toLocaleDateString('en-GB', { ...form, month: 'short', timeZone: 'UTC' });
}
