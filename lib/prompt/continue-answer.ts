import type { ModelRequest } from '../models/answer-event.ts';
import { fence } from './fence.ts';

export const CONTINUE_PROMPT_VERSION = 1;

/** Enough of the end to go on from in the middle of a word. */
const END_CHARACTERS = 240;
const MARKER = /\[\^\d+\]/g;

/**
 * The request that goes on from a cut answer: the same conversation, the answer so far, and a new turn of the user that
 * quotes its end. The current models accept no words put into their mouth.
 */
export function continueRequest(request: ModelRequest, partial: string): ModelRequest {
  const said = partial.replace(MARKER, '').trimEnd();
  if (said === '') return request;
  const end = said.slice(-END_CHARACTERS).toWellFormed();
  const text = `Your answer was cut off in transit. It ended with:\n\n${fence('answer-end', end)}\n\nGo on from exactly there, in the middle of the sentence or word if need be. Write only what is missing: repeat nothing, comment on nothing.`;
  return {
    ...request,
    turns: [...request.turns, { role: 'assistant', text: said }, { role: 'user', text }],
  };
}
