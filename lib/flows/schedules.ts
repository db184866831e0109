import { Failure, factsOf, isTransient } from '../base/failure.ts';
import { asOutboxId } from '../base/ids.ts';
import type { AnswerId, JobId, OutboxId } from '../base/ids.ts';
import { whileAsked } from '../base/while-asked.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import { hasEnded } from '../jobs/advance.ts';
import type { Job, JobInput } from '../jobs/job.ts';
import { dueSlot, nextSlot, slotId } from '../jobs/schedule.ts';
import type { Schedule, ScheduledPlace, ScheduleSlot } from '../jobs/schedule.ts';
import type { ScheduleStore } from '../jobs/schedule-store.ts';
import type { JobStore } from '../jobs/stores.ts';
import type { ReportStore } from '../jobs/report-store.ts';
import type { ReportRun } from '../report/saved-report.ts';
import type { Settings } from '../settings/settings.ts';
import { waitMs } from '../settings/wait-ms.ts';
import type { JobRunner } from './run-jobs.ts';

export interface SchedulePorts {
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'id'>;
  readonly log: Log;
  readonly jobs: Pick<JobStore, 'get'>;
  readonly schedules: ScheduleStore<ReportRun>;
  readonly reports: Pick<ReportStore, 'report'>;
  readonly runner: Pick<JobRunner, 'start'>;
  settings(): Promise<Settings>;
  /** Proposes to publish an answer; asked twice under one id it is one entry. */
  publish(answer: AnswerId, place: ScheduledPlace, id: OutboxId): Promise<void>;
  /** Has `look` called at that time, also should this life of the worker end before; `undefined`: never mind. */
  wakeAt(time: number | undefined): void;
}

/** What runs by itself. */
export interface Schedules {
  /** Runs what is due, and settles what was run. Called at every start, by its alarm, and after every change. */
  look(): Promise<void>;
  /** Runs a schedule once more, now. */
  runNow(id: string): Promise<JobId | undefined>;
  /** A job has been let go by the runner. */
  rested(id: JobId): void;
}

/** A result that could not be proposed is proposed again after so long. */
const AGAIN_MS = 5 * 60_000;

/** The slot was claimed by somebody else: what was to be run is not begun. */
class Claimed extends Error {}

export function createSchedules(ports: SchedulePorts): Schedules {
  const { clock, schedules } = ports;
  const ours = new Set<JobId>();

  const look = whileAsked(async () => {
    const again = await settleSlots();
    for (const schedule of await schedules.all()) if (schedule.on) await runDue(schedule);
    const now = clock.now();
    const next = (await schedules.all()).filter(({ on }) => on).map((one) => nextSlot(one, now));
    const times = [...next, ...(again ? [now + AGAIN_MS] : [])];
    ports.wakeAt(times.length === 0 ? undefined : Math.min(...times));
  });

  const runDue = async (schedule: Schedule): Promise<void> => {
    const now = clock.now();
    // A clock that was ahead and is right again: what it has seen of the future has not happened yet.
    if (schedule.seenUpTo > now) return schedules.put({ ...schedule, seenUpTo: now });
    const due = dueSlot(schedule, now);
    if (due === undefined) return undefined;
    if (await schedules.hasSlot(slotId(schedule.id, due.slot))) {
      return schedules.put({ ...schedule, seenUpTo: due.slot });
    }
    await run(schedule, due.slot, due.missed, due.slot);
    return undefined;
  };

  /** The slot is on the disk together with its job: a worker that dies here has either begun it or not at all. */
  const run = async (
    schedule: Schedule,
    slot: number,
    missed: number,
    seenUpTo: number,
  ): Promise<JobId | undefined> => {
    const now = clock.now();
    const work = await workOf(schedule, slot);
    if (work === undefined) {
      // What it was for is gone: the person sees so in the list, and it is not tried again and again.
      await schedules.put({ ...schedule, on: false, seenUpTo });
      return undefined;
    }
    const expiresAt = now + waitMs(await ports.settings());
    const claim = async (job: Job): Promise<void> => {
      const row: ScheduleSlot = {
        id: slotId(schedule.id, slot),
        schedule: schedule.id,
        slot,
        missed,
        jobId: job.id,
        startedAt: now,
      };
      // Nobody waits for it: the digest tells of it when it has run.
      const waited = { since: slot, expiresAt, ranAt: now };
      const withJob = work.run === undefined ? undefined : { ...work.run, jobId: job.id };
      ours.add(job.id);
      if (!(await schedules.claim(row, { ...job, waited }, seenUpTo, withJob))) {
        throw new Claimed();
      }
    };
    try {
      return await ports.runner.start(work.input, claim);
    } catch (error) {
      if (!(error instanceof Claimed)) throw error;
      return undefined;
    }
  };

  const workOf = async (
    { work }: Schedule,
    slot: number,
  ): Promise<{ readonly input: JobInput; readonly run?: Omit<ReportRun, 'jobId'> } | undefined> => {
    const { length } = await ports.settings();
    if (work.of === 'brief') return { input: { action: 'brief', target: work.target, length } };
    const saved = await ports.reports.report(work.report);
    if (saved === undefined) return undefined;
    const { definition } = saved;
    const id = ports.chance.id();
    return {
      input: {
        action: 'report',
        question: definition.title,
        length,
        particulars: { of: 'report', report: id, slot },
      },
      run: { id, report: saved.id, definition, startedAt: clock.now() },
    };
  };

  /** Publishes what has been answered since, where the schedule says so. True where that has to be tried again. */
  const settleSlots = async (): Promise<boolean> => {
    let again = false;
    for (const slot of await schedules.unsettled()) {
      const [job, schedule] = await Promise.all([ports.jobs.get(slot.jobId), schedules.get(slot.schedule)]);
      if (job !== undefined && !hasEnded(job)) {
        ours.add(job.id);
        continue;
      }
      try {
        if (job?.state === 'done' && job.answerId !== undefined && schedule?.publish !== undefined) {
          await ports.publish(job.answerId, schedule.publish, asOutboxId(`slot-${slot.id}`));
        }
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        ports.log.warn('scheduled result not proposed', { code: error.code });
        if (isTransient(error.code)) {
          again = true;
          continue;
        }
      }
      await schedules.settle(slot.id);
    }
    return again;
  };

  return {
    look,
    async runNow(id) {
      const schedule = await schedules.get(id);
      return schedule === undefined ? undefined : run(schedule, clock.now(), 0, schedule.seenUpTo);
    },
    rested(id) {
      if (!ours.delete(id)) return;
      look().catch((error: unknown) => ports.log.warn('schedules could not be read', { code: factsOf(error).code }));
    },
  };
}
