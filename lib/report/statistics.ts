/** The middle value, or the mean of the two in the middle; `undefined` of none. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).toSorted();
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : meanOfTwo(sorted[middle - 1] ?? 0, upper);
}

/** Half of each first where the sum would be past the largest number. */
const meanOfTwo = (one: number, other: number): number =>
  Number.isFinite(one + other) ? (one + other) / 2 : one / 2 + other / 2;

/** A straight line through values at equal distances: how much is added from one to the next. */
export interface Line {
  readonly slope: number;
  /** Part of the variation that the line explains, 0 to 1; by least squares alone. */
  readonly fit?: number;
}

/** Ordinary least squares over 0, 1, 2, …; `undefined` of fewer than three values. */
export function leastSquares(values: readonly number[]): Line | undefined {
  const { length } = values;
  if (length < 3) return undefined;
  const middle = (length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value / length, 0);
  let across = 0;
  let along = 0;
  let spread = 0;
  for (const [at, value] of values.entries()) {
    across += (at - middle) * (value - mean);
    along += (at - middle) ** 2;
    spread += (value - mean) ** 2;
  }
  return { slope: across / along, fit: spread === 0 ? 1 : across ** 2 / (along * spread) };
}

/**
 * The median of the slopes between all pairs: a few wild values do not turn it. After H. Theil (1950) and P. K. Sen,
 * "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968).
 */
export function theilSen(values: readonly number[]): Line | undefined {
  if (values.length < 3) return undefined;
  const slopes: number[] = [];
  for (const [at, value] of values.entries()) {
    for (let later = at + 1; later < values.length; later += 1) {
      slopes.push(((values[later] ?? 0) - value) / (later - at));
    }
  }
  return { slope: median(slopes) ?? 0 };
}

/** A value far from the others. */
export interface Outlier {
  /** Its place among the values. */
  readonly at: number;
  /** Modified z-score: its distance from the median in units of the spread. */
  readonly score: number;
}

export interface OutlierSearch {
  readonly median: number;
  /** What distances are measured in: the median absolute deviation, or the mean one where more than half are equal. */
  readonly spread: number;
  readonly by: 'median' | 'mean';
  readonly outliers: readonly Outlier[];
}

/** Of fewer values nobody can say which one stands out. */
export const FEWEST_FOR_OUTLIERS = 8;

/** Make the deviations comparable with the standard deviation of a normal distribution. */
const MEDIAN_FACTOR = 0.6745;
const MEAN_FACTOR = 1.253314;

/**
 * Values whose modified z-score reaches `from`, after B. Iglewicz and D. C. Hoaglin, "How to Detect and Handle Outliers",
 * ASQC 1993, who recommend 3.5. `undefined` of too few values, or where all are equal.
 */
export function findOutliers(values: readonly number[], from: number): OutlierSearch | undefined {
  const middle = values.length < FEWEST_FOR_OUTLIERS ? undefined : median(values);
  if (middle === undefined) return undefined;
  const distances = values.map((value) => Math.abs(value - middle));
  const deviation = median(distances) ?? 0;
  const mean = distances.reduce((sum, distance) => sum + distance / distances.length, 0);
  const by = deviation > 0 ? 'median' : 'mean';
  const spread = by === 'median' ? deviation : mean;
  if (spread === 0) return undefined;
  const outliers = values.flatMap((value, at) => {
    const score =
      by === 'median' ? (MEDIAN_FACTOR * (value - middle)) / spread : (value - middle) / (MEAN_FACTOR * spread);
    return Math.abs(score) >= from ? [{ at, score }] : [];
  });
  return { median: middle, spread, by, outliers };
}
