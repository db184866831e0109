import type { JsonObject } from '../exchange.ts';

/** A write that took effect, whatever was answered to it. */
export interface Written {
  /** The world's time, milliseconds since 1970. */
  readonly time: number;
  readonly token: string;
  readonly method: string;
  readonly path: string;
  readonly body: JsonObject;
  /** Ids of the blocks, the page or the comment that it made or changed. */
  readonly ids: readonly string[];
}

/** Every write that took effect, in order: what a checker compares with what was approved. */
export class WriteLog {
  #entries: Written[] = [];

  add(entry: Written): void {
    this.#entries.push(entry);
  }

  all(path?: RegExp): readonly Written[] {
    return path === undefined ? this.#entries : this.#entries.filter((entry) => path.test(entry.path));
  }

  clear(): void {
    this.#entries = [];
  }
}
