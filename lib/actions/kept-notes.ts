import type { ItemPlace } from '../prompt/page-source.ts';
import type { Numbered } from './action.ts';

/**
 * Notes are kept as text in which `[b3]` or `[b3-5]` names the blocks that a point rests on, counted from where the
 * section starts: a section that only moved keeps its notes.
 */
const PLACE = /\[b(\d+)(?:-(\d+))?\]/g;
const CITATION = /\[\^(\d+)\]/g;

/** An answer's notes as they are kept: its citations become places, whatever else looks like a place is taken out. */
export function keepNotes(
  text: string,
  citations: readonly Numbered[],
  places: readonly (readonly ItemPlace[])[],
  origin: number,
): string {
  const byNumber = new Map(citations.map((citation) => [citation.n, citation]));
  return text
    .replaceAll(PLACE, '')
    .replaceAll(CITATION, (_marker, n: string) => {
      const citation = byNumber.get(Number(n));
      const cited = citation === undefined ? [] : places.slice(citation.start, citation.end).flat();
      const first = cited[0];
      const last = cited.at(-1);
      if (first === undefined || last === undefined) return '';
      const from = first.start - origin;
      const to = last.end - 1 - origin;
      return to > from ? `[b${from}-${to}]` : `[b${from}]`;
    })
    .trim();
}

/** One point of kept notes, and the blocks that it rests on. */
export interface Note {
  readonly text: string;
  readonly places: readonly ItemPlace[];
}

/**
 * Reads kept notes point by point; headings say nothing. Places outside the run are dropped; a point without any leads to the run's start.
 * @param run where the notes' blocks stand in the page now
 */
export function readNotes(kept: string, run: { readonly start: number; readonly end: number }): readonly Note[] {
  const notes: Note[] = [];
  for (const line of kept.split('\n')) {
    if (line.startsWith('#')) continue;
    for (const piece of line.split(/(?<=\[b\d+(?:-\d+)?\])(?!\[b\d)/)) addPiece(notes, piece, run);
  }
  return notes;
}

function addPiece(notes: Note[], piece: string, run: { readonly start: number; readonly end: number }): void {
  const text = piece.replaceAll(PLACE, '').trimEnd();
  const last = notes.at(-1);
  if (!/[\p{L}\p{N}]/u.test(text)) {
    // A full stop behind a citation belongs to the point before it.
    if (last !== undefined && text.trim() !== '') notes[notes.length - 1] = { ...last, text: last.text + text.trim() };
    return;
  }
  const places = [...piece.matchAll(PLACE)].flatMap(([, from = '', to = from]) => {
    const start = run.start + Number(from);
    const end = run.start + Number(to) + 1;
    return start < end && end <= run.end ? [{ page: 0, start, end }] : [];
  });
  const fallback = { page: 0, start: run.start, end: Math.min(run.start + 1, run.end) };
  notes.push({ text, places: places.length === 0 ? [fallback] : places });
}
