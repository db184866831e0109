import type { Job } from './job.ts';
import type { Schedule, ScheduleSlot } from './schedule.ts';

/** What a slot begins: a job, for a report with its run, or a run of Autofill. */
export type Begun<Run, Fill> = { readonly job: Job; readonly run?: Run } | { readonly fill: Fill };

/** Where schedules and the slots that were run rest. Every change is on disk before the promise resolves. Throws `storage-full` or `storage-broken`. */
export interface ScheduleStore<Run, Fill> {
  all(): Promise<readonly Schedule[]>;
  get(id: string): Promise<Schedule | undefined>;
  put(schedule: Schedule): Promise<void>;
  /** Takes the schedule away with its slots; what they came to stays. */
  remove(id: string): Promise<void>;
  hasSlot(id: string): Promise<boolean>;
  /**
   * Stores the slot with what it begins, and how far the schedule is, all in one transaction. False where the slot was
   * run already: then nothing is stored.
   */
  claim(slot: ScheduleSlot, seenUpTo: number, begun: Begun<Run, Fill>): Promise<boolean>;
  /** Slots for which something is still to be done. */
  unsettled(): Promise<readonly ScheduleSlot[]>;
  settle(id: string): Promise<void>;
}
