import type { DayRow } from '../activity/day.ts';
import type { Incident } from '../activity/incident.ts';
import type { SavedRequest } from '../activity/saved.ts';

type Unwatch = () => void;

/** What is kept of the services' health. */
export interface HealthHistory {
  readonly days: readonly DayRow[];
  /** Newest first. */
  readonly incidents: readonly Incident[];
  readonly saved: readonly SavedRequest[];
}

/** What our own pages can see of the past. */
export interface HealthDesk {
  watchHistory(show: (history: HealthHistory) => void): Unwatch;
}
