const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in words: never more exact than it helps. A moment in the future counts as now. */
export function ago(then: number, now: number): string {
  const ms = now - then;
  return ms < MINUTE ? 'just now' : `${lasting(ms)} ago`;
}

const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

/** A length of time in words, rounded down: `12 min`, `2 h`, `3 days`, `5 months`. */
export function lasting(ms: number): string {
  if (ms < MINUTE) return 'under a minute';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  if (ms < 2 * MONTH) return several(ms / DAY, 'day');
  return ms < 2 * YEAR ? several(ms / MONTH, 'month') : several(ms / YEAR, 'year');
}

function several(amount: number, unit: string): string {
  const whole = Math.floor(amount);
  return whole === 1 ? `1 ${unit}` : `${whole} ${unit}s`;
}
