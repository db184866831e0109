/** So many answers tell what is usual; fewer tell nothing. */
const FEWEST = 8;
/** A scaled median deviation is a standard deviation where times are spread evenly around their middle. */
const SCALE = 1.4826;
/** Beyond five deviations, twice the usual and a second more: each alone is met on a good day too. */
const DEVIATIONS = 5;
const TIMES = 2;
const LEAST_MS = 1_000;

/** The middle of what is usual in ms, from the service's own answers; `undefined` while they are too few. */
export function usualTime(times: readonly number[]): number | undefined {
  return times.length < FEWEST ? undefined : median(times);
}

/**
 * Whether every one of the latest answers took longer than this service usually does. Median and median deviation stay
 * where they are while up to half of the answers are odd, so an hour of trouble does not become the new usual.
 * @param lately ms of the latest answers, not among `times`
 */
export function isSlow(lately: readonly number[], times: readonly number[]): boolean {
  const usual = usualTime(times);
  if (usual === undefined || lately.length === 0) return false;
  const deviation = SCALE * median(times.map((time) => Math.abs(time - usual)));
  const limit = Math.max(usual + DEVIATIONS * deviation, usual * TIMES, usual + LEAST_MS);
  return lately.every((time) => time > limit);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** Worth telling: so many failures come by chance in one of two hundred looks. Two in a row already do, of a good service. */
const BY_CHANCE = 0.005;

/**
 * Whether the last calls failed more often than the service's own history explains. Looks at the last two, three, … calls
 * and asks how likely so many failures are by the share that is usual here.
 * @param outcomes of the last calls, newest last; true failed
 * @param share of calls that usually fail, in (0, 1)
 */
export function isShaky(outcomes: readonly boolean[], share: number): boolean {
  let failed = 0;
  for (let back = 1; back <= outcomes.length; back += 1) {
    if (outcomes[outcomes.length - back] === true) failed += 1;
    if (back >= 2 && failed >= 2 && chanceOf(failed, back, share) < BY_CHANCE) return true;
  }
  return false;
}

/** The chance of `failed` or more failures in `calls`. */
function chanceOf(failed: number, calls: number, share: number): number {
  let fewer = 0;
  let term = (1 - share) ** calls;
  for (let count = 0; count < failed; count += 1) {
    fewer += term;
    term *= ((calls - count) / (count + 1)) * (share / (1 - share));
  }
  return 1 - fewer;
}
