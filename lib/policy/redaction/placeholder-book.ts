import type { PrivateKind } from './finding.ts';
import { kindOf } from './placeholder.ts';
import type { PlaceholderName } from './placeholder.ts';

/** What stands for what. It stays on this device. */
export interface PlaceholderBook {
  /**
   * The name of a value, the same one each time.
   * @param isTaken whether a name stands in the text itself already: then it stands for nothing else
   */
  nameOf(kind: PrivateKind, value: string, isTaken: (name: PlaceholderName) => boolean): PlaceholderName;
  /** What has been named, in order. */
  entries(): readonly (readonly [PlaceholderName, string])[];
}

/** @param earlier what a book of an earlier life held */
export function createBook(earlier: readonly (readonly [PlaceholderName, string])[] = []): PlaceholderBook {
  const names = new Map(earlier.map(([name, value]) => [`${kindOf(name)} ${value}`, name]));
  const values = new Map(earlier);
  const next = new Map<PrivateKind, number>();
  for (const [name] of earlier) next.set(kindOf(name), Math.max(next.get(kindOf(name)) ?? 1, numberOf(name) + 1));

  const newName = (kind: PrivateKind, isTaken: (name: PlaceholderName) => boolean): PlaceholderName => {
    for (let number = next.get(kind) ?? 1; ; number += 1) {
      const name: PlaceholderName = `${kind}_${number}`;
      if (isTaken(name)) continue;
      next.set(kind, number + 1);
      return name;
    }
  };

  return {
    nameOf(kind, value, isTaken) {
      const known = names.get(`${kind} ${value}`);
      if (known !== undefined && !isTaken(known)) return known;
      const name = newName(kind, isTaken);
      names.set(`${kind} ${value}`, name);
      values.set(name, value);
      return name;
    },
    entries: () => [...values],
  };
}

const numberOf = (name: PlaceholderName): number => Number(name.slice(name.lastIndexOf('_') + 1));
