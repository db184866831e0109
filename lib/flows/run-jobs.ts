import { Failure, factsOf } from '../base/failure.ts';
import { asJobId } from '../base/ids.ts';
import type { JobId } from '../base/ids.ts';
import { advance, hasEnded, mayTake } from '../jobs/advance.ts';
import type { JobEvent } from '../jobs/advance.ts';
import { endsInCalls } from '../jobs/ends-in-calls.ts';
import { holdBehind } from '../jobs/hold-behind.ts';
import type { Job, JobInput } from '../jobs/job.ts';
import { waitMs } from '../settings/wait-ms.ts';
import { changedSections } from '../text/changed-sections.ts';
import { answerJob } from './answer-job.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { turnBefore } from './turn-before.ts';

/** Puts a new job on the disk. */
export type KeepJob = (job: Job) => Promise<void>;

/** Why a running job was aborted: what happens to it next is already decided in its row. */
class Halted extends Error {}

export interface JobRunner {
  /**
   * Stores the job, then begins it. Resolves as soon as it is stored.
   * @param store puts it away, for example together with what it belongs to; it is begun only once that is done
   * @param behind an earlier turn of its conversation that has not ended: it is begun once that has
   */
  start(input: JobInput, store?: KeepJob, behind?: Job): Promise<JobId>;
  stop(id: JobId): Promise<void>;
  pause(id: JobId): Promise<void>;
  resume(id: JobId): Promise<void>;
  /** The same question again as a new job, on another model where one is named, and as urgent where the person says so. What waits is run now instead: nothing is answered twice. */
  retry(id: JobId, model?: string, urgent?: boolean): Promise<JobId>;
  /** Runs what waits, for the queue; false where it waits no more. */
  wake(id: JobId): Promise<boolean>;
  /** A new job that goes on from what the answer of this one has. */
  proceed(id: JobId, model?: string, store?: KeepJob): Promise<JobId>;
  /** Takes up what an earlier life of the worker left, and turns whose time has come. Called at every start. */
  recover(): Promise<void>;
  /** Resolves when this life writes nothing more for the job: it ended, rests, or was never under way. */
  settled(id: JobId): Promise<void>;
}

/** What is asked for, changed by a wish: a model that is named alone is asked of who serves it. */
function wishedOf(input: JobInput, wish: Partial<JobInput>): JobInput {
  const { provider, ...rest } = input;
  const isKept = provider !== undefined && (wish.model === undefined || wish.model === input.model);
  return { ...rest, ...(isKept ? { provider } : {}), ...wish };
}

/**
 * @param owner id of this life of the worker: a job held by any other life is free
 * @param stayAwake holds the worker awake until its return value is called
 * @param rested told of each job that this life has let go: it ended, waits, or stands behind another
 */
