import { Failure } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Chance, Clock } from '../base/ports.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';
import { afterCall, askable, askableFrom, beginProbe, endProbe } from '../resilience/breaker.ts';
import type { Breaker, BreakerKey } from '../resilience/breaker.ts';
import { eachCall, eachWrite } from './each-call.ts';
import { allOf } from './route-breakers.ts';

/** What is done around a call, whatever it asks for. */
type Around = <Value>(ask: () => Promise<Value>, signal: AbortSignal) => Promise<Value>;

interface Ports {
  readonly breakers: BreakerStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly chance: Pick<Chance, 'unit'>;
}

export interface Guard {
  reader(reader: NotionReader): NotionReader;
  writer(writer: NotionWriter): NotionWriter;
}

/** Coming back sooner than this is no waiting. */
const SHORTEST_MS = 1_000;

/**
 * Keeps the breakers of a Notion connection and of its workspace. While one is open a call fails at once, as the last one
 * did, and no request is made; its single probe is a real call, and calls that come meanwhile wait for what it shows.
 * All readers and the writer of a connection are guarded by the same.
 * @param workspace as it is called: connections to one workspace share its limits
 */
export function guardCalls(ports: Ports, connection: string, workspace: string): Guard {
  const { breakers, clock, chance } = ports;
  const own: BreakerKey = `notion:${connection}`;
  const shared: BreakerKey = `workspace:${workspace}`;
  const keys = [own, shared] as const;
  let probe: Promise<void> | undefined;

  const change = async (key: BreakerKey, turn: (before: Breaker | undefined) => Breaker | undefined): Promise<void> => {
    try {
      await breakers.change(key, turn);
    } catch {
      // Breakers are a help: a store that does not take them stops no reading.
    }
  };

  async function learn(startedAt: number, failure?: FailureFacts): Promise<void> {
    const outcome = { startedAt, at: clock.now(), unit: chance.unit(), ...(failure === undefined ? {} : { failure }) };
    await change(own, (before) => afterCall(before, outcome, own));
    if (failure === undefined || failure.code === 'notion-workspace-limited')
      await change(shared, (before) => afterCall(before, outcome, shared));
  }

  const asks: Around = async (ask, signal) => {
    const startedAt = clock.now();
    try {
      const value = await ask();
      await learn(startedAt);
      return value;
    } catch (error) {
      if (error instanceof Failure && !signal.aborted) await learn(startedAt, error.facts);
      throw error;
    }
  };

  const asksAsProbe: Around = async (ask, signal) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    probe = promise;
    const now = clock.now();
    for (const key of keys)
      await change(key, (before) =>
        before !== undefined && askable(before, now) === 'probe' ? beginProbe(before, now) : before,
      );
    try {
      return await asks(ask, signal);
    } finally {
      for (const key of keys) await change(key, (before) => (before === undefined ? undefined : endProbe(before)));
      probe = undefined;
      resolve();
    }
  };

  const around: Around = async (ask, signal) => {
    for (;;) {
      const all = await allOf(breakers);
      const running = probe;
      if (running !== undefined) {
        await orAborted(running, signal);
        continue;
      }
      const now = clock.now();
      const both = keys.map((key) => all.get(key));
      const states = both.map((breaker) => askable(breaker, now));
      if (states.every((state) => state === 'yes')) return asks(ask, signal);
      const shut = both.find((breaker) => askable(breaker, now) === 'no');
      if (shut !== undefined) throw asLast(shut, now);
      return asksAsProbe(ask, signal);
    }
  };

  return {
    reader: (reader) => ({
      ...eachCall(reader, around),
      // Asked by a person who wants to know whether the connection works.
      whoAmI: (signal) => asks(() => reader.whoAmI(signal), signal),
    }),
    writer: (writer) => eachWrite(writer, around),
  };
}

function asLast(breaker: Breaker, now: number): Failure {
  const cause = breaker.cause ?? { code: 'notion-unavailable' as const };
  return new Failure({ ...cause, retryAfterMs: Math.max(SHORTEST_MS, askableFrom(breaker, now) - now), unsent: true });
}

/** Waits for a promise that never rejects, or for the end of who waits. */
async function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<void>();
  const end = (): void => aborted.resolve();
  signal.addEventListener('abort', end, { once: true });
  await Promise.race([promise, aborted.promise]);
  signal.removeEventListener('abort', end);
  signal.throwIfAborted();
}
