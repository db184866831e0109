/** Kinds of what is private. Placeholders are named by them: `⟦EMAIL_1⟧`. */
export const PRIVATE_KINDS = [
  'SECRET',
  'EMAIL',
  'PHONE',
  'IBAN',
  'CARD',
  'ID',
  'IP',
  'BIRTH',
  'DEVICE',
  'OWN',
] as const;

export type PrivateKind = (typeof PRIVATE_KINDS)[number];

/** Something private in a text, from `start` up to `end`, exclusive. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly kind: PrivateKind;
  /** What it looks like, for a person: `AWS access key`. */
  readonly label: string;
}

/** One way to tell something private. */
export interface Rule {
  readonly kind: PrivateKind;
  readonly label: string;
  /** Lower-case pieces of text, one of which has to be near before the expression is tried; none: digits have to be. */
  readonly keywords: readonly string[];
  /** The longest that a match gets behind its keyword, in characters, where it is longer than most. */
  readonly reach?: number;
  /** Compiled when it is needed first. The private part is the group `v`, or all of it. */
  readonly expression: () => RegExp;
  /** Takes off what belongs to the sentence. */
  readonly trim?: (value: string) => string;
  /** Whether what was matched is one after all: checksums, dummies. */
  readonly holds?: (value: string) => boolean;
}
