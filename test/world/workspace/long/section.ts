import type { PersonKey } from '../databases/people-rows.ts';

/** One section of the engineering handbook, written by hand; the page lays all of them out alike. */
export interface Section {
  readonly title: string;
  readonly owner: PersonKey;
  readonly why: string;
  readonly rules: readonly string[];
  /** Name and value. */
  readonly numbers: readonly (readonly [string, string])[];
  readonly checks: readonly string[];
  /** A trap, folded away. */
  readonly trap?: readonly [question: string, answer: string];
  readonly code?: readonly [language: string, text: string];
}
