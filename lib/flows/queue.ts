import { factsOf, isTransient } from '../base/failure.ts';
import { whileAsked } from '../base/while-asked.ts';
import type { JobId } from '../base/ids.ts';
import type { ChatStore } from '../chat/chat-store.ts';
import { advance } from '../jobs/advance.ts';
import { holdBehind } from '../jobs/hold-behind.ts';
import type { Job } from '../jobs/job.ts';
import type { Route } from '../models/route.ts';
import { routeKey } from '../models/route.ts';
import { cameBack, drain, NOT_DRAINING } from '../resilience/drain.ts';
import type { RunningWork, WaitingWork } from '../resilience/drain.ts';
import type { Settings } from '../settings/settings.ts';
import { waitMs } from '../settings/wait-ms.ts';
import { askedRoute } from './asked-route.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { askAnew } from './queue-anew.ts';
import type { JobRunner } from './run-jobs.ts';
import { turnBefore } from './turn-before.ts';

export interface QueuePorts extends Pick<
  AnswerPorts,
  'clock' | 'chance' | 'log' | 'jobs' | 'answers' | 'breakers' | 'routes' | 'judge' | 'settings'
> {
  readonly runner: Pick<JobRunner, 'wake' | 'retry' | 'recover'>;
  readonly chats: Pick<ChatStore, 'reword'>;
  /** False during a drill too: what waits for real service is not spent on a rehearsal. */
  isOnline(): Promise<boolean>;
  /** Has `look` called at that time, also should this life of the worker end before; `undefined`: never mind. */
  wakeAt(time: number | undefined): void;
  /** Told once what was woken has come to rest, with how many were answered and how many failed. */
  ran(answered: number, failed: number): void;
}

/** What waits for service, and the corridor by which it is taken up again. Nothing is asked while nothing waits. */
export interface Queue {
  /** Takes up what may be taken up now. Called at every start, by its alarm, and when the device comes online. */
  look(): Promise<void>;
  /** A key was saved or unlocked, or a setting changed: what was found out before may not hold any more. */
  renewed(): Promise<void>;
  /** A job has been let go by the runner: it ended, waits, or stands behind another. */
  rested(id: JobId): void;
  /** Runs a waiting request now, or the turn that it is behind. */
  runNow(id: JobId): Promise<void>;
  /** Gives a waiting question other words; false where it waits no more. */
  edit(id: JobId, question: string): Promise<boolean>;
}

/** A wait as short as this is sat out; a longer one is left to the alarm. Both browsers let a background sleep after 30 s. */
const SHORT_MS = 25_000;

