import type { WorldClock } from '../clock.ts';

/** What Notion does after it has answered, or instead of answering: each act at its time, in order. */
export class Later {
  readonly #clock: WorldClock;
  #waiting: { readonly at: number; readonly act: () => void }[] = [];

  constructor(clock: WorldClock) {
    this.#clock = clock;
  }

  in(milliseconds: number, act: () => void): void {
    this.#waiting.push({ at: this.#clock.now() + milliseconds, act });
    this.#waiting.sort((a, b) => a.at - b.at);
  }

  /** Does what is due. Everything that looks at Notion comes after this, so nobody can tell when it was done. */
  settle(): void {
    const now = this.#clock.now();
    while (this.#waiting[0] !== undefined && this.#waiting[0].at <= now) this.#waiting.shift()?.act();
  }

  get waiting(): number {
    return this.#waiting.length;
  }
}
