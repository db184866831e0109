import type { DayRow } from './day.ts';
import { quantile } from './day.ts';
import { causeOf, endOf, entriesOf, failedCalls, isOpen } from './incident.ts';
import type { Incident } from './incident.ts';
import { countSaved, savedDuring } from './saved.ts';
import type { SavedRequest } from './saved.ts';

/** What is exported: names of services, counts, times and codes. No text of a page, no question, no key, no id of either. */
export interface HealthExport {
  readonly days: readonly DayRow[];
  readonly incidents: readonly Incident[];
  readonly saved: readonly SavedRequest[];
}

interface Row {
  readonly kind: 'day' | 'incident' | 'saved';
  readonly service: string;
  readonly name: string;
  /** The day, or when the incident began. */
  readonly from: string;
  /** When it ended; empty while it goes on. */
  readonly until: string;
  readonly minutes: number | '';
  readonly calls: number;
  readonly failed: number;
  readonly cause: string;
  readonly medianMs: number | '';
  readonly p95Ms: number | '';
  /** What saved requests, with how many: `model 3, last-good 1`. */
  readonly saved: string;
}

const COLUMNS: readonly (keyof Row)[] = [
  'kind',
  'service',
  'name',
  'from',
  'until',
  'minutes',
  'calls',
  'failed',
  'cause',
  'medianMs',
  'p95Ms',
  'saved',
];

/** One line a day and service, then one an incident, then one for what was saved over all. */
export function healthAsCsv(kept: HealthExport, now: number): string {
  const lines = rowsOf(kept, now).map((row) => COLUMNS.map((column) => cell(row[column])).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

export function healthAsJson(kept: HealthExport, now: number): string {
  const { days, incidents, saved } = kept;
  const whole = {
    exportedAt: new Date(now).toISOString(),
    days: days.map(({ key: _name, ...day }) => day),
    incidents: incidents.map((incident) => ({
      service: incident.service,
      name: incident.name,
      calls: incident.calls,
      failed: incident.failed,
      ...(isOpen(incident, now) ? {} : { endedAt: new Date(endOf(incident, now)).toISOString() }),
      ...(incident.faded === undefined ? {} : { faded: incident.faded }),
      startedAt: new Date(incident.startedAt).toISOString(),
      lastFailedAt: new Date(incident.lastFailedAt).toISOString(),
      saved: Object.fromEntries(countSaved(savedDuring(saved, incident, now))),
    })),
    saved: Object.fromEntries(countSaved(saved)),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function rowsOf({ days, incidents, saved }: HealthExport, now: number): readonly Row[] {
  const blank = { until: '', minutes: '', cause: '', medianMs: '', p95Ms: '', saved: '' } as const;
  return [
    ...days.map((day): Row => {
      const { service, name, calls, times } = day;
      const [medianMs, p95Ms] = [rounded(quantile(times, 0.5)), rounded(quantile(times, 0.95))];
      const failed = failedCalls(day.failed);
      const cause = causesOf(day);
      return { ...blank, kind: 'day', service, name, from: day.day, calls, failed, cause, medianMs, p95Ms };
    }),
    ...incidents.map((incident): Row => {
      const { service, name, startedAt, calls } = incident;
      const end = endOf(incident, now);
      return {
        ...blank,
        kind: 'incident',
        service,
        name,
        from: new Date(startedAt).toISOString(),
        until: isOpen(incident, now) ? '' : new Date(end).toISOString(),
        minutes: Math.round((end - startedAt) / 6_000) / 10,
        calls,
        failed: failedCalls(incident.failed),
        cause: causeOf(incident) ?? '',
        saved: savedWords(savedDuring(saved, incident, now)),
      };
    }),
    {
      ...blank,
      kind: 'saved',
      service: '',
      name: '',
      from: '',
      calls: saved.length,
      failed: 0,
      saved: savedWords(saved),
    },
  ];
}

const rounded = (ms: number | undefined): number | '' => (ms === undefined ? '' : Math.round(ms));

const causesOf = ({ failed }: DayRow): string =>
  entriesOf(failed)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ');

const savedWords = (saved: readonly SavedRequest[]): string =>
  countSaved(saved)
    .map(([rung, count]) => `${rung} ${count}`)
    .join(', ');

/** A name that begins like a formula would be run as one by a spreadsheet. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
