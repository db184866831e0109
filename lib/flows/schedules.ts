import { Failure, factsOf, isTransient } from '../base/failure.ts';
import { asOutboxId } from '../base/ids.ts';
import type { AnswerId, JobId, OutboxId } from '../base/ids.ts';
import { whileAsked } from '../base/while-asked.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import { hasEnded } from '../jobs/advance.ts';
import type { JobInput } from '../jobs/job.ts';
import { dueSlot, nextSlot, slotId } from '../jobs/schedule.ts';
import type { Schedule, ScheduledPlace, ScheduleSlot } from '../jobs/schedule.ts';
import type { Begun, ScheduleStore } from '../jobs/schedule-store.ts';
import type { JobStore } from '../jobs/stores.ts';
import type { ReportStore } from '../jobs/report-store.ts';
import type { ReportRun } from '../report/saved-report.ts';
import type { FillRun } from '../autofill/fill-run.ts';
import type { Settings } from '../settings/settings.ts';
import { waitMs } from '../settings/wait-ms.ts';
import type { Autofill } from './autofill.ts';
import type { JobRunner } from './run-jobs.ts';

export interface SchedulePorts {
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'id'>;
  readonly log: Log;
  readonly jobs: Pick<JobStore, 'get'>;
  readonly schedules: ScheduleStore<ReportRun, FillRun>;
  readonly reports: Pick<ReportStore, 'report'>;
  readonly runner: Pick<JobRunner, 'start'>;
  /** What is kept filled. */
  readonly autofill: Pick<Autofill, 'startKept' | 'endKept'>;
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
  runNow(id: string): Promise<void>;
  /** A job has been let go by the runner, or a run of Autofill has come to a rest. */
  rested(id?: JobId): void;
}

/** A result that could not be proposed is proposed again after so long. */
const AGAIN_MS = 5 * 60_000;

type Claim = (of: Partial<ScheduleSlot>, begun: Begun<ReportRun, FillRun>) => Promise<void>;

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
  const run = async (schedule: Schedule, slot: number, missed: number, seenUpTo: number): Promise<void> => {
    const row = { id: slotId(schedule.id, slot), schedule: schedule.id, slot, missed, startedAt: clock.now() };
    const claim = async (of: Partial<ScheduleSlot>, begun: Begun<ReportRun, FillRun>): Promise<void> => {
      if (!(await schedules.claim({ ...row, ...of }, seenUpTo, begun))) throw new Claimed();
    };
    try {
      const isThere = await (schedule.work.of === 'fill'
        ? fill(schedule.work.fill, schedule, seenUpTo, claim)
        : ask(schedule, row, claim));
      // What it was for is gone: the person sees so in the list, and it is not tried again and again.
      if (!isThere) await schedules.put({ ...schedule, on: false, seenUpTo });
    } catch (error) {
      if (!(error instanceof Claimed)) throw error;
    }
  };

  /** Begins a run of what is kept filled; not beside an earlier one that has not been proposed yet. */
  const fill = async (kept: string, schedule: Schedule, seenUpTo: number, claim: Claim): Promise<boolean> => {
    const open = await schedules.unsettled();
    if (open.some((slot) => slot.schedule === schedule.id)) {
      await schedules.put({ ...schedule, seenUpTo });
      return true;
    }
    return ports.autofill.startKept(kept, (run) => claim({ fillRun: run.id }, { fill: run }));
  };

  const ask = async (
    schedule: Schedule,
    { slot, startedAt }: Pick<ScheduleSlot, 'slot' | 'startedAt'>,
    claim: Claim,
  ): Promise<boolean> => {
    const work = await workOf(schedule, slot);
    if (work === undefined) return false;
    // Nobody waits for it: the digest tells of it when it has run.
    const waited = { since: slot, expiresAt: startedAt + waitMs(await ports.settings()), ranAt: startedAt };
    await ports.runner.start(work.input, async (job) => {
      ours.add(job.id);
      const run = work.run === undefined ? {} : { run: { ...work.run, jobId: job.id } };
      await claim({ jobId: job.id }, { job: { ...job, waited }, ...run });
    });
    return true;
  };

  const workOf = async (
    { work }: Schedule,
    slot: number,
  ): Promise<{ readonly input: JobInput; readonly run?: Omit<ReportRun, 'jobId'> } | undefined> => {
    const { length } = await ports.settings();
    if (work.of === 'fill') return undefined;
    if (work.of === 'brief') return { input: { action: 'brief', target: work.target, length } };
    if (work.of === 'gaps') {
      const particulars = { of: 'gaps', scope: work.scope, askedAt: ports.clock.now() } as const;
      return { input: { action: 'gaps', question: `Gaps in ${work.title}`, length, model: 'none', particulars } };
    }
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
      try {
        if (!(await settle(slot))) continue;
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

  /** Proposes what a slot came to. False while it is under way. */
  const settle = async ({ id, schedule: of, jobId, fillRun }: ScheduleSlot): Promise<boolean> => {
    if (fillRun !== undefined) return ports.autofill.endKept(fillRun);
    const [job, schedule] = await Promise.all([jobId && ports.jobs.get(jobId), schedules.get(of)]);
    if (job && !hasEnded(job)) {
      ours.add(job.id);
      return false;
    }
    if (job?.state === 'done' && job.answerId !== undefined && schedule?.publish !== undefined) {
      await ports.publish(job.answerId, schedule.publish, asOutboxId(`slot-${id}`));
    }
    return true;
  };

  return {
    look,
    async runNow(id) {
      const schedule = await schedules.get(id);
      if (schedule !== undefined) await run(schedule, clock.now(), 0, schedule.seenUpTo);
    },
    rested(id) {
      if (id !== undefined && !ours.delete(id)) return;
      look().catch((error: unknown) => ports.log.warn('schedules could not be read', { code: factsOf(error).code }));
    },
  };
}
