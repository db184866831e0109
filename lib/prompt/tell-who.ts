import type { ModelRequest } from '../models/answer-event.ts';
import { cleanText } from '../text/clean-text.ts';

export const TELL_WHO_PROMPT_VERSION = 1;

/** Names come from services and from the person's settings: a line, and no more of it. */
const LONGEST_NAME = 80;

/** What a model is told about itself and the others. */
export interface Who {
  /** Its own name, as it is shown to the person. */
  readonly name: string;
  /** The model that was asked and cannot be had now. */
  readonly standsInFor?: string;
  /** Other models that wrote earlier answers of the conversation. */
  readonly writers: readonly string[];
}

/**
 * The same request with one line on who writes and wrote, where that is not one model alone. It stands with the last
 * message, behind everything that a service may have in its cache.
 */
export function tellWho(request: ModelRequest, { name, standsInFor, writers }: Who): ModelRequest {
  const last = request.turns.at(-1);
  if (last === undefined || (standsInFor === undefined && writers.length === 0)) return request;
  const facts = [
    ...(standsInFor === undefined
      ? []
      : [`you are ${plain(name)} and answer in place of ${plain(standsInFor)}, which cannot answer now`]),
    ...(writers.length === 0 ? [] : [`earlier answers here were written by ${writers.map(plain).join(' and ')}`]),
  ];
  const line = `(For your information: ${facts.join('; ')}. The person can see this; mention it only if asked.)`;
  return { ...request, turns: [...request.turns.slice(0, -1), { ...last, text: `${last.text}\n\n${line}` }] };
}

const plain = (name: string): string => cleanText(name).text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
