import type { Figure, FigureId, ReportResult } from '../../lib/report/result.ts';
import { Plot } from '../kit/plot.tsx';

/** The drawings of a report. */
export function ReportCharts({ result }: { readonly result: Pick<ReportResult, 'charts' | 'figures'> }) {
  const figures = new Map<FigureId, Figure>(result.figures.map((figure) => [figure.id, figure]));
  if (result.charts.length === 0) return null;
  return (
    <div class="report-charts">
      {result.charts.map(({ title, form, series }) => (
        <Plot
          key={`${form} ${title}`}
          title={title}
          form={form}
          series={series.map(({ label, points }) => ({
            label,
            points: points.flatMap((point) => {
              const figure = figures.get(point.figure);
              return figure === undefined ? [] : [{ label: point.label, value: figure.value, text: figure.text }];
            }),
          }))}
        />
      ))}
    </div>
  );
}
