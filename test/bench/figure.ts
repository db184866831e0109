/** One row of `bench.json`: what was measured beside a peer or a bound in the same run. */
export interface Figure {
  /** `area.what`, for example `main.edit-cost`. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is compared with. */
  readonly peer: string;
  readonly peerValue: number;
  /** `value` to `peerValue`, or what `bar` says. */
  readonly ratio: number;
  /** What must hold, in words; `none` where the figure only informs. */
  readonly bar: string;
  readonly holds: boolean;
  /** How many measurements the value is the median of. */
  readonly runs: number;
  readonly note: string;
}

/** The middle value; between two, their mean. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** Three digits after the point are more than any machine here can tell apart. */
export const round = (value: number): number => Math.round(value * 1000) / 1000;

/** The measurements themselves, for the note. */
export const listed = (values: readonly number[], unit = ''): string =>
  values.map((value) => `${Math.round(value * 10) / 10}${unit}`).join(' ');
