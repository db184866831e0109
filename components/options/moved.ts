/** The same keys with the one at a place moved by so many places. */
export const moved = <Key extends string>(keys: readonly Key[], at: number, by: number): readonly Key[] =>
  keys.toSpliced(at, 1).toSpliced(at + by, 0, ...keys.slice(at, at + 1));