export function createJobRunner(
  ports: AnswerPorts,
  owner: string,
  stayAwake: () => () => void,
  rested: (id: JobId) => void = () => {},
): JobRunner {
  const running = new Map<JobId, { readonly controller: AbortController; readonly done: Promise<void> }>();

  const note = async (id: JobId, ...events: readonly JobEvent[]): Promise<Job | undefined> =>
    ports.jobs.change(id, (job) => {
      const after = events.reduce((before, event) => advance(before, event, ports.clock.now()), job);
      return after === job ? undefined : after;
    });

  const lease = { owner };

  /** Takes up a job that rests in its row. */
  const work = async (id: JobId): Promise<void> =>
    hold(id, () =>
      ports.jobs.change(id, (stored) =>
        mayTake(stored, owner) ? advance(stored, { type: 'take', lease }, ports.clock.now()) : undefined,
      ),
    );

  /** One piece of work a job. Never rejects: what goes wrong is in the job's row, or nothing can be stored at all. */
  const hold = (id: JobId, take: () => Promise<Job | undefined>): Promise<void> => {
    const known = running.get(id);
    if (known !== undefined) return known.done;
    const controller = new AbortController();
    const done = carryOut(id, take, controller).finally(() => {
      running.delete(id);
      rested(id);
    });
    running.set(id, { controller, done });
    return done;
  };

  const carryOut = async (
    id: JobId,
    take: () => Promise<Job | undefined>,
    controller: AbortController,
  ): Promise<void> => {
    const release = stayAwake();
    try {
      const job = await take();
      if (job?.state !== 'running' || job.lease?.owner !== owner) return;
      if (await keepPartial(job)) return;
      await answerJob(ports, job, controller.signal, async (event) => {
        const after = await note(id, await withPage(job, event));
        if (after !== undefined && hasEnded(after) && after.state === 'cancelled') controller.abort(new Halted());
      });
    } catch (error) {
      if (!(error instanceof Halted)) {
        ports.log.warn('job could not be kept', {
          code: factsOf(error).code,
          bug: error instanceof Failure ? undefined : String(error),
        });
        await note(id, { type: 'fail', failure: factsOf(error) }).catch(() => undefined);
      }
    } finally {
      release();
    }
  };

  /** Keeps what the page was when a job began to wait, and tells what has changed on it once the job is answered. */
  const withPage = async (job: Job, event: JobEvent): Promise<JobEvent> => {
    if (job.input.target === undefined || job.input.scope !== undefined) return event;
    if (event.type === 'wait' && job.saw === undefined && event.modelFreeId !== undefined) {
      const seen = await ports.answers.get(event.modelFreeId);
      return seen === undefined ? event : { ...event, saw: seen.sections };
    }
    if (event.type !== 'finish' || job.saw === undefined) return event;
    const written = await ports.answers.get(event.answerId);
    const changed = written === undefined ? undefined : changedSections(job.saw, written.sections);
    return changed === undefined || changed.changed === 0 ? event : { ...event, changed };
  };

  /**
   * A stream cannot be taken up where it was cut: its text stays, and the person chooses whether to go on. Behind calls
   * of tools it can: what they brought is kept.
   */
  const keepPartial = async (job: Job): Promise<boolean> => {
    if (job.answerId === undefined || job.answerId === job.input.continues || job.attempts < 2) return false;
    const answer = await ports.answers.get(job.answerId);
    if (answer === undefined || answer.text.trim() === '') return false;
    if (answer.state !== 'done' && endsInCalls(answer)) return false;
    if (answer.state === 'done') {
      await note(job.id, { type: 'finish', answerId: answer.id });
      return true;
    }
    await ports.answers.put({ ...answer, state: 'interrupted' });
    await note(job.id, { type: 'fail', failure: { code: 'worker-restarted' } });
    return true;
  };

  /** An answer that was whole before its job could say so is not asked for again. */
  const finishWhole = async ({ id, answerId }: Job): Promise<boolean> => {
    const answer = answerId === undefined ? undefined : await ports.answers.get(answerId);
    if (answer?.jobId !== id || answer.state !== 'done') return false;
    await note(id, { type: 'finish', answerId: answer.id });
    return true;
  };

  /** Words that stood when a person paused stay, and the answer goes on from them. */
  const shownOf = async (job: Job): Promise<Partial<JobInput>> => {
    const answer = job.answerId === undefined ? undefined : await ports.answers.get(job.answerId);
    return answer === undefined || answer.state === 'done' || answer.text.trim() === '' ? {} : { continues: answer.id };
  };

  const halt = async (id: JobId, event: JobEvent): Promise<void> => {
    await note(id, event);
    const under = running.get(id);
    if (under === undefined) rested(id);
    else under.controller.abort(new Halted());
  };

  /** Whether the turn that a job follows has ended. */
  const hasItsTurn = async (job: Job): Promise<boolean> => (await turnBefore(ports.jobs, job)) === undefined;

  /** Takes a job out of the queue and begins it in one write. False where it waits no more. */
  const release = async (id: JobId, by?: 'person', change: Partial<JobInput> = {}): Promise<boolean> => {
    const stored = await ports.jobs.get(id);
    if (stored?.state !== 'waiting') return false;
    const its = await hasItsTurn(stored);
    // What sent it into the queue is still being put away: only then is the job free to be taken up.
    await running.get(id)?.done;
    let waited = false;
    const after = await ports.jobs.change(id, (job) => {
      if (job.state !== 'waiting') return undefined;
      waited = true;
      // Who presses does not want to be told what was known before.
      const asked = by === 'person' ? { ...job.input, fresh: true } : job.input;
      const wished = { ...job, input: wishedOf(asked, change) };
      if (!its) return wished;
      const now = ports.clock.now();
      return advance(advance(wished, { type: 'wake', ...(by && { by }) }, now), { type: 'take', lease }, now);
    });
    if (waited && its && after !== undefined) void hold(id, async () => after);
    return waited;
  };

  const start: JobRunner['start'] = async (input, store = (job) => ports.jobs.add(job), behind) => {
    const now = ports.clock.now();
    const id = asJobId(ports.chance.id());
    // What is gone on from stands from the first moment, and stays should nothing be added to it.
    const from = input.continues === undefined ? {} : { answerId: input.continues };
    const blank = { id, input, state: 'queued', attempts: 0, trail: [], createdAt: now, updatedAt: now } as const;
    if (behind !== undefined) {
      await store(holdBehind({ ...blank, ...from }, behind, now, waitMs(await ports.settings())));
      rested(id);
      return id;
    }
    // Taken as it is stored: one write lies between a person's press and the work.
    const job = advance({ ...blank, ...from }, { type: 'take', lease }, now);
    const stored = store(job);
    void hold(id, async () => {
      await stored;
      return job;
    });
    await stored;
    return id;
  };

  const again = async (id: JobId, change: Partial<JobInput>, store?: KeepJob): Promise<JobId> => {
    const job = await ports.jobs.get(id);
    if (job === undefined) throw new Failure('storage-broken');
    const { continues: _earlier, ...input } = job.input;
    // The button below what was held back says so.
    const anyway = job.failure?.code === 'held-back' ? { placeholders: true as const } : {};
    return start(wishedOf(input, { ...change, ...anyway }), store);
  };

  return {
    start,
    stop: (id) => halt(id, { type: 'stop' }),
    pause: (id) => halt(id, { type: 'pause' }),
    async resume(id) {
      if ((await ports.jobs.get(id))?.state !== 'paused') return;
      // What a pause cut off is still being put away: only then is the job free to be taken up.
      await running.get(id)?.done;
      const paused = await ports.jobs.get(id);
      if (paused !== undefined && (await finishWhole(paused))) return rested(id);
      const shown = paused === undefined ? {} : await shownOf(paused);
      const resumed = await ports.jobs.change(id, (job) => {
        const after = advance(job, { type: 'resume' }, ports.clock.now());
        return after === job ? undefined : { ...after, input: { ...after.input, ...shown } };
      });
      if (resumed !== undefined && (await hasItsTurn(resumed))) void work(id);
      else rested(id);
    },
    async retry(id, model, urgent) {
      const other = { ...(model === undefined ? {} : { model }), ...(urgent === true ? { urgent } : {}) };
      return (await release(id, 'person', other)) ? id : again(id, { fresh: true, ...other });
    },
    wake: (id) => release(id),
    async proceed(id, model, store) {
      if (await release(id, 'person', model === undefined ? {} : { model })) return id;
      const job = await ports.jobs.get(id);
      const from = job?.answerId === undefined ? { fresh: true } : { continues: job.answerId };
      return again(id, { ...from, ...(model === undefined ? {} : { model }) }, store);
    },
    settled: async (id) => running.get(id)?.done,
    async recover() {
      for (const job of await ports.jobs.unfinished()) if (await hasItsTurn(job)) void work(job.id);
    },
  };
}
