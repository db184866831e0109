/**
 * Letters changed, added, left out or swapped between two words (Damerau and Levenshtein's distance, where swapped
 * letters are not changed again); `limit + 1` for anything past `limit`.
 */
export function slipsAway(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let slips = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) slips = Math.min(slips, (older[j - 2] ?? 0) + 1);
      row.push(slips);
      if (slips < least) least = slips;
    }
    if (least > limit) return limit + 1;
    older = previous;
    previous = row;
  }
  return Math.min(previous[b.length] ?? 0, limit + 1);
}

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');

/** All that a word of plain letters may have been before one letter was changed, added, left out or swapped. */
export function* oneSlipFrom(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at += 1) {
    const before = word.slice(0, at);
    const after = word.slice(at + 1);
    if (at < word.length) yield before + after;
    if (after !== '') yield before + after.charAt(0) + word.charAt(at) + after.slice(1);
    for (const letter of LETTERS) {
      if (at < word.length) yield before + letter + after;
      yield before + letter + word.slice(at);
    }
  }
}
