const DAY_MS = 86_400_000;

/** A time as a clock shows it, with its day where that is not today: `10:32`, `21 Nov, 10:32`. */
export function moment(at: number, now: number): string {
  const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
  if (sameDay(at, now)) return time.format(at);
  const far = Math.abs(now - at) > 300 * DAY_MS;
  const day = new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    ...(far && { year: 'numeric' }),
  });
  return `${day.format(at)}, ${time.format(at)}`;
}

const sameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/** How long something took: `0.4 s`, `12 s`, `3 min`. */
export function took(ms: number): string {
  if (ms < 10_000) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  return ms < 100_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
