import { ScrollTable } from './scroll-table.tsx';
import './plot.css';

/** One value of a drawing, with the words that a person reads for it. */
export interface PlotPoint {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

export interface PlotSeries {
  readonly label: string;
  readonly points: readonly PlotPoint[];
}

interface PlotProps {
  readonly title: string;
  /** Bars compare, a line follows. */
  readonly form: 'bars' | 'line';
  readonly series: readonly PlotSeries[];
}

/** A drawing of numbers that people compare, labelled directly, with its table behind it. */
export function Plot({ title, form, series }: PlotProps) {
  return (
    <figure class="plot">
      <figcaption dir="auto">{title}</figcaption>
      {form === 'bars' ? <Bars points={series[0]?.points ?? []} /> : <Lines title={title} series={series} />}
      <details>
        <summary>Table</summary>
        <PlotTable title={title} series={series} />
      </details>
    </figure>
  );
}

const BAR = 100;

/** The label, the bar and the number stand in one line, so that nothing has to be looked up. */
function Bars({ points }: { readonly points: readonly PlotPoint[] }) {
  const low = Math.min(0, ...points.map(({ value }) => value));
  const high = Math.max(0, ...points.map(({ value }) => value));
  const scale = (value: number): number => (high === low ? 0 : ((value - low) / (high - low)) * BAR);
  const zero = scale(0);
  return (
    <ul class="plot-bars">
      {points.map(({ label, value, text }) => (
        <li key={label}>
          <span dir="auto">{label}</span>
          <svg viewBox={`0 0 ${BAR} 8`} preserveAspectRatio="none" aria-hidden="true">
            <rect x={Math.min(zero, scale(value))} y={0} width={Math.abs(scale(value) - zero)} height={8} />
          </svg>
          <span class="plot-value">{text}</span>
        </li>
      ))}
    </ul>
  );
}

const WIDTH = 560;
const HEIGHT = 180;
const EDGE = 12;
/** Room for the labels at the end of the lines. */
const LABELS = 150;
/** Lines are told apart by their strokes, whatever colours are seen. */
const DASHES = ['none', '7 4', '2 3', '10 3 2 3', '14 5'] as const;
/** Labels that would stand on each other are moved apart by so much. */
const LABEL_STEP = 15;

function Lines({ title, series }: { readonly title: string; readonly series: readonly PlotSeries[] }) {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  const across = Math.max(1, ...series.map(({ points }) => points.length - 1));
  const x = (at: number): number => EDGE + (at / across) * (WIDTH - 2 * EDGE - LABELS);
  const y = (value: number): number =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE * 2 - ((value - low) / (high - low)) * (HEIGHT - EDGE * 4);
  const ends = spread(series.map(({ points }) => y(points.at(-1)?.value ?? 0)));
  const [first] = series;
  return (
    <ScrollTable label={title}>
      <svg class="plot-lines" role="img" aria-label={spoken(series)} viewBox={`0 0 ${WIDTH} ${HEIGHT + EDGE}`}>
        <line class="plot-axis" x1={EDGE} x2={WIDTH - LABELS} y1={y(0)} y2={y(0)} />
        {series.map(({ label, points }, at) => (
          <g key={label}>
            <polyline
              points={points.map(({ value }, place) => `${x(place)},${y(value)}`).join(' ')}
              stroke-dasharray={DASHES[at % DASHES.length]}
            />
            {points.map(({ value, label: name }, place) => (
              <circle key={name} cx={x(place)} cy={y(value)} r={2} />
            ))}
            {series.length === 1 && <Peak points={points} x={x} y={y} />}
            <text x={x(points.length - 1) + 8} y={(ends[at] ?? 0) + 4}>
              {short(series.length > 1 ? `${label} ${points.at(-1)?.text ?? ''}` : (points.at(-1)?.text ?? ''))}
            </text>
          </g>
        ))}
        <text class="plot-axis-label" x={EDGE} y={HEIGHT + EDGE - 4}>
          {first?.points[0]?.label}
        </text>
        <text class="plot-axis-label" x={x(across)} y={HEIGHT + EDGE - 4} text-anchor="end">
          {across > 1 ? first?.points.at(-1)?.label : ''}
        </text>
      </svg>
    </ScrollTable>
  );
}

/** The highest value of a line that stands alone, unless the label at its end says it already. */
function Peak({
  points,
  x,
  y,
}: {
  readonly points: readonly PlotPoint[];
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
}) {
  const at = points.reduce((best, { value }, place) => (value > (points[best]?.value ?? 0) ? place : best), 0);
  const top = points[at];
  if (top === undefined || at === points.length - 1) return null;
  return (
    <text x={x(at)} y={y(top.value) - 8} text-anchor={at === 0 ? 'start' : 'middle'}>
      {top.text}
    </text>
  );
}

const LONGEST_LABEL = 24;

const short = (text: string): string => (text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text);

/** Places that keep their order and do not touch. */
function spread(places: readonly number[]): readonly number[] {
  const order = places.map((place, at) => ({ place, at })).toSorted((one, other) => one.place - other.place);
  const moved: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { place, at } of order) {
    last = Math.max(place, last + LABEL_STEP);
    moved[at] = last;
  }
  return moved;
}

/** What a line says, for who hears it: where it begins, where it ends, and where it is highest. */
function spoken(series: readonly PlotSeries[]): string {
  return series
    .map(({ label, points }) => {
      const [first, last] = [points[0], points.at(-1)];
      const top = points.toSorted((one, other) => other.value - one.value)[0];
      if (first === undefined || last === undefined || top === undefined) return `${label}: no values.`;
      return `${label}: ${first.text} in ${first.label}, ${last.text} in ${last.label}, highest ${top.text} in ${top.label}.`;
    })
    .join(' ');
}

function PlotTable({ title, series }: { readonly title: string; readonly series: readonly PlotSeries[] }) {
  const labels = [...new Set(series.flatMap(({ points }) => points.map(({ label }) => label)))];
  return (
    <ScrollTable label={`${title}, table`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {series.map(({ label }) => (
              <th key={label} scope="col" class="right">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label) => (
            <tr key={label}>
              <th scope="row" dir="auto">
                {label}
              </th>
              {series.map((one) => (
                <td key={one.label} class="right">
                  {one.points.find((point) => point.label === label)?.text ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
