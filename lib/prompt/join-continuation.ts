import { retoldUntil } from './retold.ts';
import { skipPreface } from './skip-preface.ts';

/** Shorter repetitions may be chance; scripts that write a word in one or two signs say as much in fewer. */
const LEAST_OVERLAP = 8;
const LEAST_DENSE = 4;
/** A cut line that is said again from its start. */
const LEAST_LINE = 4;
const DENSE = /^[\u2E80-\uDFFF\uF900-\uFAFF\uFE30-\uFFEF]+$/;
/** A word cut in the middle, in scripts that part words by spaces: long enough to be known when it is said again. */
const CUT_WORD = /(?<![\p{L}\p{M}])(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{M}]){5,}$/u;
const LINE_START_SO_FAR = /^(?:#{1,6}|[-*+>]|\d+[.)]?|`{1,2}|~{1,2})$/;
const MARKER = /\[\^\d+\]/g;

/**
 * The two parts of an answer as one: what the second repeats of the first, or says about going on, is left out. Citation
 * marks take no part in comparing.
 * @param whole false while more may arrive: then what may still prove to be repetition is held back, so that no word is
 *   shown that is taken away later
 */
export function joinContinuation(partial: string, continuation: string, whole = true): string {
  const said = alike(partial.replace(MARKER, ''));
  const next = unmarked(continuation);
  const seam = seamOf(said, alike(next.text), whole);
  if (seam === undefined) return partial;
  const rest = continuation.slice(next.places[seam.at] ?? continuation.length);
  return partial + seam.glue + (seam.fenced && whole ? rest.replace(/\n(```|~~~)\s*$/, '') : rest);
}

/** Where the continuation is taken up, and what stands between it and the first part. */
interface Seam {
  readonly at: number;
  readonly glue: string;
  /** The continuation came in a fence of its own, which ends with it. */
  readonly fenced: boolean;
}

function seamOf(said: string, next: string, whole: boolean): Seam | undefined {
  const beginning = skipPreface(said, next, whole);
  if (beginning === undefined) return undefined;
  const { at, fence, wraps } = beginning;
  if (!whole && said.includes(next.slice(at).trim())) return undefined;
  // A fence that is opened once more may itself be what is repeated.
  const again = fence > 0 ? overlapOf(said, next.slice(at)) : 0;
  const from = again > 0 ? at : at + fence;
  const taken = takenUp(said, next.slice(from), whole);
  return taken === undefined ? undefined : { at: from + taken.at, glue: taken.glue, fenced: wraps };
}

/** The same for the continuation proper. */
function takenUp(said: string, told: string, whole: boolean): Omit<Seam, 'fenced'> | undefined {
  if (!whole && said.includes(told.trim())) return undefined;
  const lead = told.length - told.trimStart().length;
  const overlap = overlapOf(said, told) || overlapOf(said, told.slice(lead), lead);
  if (overlap > 0) return { at: overlap, glue: '' };
  const trimmed = said.trimEnd();
  const short = trimmed === said ? 0 : overlapOf(trimmed, told.slice(lead), lead);
  if (short > 0) return { at: short + blankAt(said, told.slice(short)), glue: '' };
  // Whether it means something at the start of a line shows with its next character.
  if (!whole && LINE_START_SO_FAR.test(told)) return undefined;
  const retold = retoldUntil(said, told, whole);
  if (retold === 'unknown') return undefined;
  return retold ?? { at: blankAt(said, told), glue: breakBefore(said, told) };
}

/**
 * How long the start of `told` is that `said` ends with, `lead` included; 0 where it may be chance.
 * @param lead characters that stood before `told` and count with it
 */
function overlapOf(said: string, told: string, lead = 0): number {
  const length = longestOverlap(said, told);
  const words = told.slice(0, length).trim();
  if (words === '') return 0;
  if (says(words, DENSE.test(words) ? LEAST_DENSE : LEAST_OVERLAP) || words === said.trim()) return lead + length;
  const line = said.slice(said.lastIndexOf('\n') + 1).trimStart();
  if (says(line, LEAST_LINE) && told.startsWith(line)) return lead + line.length;
  const word = CUT_WORD.exec(said)?.[0];
  return word !== undefined && told.startsWith(word) ? lead + word.length : 0;
}

/** Whether a text is long enough, and no mere rule or border. */
const says = (text: string, length: number): boolean =>
  text.length >= length && (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= LEAST_LINE;

/** The longest start of `next` that `end` ends with, in time proportional to both (Knuth, Morris and Pratt). */
function longestOverlap(end: string, next: string): number {
  const borders = [0];
  for (let at = 1, length = 0; at < next.length; at += 1) {
    while (length > 0 && next[at] !== next[length]) length = borders[length - 1] ?? 0;
    if (next[at] === next[length]) length += 1;
    borders.push(length);
  }
  let length = 0;
  for (const character of end.slice(-next.length).split('')) {
    if (length === next.length) length = borders[length - 1] ?? 0;
    while (length > 0 && next[length] !== character) length = borders[length - 1] ?? 0;
    if (next[length] === character) length += 1;
  }
  return length;
}

/** Blank characters at the seam count once: after a line break further ones, after a space any. Indents stay. */
function blankAt(said: string, told: string): number {
  if (/\n[ \t]*$/.test(said)) return /^(?:[ \t]*\n)*/.exec(told)?.[0].length ?? 0;
  return /\s$/.test(said) ? told.length - told.trimStart().length : 0;
}

/** Markdown that only means something at the start of a line is put there. */
function breakBefore(said: string, told: string): string {
  if (said === '' || /\s$/.test(said)) return '';
  if (/^#{2,6} /.test(told)) return '\n\n';
  if (/^(?:```|~~~)/.test(told)) return '\n';
  const line = said.slice(said.lastIndexOf('\n') + 1);
  const ends = /[.:!?…。！？：]$/.test(line) || /^\s*(?:[-*+]|\d+[.)]) /.test(line);
  return ends && /^(?:[-*+] |\d+[.)] |> )/.test(told) ? '\n' : '';
}

/** Signs that differ from model to model for the same thing, each in one form of the same length. */
function alike(text: string): string {
  return text
    .replaceAll(/[‘’‛]/g, "'")
    .replaceAll(/[“”„‟]/g, '"')
    .replaceAll(/[\u00A0\u202F]/g, ' ')
    .replaceAll(/[‐‑–—]/g, '-');
}

/** The text without citation marks, and where each of its characters stood. */
function unmarked(text: string): { readonly text: string; readonly places: readonly number[] } {
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
