import type { ActivityHead, ActivityStore } from '../activity/activity-store.ts';
import { chainOn } from '../activity/chain.ts';
import type { Sha256 } from '../activity/chain.ts';
import { closeEntry } from '../activity/close-entry.ts';
import { asDecided } from '../activity/decided.ts';
import type { ActivityEntry, ActivityKind, ActivityNews, RecordActivity } from '../activity/entry.ts';
import { factsOf } from '../base/failure.ts';
import type { FailureCode } from '../base/failure.ts';
import type { ActivityState } from '../messages/activity-desk.ts';
import type { Clock, Log } from '../base/ports.ts';

export interface ActivityPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: ActivityStore;
  readonly sha256: Sha256;
  /** What went to each host since it was asked last. */
  traffic(): readonly ActivityNews[];
  /** How many days entries are kept. */
  keptDays(): Promise<number>;
}

/** The one writer of the log. */
export interface ActivityKeeper {
  readonly record: RecordActivity;
  /** Something went over the network: it is told within a second. */
  stir(): void;
  state(): ActivityState;
  /** Cuts off what is older than it is to be kept, and says so in the log. */
  cut(): Promise<void>;
  /** Resolves once all that was told is stored, or cannot be. */
  settled(): Promise<void>;
}

/** Acts are stored together: a worker that is killed loses so much at most. */
const REST_MS = 1_000;
/** What was decided and written is stored at once. */
const AT_ONCE: ReadonlySet<ActivityKind> = new Set<ActivityKind>(['approval', 'write', 'undo', 'policy']);
/** Where nothing can be stored, it is tried again after this. */
const AGAIN_MS = 15_000;
/** Entries of one transaction. */
const BATCH = 250;
/** So many are held while nothing can be stored; the oldest give way. */
const MOST_WAITING = 5_000;
/** Whatever a person chose: more would make the log slow to look through. */
const MOST_KEPT = 200_000;
const DAY_MS = 24 * 60 * 60_000;
const DAYS_NAMED = 400;

/** Keeps the log: what is told is chained and stored in the background, and stops no work when it cannot be. */
export function createActivityKeeper(ports: ActivityPorts): ActivityKeeper {
  const { clock, log, store, sha256 } = ports;
  let waiting: ActivityEntry[] = [];
  let lost = 0;
  let trouble: FailureCode | undefined;
  let resting = false;
  let turn: Promise<unknown> = Promise.resolve();
  let cutDay: string | undefined;

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const take = (news: ActivityNews): void => {
    const entry = closeEntry(asDecided(news), clock.now());
    if (entry !== undefined) waiting.push(entry);
    else log.warn('an act that the log does not know', { kind: news.kind });
    trim();
  };
  const trim = (): void => {
    const over = waiting.length - MOST_WAITING;
    if (over <= 0) return;
    waiting = waiting.slice(over);
    lost += over;
  };

  /** Puts entries behind whatever the chain ends with by then. */
  const append = async (entries: readonly ActivityEntry[], cut?: number): Promise<void> => {
    for (;;) {
      const head = await store.head();
      const rows = await chainOn(head, entries, sha256);
      const change = { rows, head: behind(head, rows.at(-1) ?? head, clock.now()) };
      if (cut === undefined) {
        if (await store.change(head, change)) return;
        continue;
      }
      const from = await store.linkOf(cut);
      if (from === undefined) return;
      if (await store.change(head, { ...change, head: { ...change.head, from }, cut })) return;
    }
  };

  const write = async (): Promise<void> => {
    for (const news of ports.traffic()) take(news);
    while (waiting.length > 0 || lost > 0) {
      const gap = gapOf(lost, trouble, clock.now());
      const batch = waiting.splice(0, BATCH);
      const telling = lost;
      try {
        await append([...gap, ...batch]);
        lost -= telling;
        trouble = undefined;
      } catch (error) {
        waiting.unshift(...batch);
        trim();
        trouble = factsOf(error).code;
        log.warn('the activity log is not kept', { code: trouble, waiting: waiting.length });
        writeSoon();
        return;
      }
    }
    if (cutDay !== dayOf(clock.now())) await cutOld();
  };

  const cutOld = async (): Promise<void> => {
    cutDay = dayOf(clock.now());
    try {
      const { n, from } = await store.head();
      const days = await ports.keptDays();
      const old = await store.lastBefore(clock.now() - days * DAY_MS);
      const cut = Math.max(old?.n ?? 0, n - MOST_KEPT);
      const last = cut > from.n ? await store.linkOf(cut) : undefined;
      if (last === undefined) return;
      const said = { kind: 'log', what: 'cut', outcome: 'done', upTo: last.n, upToHash: last.hash } as const;
      await append([{ ...said, count: last.n - from.n, at: clock.now() }], cut);
    } catch (error) {
      log.warn('the activity log is not cut', { code: factsOf(error).code });
    }
  };

  const writeSoon = (): void => {
    if (resting) return;
    resting = true;
    void clock.sleep(trouble === undefined ? REST_MS : AGAIN_MS).then(() => {
      resting = false;
      return inTurn(write);
    });
  };

  return {
    record(news) {
      take(news);
      if (trouble === undefined && AT_ONCE.has(news.kind)) void inTurn(write);
      else writeSoon();
    },
    stir: writeSoon,
    state: () => ({ waiting: waiting.length, lost, ...(trouble === undefined ? {} : { code: trouble }) }),
    cut: () => inTurn(cutOld),
    settled: () => inTurn(write),
  };
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The head behind new entries: the day's end moves with them. */
function behind(head: ActivityHead, { n, hash }: { readonly n: number; readonly hash: string }, now: number) {
  const day = dayOf(now);
  const days = [...head.days.filter((end) => end.day !== day), { day, n, hash }].slice(-DAYS_NAMED);
  return { n, hash, from: head.from, days };
}

/** Says in the log what it does not hold. */
function gapOf(lost: number, code: FailureCode | undefined, at: number): readonly ActivityEntry[] {
  if (lost === 0) return [];
  return [{ at, kind: 'log', what: 'gap', outcome: 'failed', count: lost, ...(code === undefined ? {} : { code }) }];
}
