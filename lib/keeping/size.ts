import type { Kind } from './kinds.ts';

/** How much there is of one kind. */
export interface KindSize {
  readonly kind: Kind;
  readonly rows: number;
  /** Of their text, without what the browser adds to keep them. */
  readonly bytes: number;
  /** Some rows were measured, and the rest reckoned from them. */
  readonly about: boolean;
}

/** What one store still holds, found by looking. */
export interface Left {
  /** For example `words / drafts`, or `storage.local`. */
  readonly store: string;
  readonly rows: number;
  readonly bytes: number;
}