export function createQueue(ports: QueuePorts): Queue {
  const { jobs, clock, chance, runner } = ports;
  let state = NOT_DRAINING;
  let renewed = false;
  let soon = new AbortController();
  let came = { answered: 0, failed: 0 };

  const look = whileAsked(async () => {
    const fresh = renewed;
    renewed = false;
    const settings = await ports.settings();
    if (settings.rerun) await askAnew(ports, settings);
    const [waiting, unfinished, online] = await Promise.all([jobs.waiting(), jobs.unfinished(), ports.isOnline()]);
    if (unfinished.some(({ state: at, behind }) => at === 'queued' && behind !== undefined)) await runner.recover();
    const drained = drain({
      waiting: await worksOf(waiting, settings),
      running: unfinished.flatMap(runningOf),
      breakers: await ports.breakers.all(),
      state,
      online,
      renewed: fresh,
      now: clock.now(),
      unit: chance.unit(),
    });
    state = drained.state;
    for (const id of drained.expired) await expire(id);
    for (const id of drained.wake) if (!(await runner.wake(id))) settle(id, 'neither');
    comeAgain(drained.lookAt);
    tellRan();
  });

  /** One that waited in vain is kept whole; whoever stands behind it has its turn. */
  const expire = async (id: JobId): Promise<void> => {
    const after = await jobs.change(id, (job) =>
      job.state === 'waiting'
        ? advance(job, { type: 'fail', failure: { code: 'waited-too-long' } }, clock.now())
        : undefined,
    );
    if (after?.state !== 'failed') return;
    came = { ...came, failed: came.failed + 1 };
    // Whoever stood behind it is looked at next.
    void look();
  };

  const comeAgain = (time: number | undefined): void => {
    soon.abort();
    soon = new AbortController();
    ports.wakeAt(time);
    const ms = (time ?? Number.POSITIVE_INFINITY) - clock.now();
    if (ms <= SHORT_MS)
      clock
        .sleep(Math.max(0, ms), soon.signal)
        .then(look, () => undefined)
        .catch(giveUp);
  };

  const giveUp = (error: unknown): void => ports.log.warn('queue could not be read', { code: factsOf(error).code });

  const settle = (id: JobId, outcome: Parameters<typeof cameBack>[2]): void => {
    state = cameBack(state, id, outcome, clock.now(), chance.unit());
  };

  const tellRan = (): void => {
    const { answered, failed } = came;
    if (answered + failed === 0 || Object.keys(state.awake).length > 0) return;
    came = { answered: 0, failed: 0 };
    ports.ran(answered, failed);
  };

  const worksOf = async (waiting: readonly Job[], settings: Settings): Promise<readonly WaitingWork[]> => {
    const routes = new Map<string, Promise<readonly Route[]>>();
    const routesOf = async (job: Job): Promise<readonly Route[]> => {
      const route = askedRoute(job.input, settings);
      const known = routes.get(routeKey(route)) ?? ports.routes(route).catch(() => [route]);
      routes.set(routeKey(route), known);
      return openFor(await known, job);
    };
    /** As far as its row tells what it is about: whoever may not see that is no reason to wake it. */
    const openFor = async (able: readonly Route[], { input }: Job): Promise<readonly Route[]> => {
      const { target, pages = [], scope } = input;
      const about = [...(target === undefined ? [] : [target]), ...pages].map(({ pageId }) => pageId);
      const asked = scope?.kind === 'pages' ? scope.ids : [];
      const judged = await ports.judge(able, { pages: [...about, ...asked] }).catch(() => undefined);
      return judged === undefined || judged.open.length === 0 ? able : judged.open;
    };
    return Promise.all(waiting.map(async (job) => workOf(job, await routesOf(job), await heldBy(job))));
  };

  const heldBy = async (job: Job): Promise<JobId | undefined> => (await turnBefore(jobs, job))?.id;

  const takeIn = async (id: JobId): Promise<void> => {
    const job = await jobs.get(id);
    if (state.awake[id] !== undefined) {
      if (job?.state === 'done') came = { ...came, answered: came.answered + 1 };
      if (job?.state === 'failed') came = { ...came, failed: came.failed + 1 };
      settle(id, outcomeOf(job));
    }
    if (job?.state === 'waiting') await holdFollowers(job);
    await look();
  };

  /** Turns that are queued behind one that now waits, wait with it. */
  const holdFollowers = async (turn: Job): Promise<void> => {
    const followers = (await jobs.unfinished()).filter(
      ({ behind, state: at }) => behind === turn.id && at === 'queued',
    );
    const ms = waitMs(await ports.settings());
    for (const { id } of followers) {
      const held = await jobs.change(id, (job) =>
        job.state === 'queued' ? holdBehind(job, turn, clock.now(), ms) : undefined,
      );
      if (held?.state === 'waiting') await holdFollowers(held);
    }
  };

  return {
    look,
    async renewed() {
      renewed = true;
      await look();
    },
    rested: (id) => void takeIn(id).catch(giveUp),
    async runNow(id) {
      let job = await jobs.get(id);
      for (let before = job && (await heldBy(job)); before !== undefined; before = job && (await heldBy(job))) {
        job = await jobs.get(before);
      }
      if (job?.state === 'waiting') await runner.retry(job.id);
    },
    async edit(id, question) {
      const { messageId } = (await jobs.get(id))?.input ?? {};
      const reword = (job: Job): Job => advance(job, { type: 'edit', question }, clock.now());
      const after =
        messageId === undefined
          ? await jobs.change(id, reword)
          : await ports.chats.reword(messageId, question, id, reword);
      return after?.input.question === question;
    },
  };
}

function workOf(job: Job, routes: readonly Route[], behind: JobId | undefined): WaitingWork {
  const { id, createdAt: askedAt, input, waited } = job;
  const { cause, since, until, expiresAt } = job.wait ?? { cause: { code: 'bug' }, since: 0, expiresAt: 0 };
  return {
    id,
    askedAt,
    cause,
    since: Math.max(since, waited?.ranAt ?? 0),
    expiresAt,
    routes: input.model === 'none' ? [] : routes,
    ...(until === undefined ? {} : { until }),
    ...(input.conversationId === undefined ? {} : { conversation: input.conversationId }),
    ...(behind === undefined ? {} : { behind }),
  };
}

function runningOf({ id, createdAt: askedAt, input, state, waited }: Job): readonly RunningWork[] {
  if (state !== 'running') return [];
  const { conversationId: conversation } = input;
  const queued = waited !== undefined;
  return [{ id, askedAt, queued, ...(conversation === undefined ? {} : { conversation }) }];
}

/** What came of a woken job tells of the service: only a request that nobody answered speaks against it. */
function outcomeOf(job: Job | undefined): 'answered' | 'unanswered' | 'neither' {
  if (job?.state === 'done') return 'answered';
  const failure = job?.state === 'waiting' ? job.wait?.cause : job?.state === 'failed' ? job.failure : undefined;
  return job?.state === 'waiting' || (failure !== undefined && isTransient(failure.code)) ? 'unanswered' : 'neither';
}
