import type { ModelRequest } from '../models/answer-event.ts';
import { fence } from './fence.ts';

export const CONTINUE_PROMPT_VERSION = 2;

/** Enough of the end to know the place by. */
const END_CHARACTERS = 240;
/** What is to be said again: enough to find the seam by, whatever words and blanks were cut. */
const ANCHOR_CHARACTERS = 60;
const LEAST_ANCHOR = 24;
const MARKER = /\[\^\d+\]/g;

/**
 * The request that goes on from a cut answer: the same conversation, the answer so far, and a new turn of the user that
 * quotes its end. The current models accept no words put into their mouth, and leave out a space that should come first:
 * so the last words are asked for once more, and `joinContinuation` finds the seam by them.
 * @param by the shown name of the model that wrote the answer so far, where another one goes on
 */
export function continueRequest(request: ModelRequest, partial: string, by?: string): ModelRequest {
  const said = partial.replace(MARKER, '').trimEnd();
  if (said === '') return request;
  const end = said.slice(-END_CHARACTERS).toWellFormed();
  const cut = by === undefined ? 'Your answer was cut off in transit.' : `${by} began this answer and was cut off.`;
  const text = `${cut} It ended with:\n\n${fence('answer-end', end)}\n\nGo on from exactly there, in the middle of the sentence or word if need be. Begin with these very characters, which are its last, then write only what is missing: repeat nothing else, comment on nothing.\n\n${fence('begin-with', anchorOf(end))}`;
  return {
    ...request,
    turns: [...request.turns, { role: 'assistant', text: said }, { role: 'user', text }],
  };
}

/** The last words, from the start of one where words are parted by spaces; of the last line alone where that is enough. */
function anchorOf(end: string): string {
  const last = end.slice(-ANCHOR_CHARACTERS);
  const line = last.slice(last.lastIndexOf('\n') + 1);
  const near = line.length >= LEAST_ANCHOR ? line : last;
  const word = near.length < end.length ? near.search(/\s\S/) + 1 : 0;
  const anchor = near.slice(near.length - word >= LEAST_ANCHOR ? word : 0);
  return anchor.toWellFormed();
}
