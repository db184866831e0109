import type { PersonKey } from '../databases/people-rows.ts';

/** What every section of the engineering handbook has; its prose stands in `pages/engineering-handbook`. */
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
