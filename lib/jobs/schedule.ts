import type { ApprovalId, JobId, PageId } from '../base/ids.ts';
import type { GapScope } from '../gaps/gap-check.ts';
import { asUtc, momentOf, wallTime } from '../base/zone.ts';
import type { PageTarget } from './job.ts';

/** When something runs by itself, by the clocks of its zone. `minute` counts from midnight. */
export type ScheduleRule =
  | { readonly every: 'day' | 'weekdays'; readonly minute: number }
  /** 1 is Monday. */
  | { readonly every: 'week'; readonly weekday: number; readonly minute: number }
  /** A day that a month does not have means its last one. */
  | { readonly every: 'month'; readonly day: number; readonly minute: number };

/** What runs. */
export type ScheduledWork =
  | { readonly of: 'report'; readonly report: string }
  | { readonly of: 'brief'; readonly target: PageTarget }
  /** What a part of the copy of Notion lacks; named as the person chose it. */
  | { readonly of: 'gaps'; readonly scope: GapScope; readonly title: string }
  /** Columns that are kept filled, by the id of what is kept of them. */
  | { readonly of: 'fill'; readonly fill: string };

/** Where each result is published, under leave that was given for it. */
export interface ScheduledPlace {
  readonly page: PageId;
  readonly title: string;
  readonly url: string;
  readonly as: 'append' | 'under';
  readonly approval?: ApprovalId;
}

/** Work that runs at its times while the browser is open, and once for what was missed while it was closed. */
export interface Schedule {
  readonly id: string;
  readonly name: string;
  readonly work: ScheduledWork;
  readonly rule: ScheduleRule;
  /** IANA name. */
  readonly zone: string;
  readonly on: boolean;
  readonly publish?: ScheduledPlace;
  readonly createdAt: number;
  /** Slots up to here have been run or told as missed. */
  readonly seenUpTo: number;
}

/** One slot that was run: written before the run begins, so that no life of the worker runs it again. */
export interface ScheduleSlot {
  /** Made of the schedule and the slot: there is one row for both. */
  readonly id: string;
  readonly schedule: string;
  /** The moment it was meant for; for a run that a person asked for, when they did. */
  readonly slot: number;
  /** Earlier slots that passed while nothing could run. */
  readonly missed: number;
  /** What was begun: a job, or a run of Autofill. */
  readonly jobId?: JobId;
  readonly fillRun?: string;
  readonly startedAt: number;
  /** Nothing more is to be done for it, such as publishing. */
  readonly settled?: true;
}

export const slotId = (schedule: string, slot: number): string => `${schedule}:${slot}`;

const DAY_MS = 86_400_000;
/** A month has at most so many days; the next slot is within two of them. */
const LOOK_AHEAD_DAYS = 63;
/** What was missed longer ago is not counted one by one. */
const LOOK_BACK_DAYS = 400;

/** The first slot after a moment. */
export function nextSlot({ rule, zone }: Pick<Schedule, 'rule' | 'zone'>, after: number): number {
  for (let ahead = -1; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const slot = slotOn(rule, zone, dayAt(after, zone) + ahead * DAY_MS);
    if (slot !== undefined && slot > after) return slot;
  }
  throw new RangeError('A rule without a slot in two months');
}

/**
 * The latest slot that is due, and how many before it were missed. `undefined` while none is. A clock that was turned
 * back makes nothing due again.
 */
export function dueSlot(
  { rule, zone, seenUpTo }: Pick<Schedule, 'rule' | 'zone' | 'seenUpTo'>,
  now: number,
): { readonly slot: number; readonly missed: number } | undefined {
  const from = Math.max(seenUpTo, now - LOOK_BACK_DAYS * DAY_MS);
  let latest: number | undefined;
  let count = 0;
  for (let day = dayAt(from, zone) - DAY_MS; day <= dayAt(now, zone) + DAY_MS; day += DAY_MS) {
    const slot = slotOn(rule, zone, day);
    if (slot === undefined || slot <= from || slot > now) continue;
    count += 1;
    latest = Math.max(latest ?? slot, slot);
  }
  return latest === undefined ? undefined : { slot: latest, missed: count - 1 };
}

/** The midnight of a moment's day on the wall, as if it stood in UTC. */
function dayAt(moment: number, zone: string): number {
  return asUtc({ ...wallTime(moment, zone), hour: 0, minute: 0, second: 0 });
}

/** The slot on a day, which is given as its midnight in UTC. */
function slotOn(rule: ScheduleRule, zone: string, day: number): number | undefined {
  const date = new Date(day);
  if (!isOn(rule, date)) return undefined;
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const [hour, minute] = [Math.floor(rule.minute / 60), rule.minute % 60];
  return momentOf({ year, month, day: dayOfMonth, hour, minute, second: 0 }, zone);
}

function isOn(rule: ScheduleRule, date: Date): boolean {
  const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
  switch (rule.every) {
    case 'day':
      return true;
    case 'weekdays':
      return weekday <= 5;
    case 'week':
      return weekday === rule.weekday;
    case 'month': {
      const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
      return date.getUTCDate() === Math.min(rule.day, last);
    }
  }
}
