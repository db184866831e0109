import { factsOf } from '../base/failure.ts';
import { whileAsked } from '../base/while-asked.ts';
import type { ConnectionId, OutboxId } from '../base/ids.ts';
import type { OutboxEntry, OutboxState } from '../outbox/entry.ts';
import { HAPPENS_IN } from '../outbox/outbox-event.ts';
import { AUDIT_MS, GRACE_MS, carryEntry } from './outbox-carry.ts';
import type { Carrier } from './outbox-carrier.ts';
import { createHolds } from './outbox-holds.ts';
import type { OutboxPorts } from './outbox-ports.ts';

/** Who carries entries to Notion: one of a target at a time, in the order in which they were proposed. */
export interface OutboxRunner {
  /** The writer of a connection, through which nothing goes out while Notion asked for a pause. */
  readonly writerOf: OutboxPorts['writerOf'];
  /** Begins what may be begun now. */
  look(): Promise<void>;
  /** Does not wait any longer, but for what Notion asked for. */
  hurry(id: OutboxId): void;
  settled(id: OutboxId): Promise<void>;
}

interface Run {
  readonly connection: ConnectionId;
  readonly target: string;
  /** Whether others of its target wait for it; not while it only waits for its audit. */
  keeps: boolean;
  readonly done: Promise<void>;
}

interface Waits {
  readonly grace: Promise<void>;
  readonly calm: Promise<void>;
}

/** Notion takes three requests a second of each connection; more at once would only wait for each other. */
const MOST_AT_ONCE = 4;
/** A wait as short as this is sat out; a longer one is left to the alarm. */
const SHORT_MS = 25_000;

/** All of it stands: others of its target need not wait for what is looked at later. */
const STANDS: ReadonlySet<OutboxState> = new Set<OutboxState>(['written', 'audited']);

/** This life keeps its own times; the alarm is for the next one. */
export const NEXT_LIFE_MS = 30_000;

export function createOutboxRunner(ports: OutboxPorts, owner: string): OutboxRunner {
  const { store, clock, log } = ports;
  const holds = createHolds(clock);
  const running = new Map<OutboxId, Run>();
  const pauses = new Map<OutboxId, AbortController>();
  const waits = new Map<OutboxId, Waits>();
  /** Entries whose stored waits this life has taken over. */
  const seen = new Set<OutboxId>();
  let restored = false;

  const writerOf: OutboxPorts['writerOf'] = async (connection) =>
    holds.guard(connection, await ports.writerOf(connection));

  const look = whileAsked(async () => {
    const entries = await store.unfinished();
    if (!restored) restoreHolds(entries);
    restored = true;
    const open = entries.filter(({ state }) => HAPPENS_IN.take.includes(state));
    const kept = new Set([...running.values()].filter(({ keeps }) => keeps).map(({ target }) => target));
    for (const entry of open.toSorted(begunFirst)) {
      if (!running.has(entry.id) && takesTurn(entry, kept) && !rests(entry)) begin(entry);
    }
    ports.wakeAt(open.length === 0 ? undefined : Math.max(clock.now() + NEXT_LIFE_MS, Math.min(...open.map(dueAt))));
  });

  const takesTurn = (entry: OutboxEntry, kept: Set<string>): boolean => {
    if (STANDS.has(entry.state)) return true;
    const target = targetOf(entry);
    if (kept.has(target)) return false;
    kept.add(target);
    return (
      [...running.values()].filter(({ keeps, connection }) => keeps && connection === entry.connection).length <
      MOST_AT_ONCE
    );
  };

  /** Whether it waits. What an earlier life waited for is gone on waiting for; a clock set back makes it no longer. */
  const rests = (entry: OutboxEntry): boolean => {
    if (pauses.has(entry.id)) return true;
    const left = seen.has(entry.id) || entry.state === 'unsure' || entry.state === 'written' ? 0 : leftOf(entry);
    seen.add(entry.id);
    if (left > 0) pause(entry.id, left);
    return left > 0;
  };

  const leftOf = ({ notBefore, updatedAt }: OutboxEntry): number =>
    notBefore === undefined ? 0 : Math.max(0, Math.min(notBefore - clock.now(), notBefore - updatedAt));

  const restoreHolds = (entries: readonly OutboxEntry[]): void => {
    for (const entry of entries) {
      const left = entry.failure?.retryAfterMs === undefined ? 0 : leftOf(entry);
      if (left > 0) holds.hold(entry.connection, left);
    }
  };

  const begin = (entry: OutboxEntry): void => {
    const run: Run = {
      connection: entry.connection,
      target: targetOf(entry),
      keeps: !STANDS.has(entry.state),
      done: attend(entry, () => run),
    };
    running.set(entry.id, run);
  };

  const attend = async (entry: OutboxEntry, run: () => Run): Promise<void> => {
    const release = ports.stayAwake();
    // What began it puts it down as running first.
    await Promise.resolve();
    try {
      for (;;) {
        const rest = await carryEntry(carrierOf(run()), entry);
        if (rest === undefined) break;
        if (rest > SHORT_MS) {
          pause(entry.id, rest);
          break;
        }
        await clock.sleep(rest);
      }
    } finally {
      running.delete(entry.id);
      release();
      lookAgain();
    }
  };

  const beginWaits = (id: OutboxId): void => {
    waits.set(id, { grace: clock.sleep(GRACE_MS), calm: clock.sleep(AUDIT_MS) });
  };

  const carrierOf = (run: Run): Carrier => ({
    ports,
    owner,
    writerOf: ({ connection }) => writerOf(connection),
    heldFor: ({ connection }) => holds.left(connection),
    unclear: ({ id }) => beginWaits(id),
    leftUnclear({ id }) {
      if (!waits.has(id)) beginWaits(id);
    },
    grace: async ({ id }) => waits.get(id)?.grace,
    calm: async ({ id }) => waits.get(id)?.calm,
    written() {
      run.keeps = false;
      lookAgain();
    },
  });

  const pause = (id: OutboxId, ms: number): void => {
    const controller = new AbortController();
    pauses.set(id, controller);
    void wakeAfter(id, ms, controller.signal);
  };

  const wakeAfter = async (id: OutboxId, ms: number, signal: AbortSignal): Promise<void> => {
    try {
      await clock.sleep(ms, signal);
    } catch {
      return;
    }
    pauses.delete(id);
    lookAgain();
  };

  const lookAgain = (): void => {
    look().catch((error: unknown) => log.warn('outbox could not be read', { code: factsOf(error).code }));
  };

  return {
    writerOf,
    look,
    hurry(id) {
      seen.add(id);
      pauses.get(id)?.abort();
      pauses.delete(id);
    },
    async settled(id) {
      for (let run = running.get(id); run !== undefined; run = running.get(id)) {
        await run.done;
        await look();
      }
    },
  };
}

const dueAt = ({ notBefore }: OutboxEntry): number => notBefore ?? 0;

const targetOf = ({ connection, target }: OutboxEntry): string => `${connection} ${target}`;

/** What has begun goes on before anything else of its target begins. */
const begunFirst = (one: OutboxEntry, other: OutboxEntry): number => rank(one) - rank(other);
const rank = ({ sent, state }: OutboxEntry): number => (sent?.begunAt !== undefined && state !== 'undoing' ? 0 : 1);
