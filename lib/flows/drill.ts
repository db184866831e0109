import { Failure, factsOf } from '../base/failure.ts';
import type { Clock, Log } from '../base/ports.ts';
import { DRILL_ACTS } from '../messages/drill-desk.ts';
import type { Drill, DrillAct, DrillReport, DrillRow, DrillStore } from '../messages/drill-desk.ts';
import { drillRules } from '../resilience/drill.ts';
import type { DrillGround, DrillRule, ScenarioId } from '../resilience/drill.ts';
import type { PageTarget } from '../jobs/job.ts';

/** Long enough to try everything and to look around by hand; short enough that nobody forgets it. */
const LASTS_MS = 10 * 60_000;

export interface DrillPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: DrillStore;
  /** Which model is asked first, and who serves it. */
  ground(): Promise<DrillGround>;
  /** The page that things are tried on: the one a person would most likely need. */
  page(): Promise<PageTarget | undefined>;
  /** Tries one thing. Never fails but by the signal. */
  tryOut(act: DrillAct, page: PageTarget | undefined, signal: AbortSignal): Promise<DrillRow>;
  /** Has `recover` called at that time, whatever happens to the worker; `undefined` when it needs not be. */
  wakeAt(time: number | undefined): void;
  /** Service is what it was: whatever waited may run. */
  ended(): Promise<void>;
}

export interface DrillKeeper {
  /** What requests are answered by, none without a drill. Read from the disk once a life of the worker. */
  rules(): Promise<readonly DrillRule[]>;
  /** Which drill is on, by its beginning. */
  current(): Promise<number | undefined>;
  /** As far as this life of the worker has read it: a drill is on that plays a device without a network. */
  isOffline(): boolean;
  /** Whether something that began then began within a drill, also one that is over. */
  wasOn(at: number): boolean;
  /** Begins a drill in place of any other, and goes on to try everything. Resolves as soon as it is on. */
  start(scenario: ScenarioId): Promise<void>;
  stopTrying(): Promise<void>;
  end(): Promise<void>;
  /** Goes on with what an earlier life left, or ends what has lasted its time. Called at every start and by the alarm. */
  recover(): Promise<void>;
  /** Resolves when nothing is being tried. */
  settled(): Promise<void>;
}

/** @param stayAwake holds the worker awake until its return value is called */
export function createDrillKeeper(ports: DrillPorts, stayAwake: () => () => void): DrillKeeper {
  const { clock, log, store } = ports;
  let known: Promise<void> | undefined;
  let drill: Drill | undefined;
  let over: { readonly from: number; readonly to: number } | undefined;
  let turn: Promise<void> = Promise.resolve();
  let trying: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;

  const read = (): Promise<void> => {
    known ??= store.read().then(
      (found) => void (drill ??= found),
      // A store that did not open is read again. Without it no drill can have begun.
      (error: unknown) => {
        known = undefined;
        log.warn('drill not read', { code: factsOf(error).code });
      },
    );
    return known;
  };

  const active = (): Drill | undefined => (drill !== undefined && clock.now() < drill.endsAt ? drill : undefined);

  /** Changes the drill that `before` was; one that has ended meanwhile stays ended. */
  const change = async (before: Drill, after: Partial<Drill>): Promise<void> => {
    if (drill?.startedAt !== before.startedAt) return;
    const { trying: _until, ...rest } = drill;
    drill = { ...rest, ...after };
    await store.keep(drill);
  };

  const tryAll = async (begun: Drill, signal: AbortSignal): Promise<void> => {
    const page = await ports.page();
    const tried = new Set(begun.rows.map(({ act }) => act));
    for (const act of DRILL_ACTS.filter((each) => !tried.has(each))) {
      if (signal.aborted || active()?.startedAt !== begun.startedAt) return;
      await change(begun, { trying: act, ...(page === undefined ? {} : { page: page.title }) });
      if (signal.aborted) return;
      const row = await ports.tryOut(act, page, signal);
      if (!signal.aborted) await change(begun, { rows: [...(drill?.rows ?? []), row] });
    }
    if (signal.aborted) return;
    await change(begun, { tried: 'all' });
    if (drill?.startedAt === begun.startedAt) await store.report(reportOf(drill));
  };

  const begin = (begun: Drill): void => {
    if (trying !== undefined || begun.tried !== undefined) return;
    const controller = new AbortController();
    const release = stayAwake();
    const done = tryAll(begun, controller.signal)
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        log.warn('drill broke', {
          code: factsOf(error).code,
          bug: error instanceof Failure ? undefined : String(error),
        });
      })
      .finally(() => {
        release();
        if (trying?.controller === controller) trying = undefined;
      });
    trying = { controller, done };
  };

  const halt = async (): Promise<void> => {
    const under = trying;
    under?.controller.abort(new Error('Stopped by the person'));
    await under?.done;
  };

  /** What a person presses twice happens one after the other. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const endNow = async (): Promise<void> => {
    await read();
    const ending = drill;
    if (ending === undefined) return;
    drill = undefined;
    over = { from: ending.startedAt, to: clock.now() };
    await store.forget();
    ports.wakeAt(undefined);
    await halt();
    if (ending.rows.length > 0) await store.report(reportOf(ending));
    await ports.ended();
  };

  return {
    async rules() {
      await read();
      const on = active();
      return on === undefined ? [] : drillRules(on.scenario, on.ground);
    },
    async current() {
      await read();
      return active()?.startedAt;
    },
    isOffline: () => active()?.scenario === 'offline',
    wasOn: (at) =>
      (drill !== undefined && at >= drill.startedAt && at < drill.endsAt) ||
      (over !== undefined && at >= over.from && at < over.to),
    start: (scenario) =>
      inTurn(async () => {
        await endNow();
        const now = clock.now();
        const begun = { scenario, startedAt: now, endsAt: now + LASTS_MS, ground: await ports.ground(), rows: [] };
        await store.keep(begun);
        drill = begun;
        ports.wakeAt(begun.endsAt);
        begin(begun);
      }),
    stopTrying: () =>
      inTurn(async () => {
        await halt();
        if (drill === undefined || drill.tried !== undefined) return;
        await change(drill, { tried: 'stopped' });
        await store.report(reportOf(drill));
      }),
    end: () => inTurn(endNow),
    recover: () =>
      inTurn(async () => {
        await read();
        if (drill === undefined) return;
        if (active() === undefined) return endNow();
        ports.wakeAt(drill.endsAt);
        begin(drill);
      }),
    settled: async () => trying?.done,
  };
}

const reportOf = ({ scenario, startedAt, page, rows, ground, tried }: Drill): DrillReport => ({
  scenario,
  startedAt,
  model: ground.model,
  rows,
  ...(page === undefined ? {} : { page }),
  ...(tried === 'all' ? {} : { stopped: true }),
});
