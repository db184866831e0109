/** The world's time: it runs as fast as real time from where it was set, and tests move it forward. */
export class WorldClock {
  readonly #origin: number;
  #offset: number;

  constructor(start: Date = new Date()) {
    this.#origin = performance.now();
    this.#offset = start.getTime();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Math.floor(this.#offset + performance.now() - this.#origin);
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
