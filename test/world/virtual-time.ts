import type { Clock } from '../../lib/base/ports.ts';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Turns of the event loop without anything to do before everybody is taken to wait for time alone. */
const QUIET_TURNS = 3;

/**
 * Time that passes only while everybody sleeps: an hour of waiting takes as long as what is done in it. Sleepers wake
 * in the order of their times, those of one moment in the order in which they lay down.
 */
export class VirtualTime implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(start = Date.parse('2026-11-21T12:00:00Z')) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const leave = (): void => {
        this.#sleepers.splice(this.#sleepers.indexOf(sleeper), 1);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      const behind = this.#sleepers.findIndex(({ at }) => at > sleeper.at);
      this.#sleepers.splice(behind < 0 ? this.#sleepers.length : behind, 0, sleeper);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /**
   * Lets time pass until `work` has ended, and gives what came of it. Throws when nobody sleeps any more and `work`
   * still waits: it would wait for ever.
   */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    let ended = false;
    const end = (): void => void (ended = true);
    work.then(end, end);
    for (;;) {
      await this.#quiet();
      if (ended) return await work;
      if (!this.#wakeNext(Number.MAX_VALUE)) throw new Error('Everything waits, and nothing will wake it.');
    }
  }

  /** Moves on by `ms`, waking sleepers on the way, each with all that follows from it. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    do await this.#quiet();
    while (this.#wakeNext(until));
    this.#now = until;
  }

  #wakeNext(until: number): boolean {
    const next = this.#sleepers[0];
    if (next === undefined || next.at > until) return false;
    this.#sleepers.shift();
    this.#now = next.at;
    next.wake();
    return true;
  }

  /** Until no promise, no store and no file has anything left to do. */
  async #quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (process.getActiveResourcesInfo().some((kind) => kind === 'Immediate' || kind.includes('Req'))) turns = -1;
    }
  }
}
