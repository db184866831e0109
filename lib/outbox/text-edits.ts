import type { TextEdit } from './operation.ts';

/** So much of what stands around a passage is sent along at most. */
const MOST_AROUND = 200;

/** The text after all edits, each of whose passages stands exactly once when its turn comes; else `undefined`. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  let edited = text;
  for (const { before, after } of edits) {
    const at = edited.indexOf(before);
    if (before === '' || at < 0 || edited.includes(before, at + 1)) return undefined;
    edited = edited.slice(0, at) + after + edited.slice(at + before.length);
  }
  return edited;
}

/**
 * How a text stands to edits that may have been made in it: `open` while they can be made, `made` where they were,
 * `changed` where somebody else changed a passage.
 */
export function stateOfEdits(text: string, edits: readonly TextEdit[]): 'open' | 'made' | 'changed' {
  if (edits.every(({ after }) => text.includes(after)) && edits.some(({ after }) => after !== '')) return 'made';
  return applyEdits(text, edits) === undefined ? 'changed' : 'open';
}

/**
 * The same edits with as much of what stands around them as makes each of them impossible to make twice: Notion then
 * refuses a request that arrives a second time. `undefined` where a passage does not stand exactly once.
 */
export function guardEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const result = applyEdits(text, edits);
  if (result === undefined) return undefined;
  const places = edits.map(({ before }) => text.indexOf(before));
  if (edits.some(({ before }, at) => places[at] === -1 || text.includes(before, (places[at] ?? 0) + 1))) return edits;
  const order = edits.map((_, at) => at).toSorted((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
  const guarded = [...edits];
  let free = 0;
  for (const [rank, at] of order.entries()) {
    const edit = edits[at];
    const place = places[at] ?? 0;
    if (edit === undefined) continue;
    const next = order[rank + 1];
    const room = { text, result, from: free, to: next === undefined ? text.length : (places[next] ?? text.length) };
    const { edit: wide, end } = widened(edit, place, room);
    guarded[at] = wide;
    free = end;
  }
  return applyEdits(text, guarded) === result ? guarded : edits;
}

interface Room {
  readonly text: string;
  readonly result: string;
  /** What lies outside belongs to other edits. */
  readonly from: number;
  readonly to: number;
}

function widened(edit: TextEdit, place: number, { text, result, from, to }: Room): { edit: TextEdit; end: number } {
  const end = place + edit.before.length;
  const lineStart = Math.max(from, text.lastIndexOf('\n', place - 1) + 1);
  const lineBreak = text.indexOf('\n', end);
  const lineEnd = Math.min(to, lineBreak < 0 ? text.length : lineBreak);
  for (const [left, right] of reaches(place, end, [lineStart, lineEnd], [from, to])) {
    const before = text.slice(left, right);
    const after = text.slice(left, place) + edit.after + text.slice(end, right);
    if (after !== '' && !result.includes(before) && isOnce(result, after))
      return { edit: { before, after }, end: right };
  }
  return { edit, end };
}

/** Ever more around a passage: in its line to the right, then to the left, then past the line. */
function* reaches(
  place: number,
  end: number,
  line: readonly [number, number],
  room: readonly [number, number],
): Iterable<readonly [number, number]> {
  yield [place, end];
  let [left, right] = [place, end];
  for (const [first, last] of [line, room]) {
    while (right < last && right - end < MOST_AROUND) yield [left, (right += 1)];
    while (left > first && place - left < MOST_AROUND) yield [(left -= 1), right];
  }
}

const isOnce = (text: string, passage: string): boolean => {
  const at = text.indexOf(passage);
  return at >= 0 && !text.includes(passage, at + 1);
};
