import type { ServiceKey } from './call.ts';
import { DAYS_KEPT, DAY_MS, addTimes, dayOf, quantile, startOfDay } from './day.ts';
import type { DayRow } from './day.ts';
import { failedCalls, troubleWithin } from './incident.ts';
import type { Incident } from './incident.ts';

/** One day of one service, as a bar. */
export interface DayBar {
  readonly day: string;
  readonly calls: number;
  readonly failed: number;
  /** How long incidents lasted in it, in ms. */
  readonly troubleMs: number;
}

/** One service over the days that are kept, oldest first. Its figures are of the days on which it was called. */
export interface ServiceHistory {
  readonly service: ServiceKey;
  readonly name: string;
  readonly bars: readonly DayBar[];
  readonly calls: number;
  readonly failed: number;
  /** The share of the observed time without an incident, in [0, 1]; absent where nothing was observed. */
  readonly uptime?: number;
  /** The time in ms within which half and 95 % of the answers began. */
  readonly p50?: number;
  readonly p95?: number;
}

/**
 * What is kept, service by service in the order of their names.
 * @param offsetMs how far the device's clock is ahead of UTC
 */
export function histories(
  days: readonly DayRow[],
  incidents: readonly Incident[],
  now: number,
  offsetMs: number,
): readonly ServiceHistory[] {
  const last = startOfDay(dayOf(now, offsetMs), offsetMs);
  const shown = Array.from({ length: DAYS_KEPT }, (_none, at) => last - (DAYS_KEPT - 1 - at) * DAY_MS);
  const services = new Map<ServiceKey, string>(incidents.map(({ service, name }) => [service, name]));
  for (const { service, name } of days) services.set(service, name);
  return [...services]
    .map(([service, name]) => {
      const own = new Map(days.filter((row) => row.service === service).map((row) => [row.day, row]));
      const mine = incidents.filter((incident) => incident.service === service);
      return historyOf(service, name, own, mine, shown, now, offsetMs);
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function historyOf(
  service: ServiceKey,
  name: string,
  rows: ReadonlyMap<string, DayRow>,
  incidents: readonly Incident[],
  starts: readonly number[],
  now: number,
  offsetMs: number,
): ServiceHistory {
  let observed = 0;
  let trouble = 0;
  let times: readonly number[] = [];
  const bars = starts.map((from): DayBar => {
    const day = dayOf(from, offsetMs);
    const row = rows.get(day);
    const to = Math.min(from + DAY_MS, now);
    const troubleMs = troubleWithin(incidents, from, to);
    if (row !== undefined || troubleMs > 0) {
      observed += Math.max(0, to - from);
      trouble += troubleMs;
    }
    times = addTimes(times, row?.times ?? []);
    return { day, calls: row?.calls ?? 0, failed: failedCalls(row?.failed ?? {}), troubleMs };
  });
  const p50 = quantile(times, 0.5);
  const p95 = quantile(times, 0.95);
  return {
    service,
    name,
    bars,
    calls: bars.reduce((sum, { calls }) => sum + calls, 0),
    failed: bars.reduce((sum, { failed }) => sum + failed, 0),
    ...(observed <= 0 ? {} : { uptime: 1 - trouble / observed }),
    ...(p50 === undefined ? {} : { p50 }),
    ...(p95 === undefined ? {} : { p95 }),
  };
}
