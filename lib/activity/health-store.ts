import type { ServiceKey } from './call.ts';
import type { DayRow } from './day.ts';
import type { Incident } from './incident.ts';
import type { ServiceRecord } from './service-record.ts';
import type { StatusLook } from './status-report.ts';

/** Rows that are stored together. */
export interface HealthRows {
  readonly services: readonly ServiceRecord[];
  readonly incidents: readonly Incident[];
  readonly days: readonly DayRow[];
  readonly looks: readonly StatusLook[];
}

/** Where health rests. The background alone writes, so what it has read once a life stays true. */
export interface HealthStore {
  /** What is known of every service and status page, and what today's calls were like. */
  read(day: string): Promise<Omit<HealthRows, 'incidents'>>;
  /** All of it, or nothing. */
  put(rows: HealthRows): Promise<void>;
  forget(services: readonly ServiceKey[]): Promise<void>;
  /** Lets go of days before `day`, and of incidents that began before `time`. */
  trim(day: string, time: number): Promise<void>;
}
