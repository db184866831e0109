/** A moment as a clock on the wall shows it. `month` and `day` count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws `RangeError` for a zone that the platform does not know. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * What the clocks of a zone show at a moment.
 * @param time milliseconds since the epoch
 * @param zone IANA name, for example `Europe/Berlin`
 */
export function wallTime(time: number, zone: string): WallTime {
  const found = new Map(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => Number(found.get(name) ?? Number.NaN);
  return {
    year: found.get('era') === 'BC' ? 1 - part('year') : part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

/** The wall time as if it stood in UTC, in milliseconds: differences of such numbers are differences of clocks. */
export const asUtc = ({ year, month, day, hour, minute, second }: WallTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

const DAY_MS = 86_400_000;

/**
 * The moment at which the clocks of a zone show a wall time. One that is shown twice means the first time; one that is
 * skipped means as long after the change as it would have been: 02:30 becomes 03:30.
 */
export function momentOf(wall: WallTime, zone: string): number {
  const wanted = asUtc(wall);
  const offset = (time: number): number => asUtc(wallTime(time, zone)) - Math.floor(time / 1_000) * 1_000;
  // A zone changes at most once within two days: the offsets on both sides of the change are these.
  const before = offset(wanted - DAY_MS);
  const after = offset(wanted + DAY_MS);
  const fits = [wanted - before, wanted - after].filter((time) => time + offset(time) === wanted);
  return fits.length === 0 ? wanted - before : Math.min(...fits);
}
