/** How much of the first part's end is compared. */
const END_CHARACTERS = 480;
/** Shorter repetitions may be chance. */
const LEAST_OVERLAP = 8;
const MARKER = /\[\^\d+\]/g;

/** The two parts of an answer as one: what the second repeats of the first's end is left out. Citation marks take no part in comparing. */
export function joinContinuation(partial: string, continuation: string): string {
  const end = partial.replace(MARKER, '').slice(-END_CHARACTERS);
  const rest = continuation.replace(/^(\s*(\.\.\.|…))+/, '');
  const plain = unmarked(rest);
  const overlap = overlapOf(end, plain.text);
  const seam = partial + rest.slice(plain.places[overlap] ?? rest.length);
  return overlap > 0 ? seam : partial + trimSeam(partial, rest);
}

/** The longest start of `next` that `end` ends with, if it is long enough to be no chance. */
function overlapOf(end: string, next: string): number {
  const lead = next.length - next.trimStart().length;
  for (const from of lead === 0 ? [0] : [0, lead]) {
    for (let length = Math.min(end.length, next.length - from); length >= LEAST_OVERLAP; length -= 1) {
      if (end.endsWith(next.slice(from, from + length))) return from + length;
    }
  }
  return 0;
}

/** Line breaks on both sides of the seam count once. */
function trimSeam(partial: string, rest: string): string {
  return /\s$/.test(partial) ? rest.replace(/^\s+/, '') : rest;
}

/** The text without citation marks, and where each of its characters stood. */
function unmarked(text: string): { text: string; places: readonly number[] } {
  let plain = '';
  const places: number[] = [];
  let from = 0;
  for (const marker of [...text.matchAll(MARKER), undefined]) {
    const to = marker?.index ?? text.length;
    for (let at = from; at < to; at += 1) {
      plain += text.charAt(at);
      places.push(at);
    }
    from = to + (marker?.[0].length ?? 0);
  }
  return { text: plain, places };
}
