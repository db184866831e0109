/** A stretch of text that two versions share, or that one of them alone has. */
export interface DiffPart {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Words, the white space between them, and every other sign by itself. */
const PIECE = /[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu;

/** So many comparisons are made at most; longer texts are shown as replaced whole between what they share at both ends. */
const MOST_COMPARED = 4_000_000;

/** What changed between two texts, word by word, in reading order. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const old = before.match(PIECE) ?? [];
  const now = after.match(PIECE) ?? [];
  const least = Math.min(old.length, now.length);
  let head = 0;
  while (head < least && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < least - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return joined([
    ...partsOf('same', old.slice(0, head)),
    ...middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...partsOf('same', old.slice(old.length - tail)),
  ]);
}

const partsOf = (kind: DiffPart['kind'], pieces: readonly string[]): readonly DiffPart[] =>
  pieces.map((text) => ({ kind, text }));

/** The longest common sequence of what differs. */
function middle(old: readonly string[], now: readonly string[]): readonly DiffPart[] {
  const width = now.length + 1;
  if (old.length === 0 || now.length === 0 || (old.length + 1) * width > MOST_COMPARED) {
    return [...partsOf('gone', old), ...partsOf('new', now)];
  }
  // shared[i, j]: how many pieces the rests from i and from j have in common.
  const shared = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => shared[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      shared[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const parts: DiffPart[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const was = old[i];
    const is = now[j];
    if (was !== undefined && was === is) {
      parts.push({ kind: 'same', text: was });
      i += 1;
      j += 1;
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ kind: 'gone', text: was });
      i += 1;
    } else if (is !== undefined) {
      parts.push({ kind: 'new', text: is });
      j += 1;
    }
  }
  return parts;
}

/** Neighbours of a kind made one. A blank between two changes belongs to both, so that phrases read as phrases. */
function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const result: DiffPart[] = [];
  let gone = '';
  let fresh = '';
  const close = (): void => {
    if (gone !== '') result.push({ kind: 'gone', text: gone });
    if (fresh !== '') result.push({ kind: 'new', text: fresh });
    gone = '';
    fresh = '';
  };
  for (const [at, { kind, text }] of parts.entries()) {
    const next = parts[at + 1];
    const between = gone !== '' && fresh !== '' && next !== undefined && next.kind !== 'same';
    if (kind === 'gone') gone += text;
    else if (kind === 'new') fresh += text;
    else if (between && text.trim() === '') {
      gone += text;
      fresh += text;
    } else {
      close();
      const last = result.at(-1);
      if (last?.kind === 'same') result[result.length - 1] = { kind, text: last.text + text };
      else result.push({ kind, text });
    }
  }
  close();
  return result;
}
