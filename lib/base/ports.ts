/** Time as the house sees it. Tests turn it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Chance as the house sees it: ids and jitter. */
export interface Chance {
  /** A new unique id. */
  id(): string;
  /** A number in [0, 1). */
  unit(): number;
}

/** Facts are numbers, booleans and short codes: page text and keys have no way in. */
export type LogFacts = Readonly<Record<string, number | boolean | string | undefined>>;

export interface Log {
  info(what: string, facts?: LogFacts): void;
  warn(what: string, facts?: LogFacts): void;
}
