import type { FillRun } from '../autofill/fill-run.ts';
import type { KeptFill } from '../autofill/kept-fill.ts';
import type { JobView } from '../jobs/job-view.ts';
import type { Schedule, ScheduleSlot } from '../jobs/schedule.ts';

type Unwatch = () => void;

/** A schedule with what it came to last. */
export interface ScheduleView {
  readonly schedule: Schedule;
  readonly last?: { readonly slot: ScheduleSlot; readonly view: JobView | undefined; readonly fill?: FillRun };
  /** For columns that are kept filled. */
  readonly kept?: KeptFill;
}

/** A schedule as a person puts it together; without an id it is a new one. */
export type GivenSchedule = Omit<Schedule, 'id' | 'createdAt' | 'seenUpTo'> & { readonly id?: string };

/** What our own pages can see of schedules and do about them. */
export interface ScheduleDesk {
  watchSchedules(show: (schedules: readonly ScheduleView[]) => void): Unwatch;
  saveSchedule(schedule: GivenSchedule): Promise<void>;
  removeSchedule(id: string): Promise<void>;
  /** Runs it once more, besides its times. */
  runSchedule(id: string): Promise<void>;
}
