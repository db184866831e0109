import type { Rule } from './finding.ts';

type Stretch = readonly [from: number, to: number];

/** A match begins at most this far before its keyword, and ends at most so far behind it, in characters. */
const BEFORE = 100;
const REACH = 3000;
/** Numbers are shorter. */
const AROUND_DIGITS = 64;
/** Words that stand everywhere tell nothing: then the whole text is read. */
const MOST_HITS = 200;

/** Two digits with hardly anything between them. */
const DIGITS = /\d\D{0,2}\d/g;

/** The stretches of a text in which a rule can match at all: most texts have none, and are not read by it. */
export function createNear(text: string): (rule: Rule) => readonly Stretch[] {
  const lower = text.toLowerCase();
  const whole: readonly Stretch[] = [[0, text.length]];
  let numbers: readonly Stretch[] | undefined;

  const placesOf = (keyword: string): readonly number[] => {
    const places: number[] = [];
    for (let at = lower.indexOf(keyword); at >= 0; at = lower.indexOf(keyword, at + 1)) {
      places.push(at);
      if (places.length > MOST_HITS) break;
    }
    return places;
  };

  const aroundNumbers = (): readonly Stretch[] =>
    joined(
      Array.from(text.matchAll(DIGITS), ({ index }) => index),
      AROUND_DIGITS,
      AROUND_DIGITS,
      text.length,
    );

  return ({ keywords, reach = REACH }) => {
    if (keywords.length === 0) return (numbers ??= aroundNumbers());
    const places = keywords.flatMap(placesOf);
    if (places.length === 0) return [];
    // Where lower case is longer than the text, places do not tell where they are.
    if (places.length > MOST_HITS || lower.length !== text.length) return whole;
    return joined(
      places.toSorted((one, other) => one - other),
      BEFORE,
      reach,
      text.length,
    );
  };
}

/** Stretches around places in order, joined where they meet. */
function joined(places: readonly number[], before: number, behind: number, length: number): readonly Stretch[] {
  const stretches: [from: number, to: number][] = [];
  for (const place of places) {
    const last = stretches.at(-1);
    const from = Math.max(0, place - before);
    const to = Math.min(length, place + behind);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else stretches.push([from, to]);
  }
  return stretches;
}
