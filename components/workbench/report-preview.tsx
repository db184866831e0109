import { useMemo } from 'preact/hooks';

import { computeReport } from '../../lib/report/compute-report.ts';
import type { ReportDefinition } from '../../lib/report/definition.ts';
import { createGatherer } from '../../lib/report/gather-figures.ts';
import { dayOfMoment } from '../../lib/report/period.ts';
import { planReport } from '../../lib/report/plan-report.ts';
import type { Sample } from '../../lib/report/propose-definition.ts';
import { reportMarkdown } from '../../lib/report/report-markdown.ts';
import type { ReportResult } from '../../lib/report/result.ts';
import { tallyRows } from '../../lib/report/tally-rows.ts';
import { Markup } from '../kit/markup.tsx';
import { useNow } from '../kit/use-now.ts';
import { ReportCharts } from './report-charts.tsx';

const NO_CITATIONS: ReadonlySet<number> = new Set();

/** What the report comes to over the first rows of each database, as it is put together. */
export function ReportPreview({
  definition,
  samples,
}: {
  readonly definition: ReportDefinition;
  readonly samples: ReadonlyMap<string, Sample['rows']>;
}) {
  const today = dayOfMoment(useNow(), definition.zone);
  const result = useMemo(() => previewOf(definition, samples, today), [definition, samples, today]);
  if (result === undefined) return null;
  return (
    <section class="report-preview" aria-label="Preview">
      <h3>Preview of the first rows</h3>
      <p class="second">A run reads all rows. These figures are of the first hundred of each database.</p>
      <ReportCharts result={result} />
      <Markup text={reportMarkdown(result)} cited={NO_CITATIONS} onCite={() => undefined} onLink={() => undefined} />
    </section>
  );
}

function previewOf(
  definition: ReportDefinition,
  samples: ReadonlyMap<string, Sample['rows']>,
  today: string,
): ReportResult | undefined {
  const plan = planReport(definition);
  if ('problems' in plan || plan.order.some(({ dataSource }) => !samples.has(dataSource))) return undefined;
  const gatherer = createGatherer();
  for (const source of plan.order) {
    gatherer.take(tallyRows(definition, source, samples.get(source.dataSource) ?? [], gatherer.indexes));
  }
  return computeReport(definition, gatherer.gathered, today);
}
