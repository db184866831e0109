/**
 * The world's time: it runs as fast as `elapsed` from where it was set, and tests move it forward. Left out, `elapsed`
 * is real time.
 */
export class WorldClock {
  readonly #origin: number;
  readonly #elapsed: () => number;
  #offset: number;

  constructor(start: Date = new Date(), elapsed: () => number = () => performance.now()) {
    this.#elapsed = elapsed;
    this.#origin = elapsed();
    this.#offset = start.getTime();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Math.floor(this.#offset + this.#elapsed() - this.#origin);
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Notion keeps the times of edits to the minute. */
  minute(): string {
    return new Date(Math.floor(this.now() / 60_000) * 60_000).toISOString();
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }
}
