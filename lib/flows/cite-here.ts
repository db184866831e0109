import type { Numbered } from '../actions/action.ts';
import { textOf } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import type { ModelFacts, ModelRequest } from '../models/answer-event.ts';
import { citeAnswer } from '../retrieval/cite-answer.ts';

/** What a model wrote and cites. Where it cannot cite, its sentences are matched to what it was shown, on the device. */
export function citeHere(
  draft: Draft,
  { citations }: Pick<ModelFacts, 'citations'>,
  { turns }: ModelRequest,
  firstN = 1,
): { readonly text: string; readonly citations: readonly Numbered[] } {
  const text = textOf(draft);
  if (citations) return { text, citations: draft.citations };
  return citeAnswer(
    text,
    turns.flatMap(({ sources = [] }) => sources),
    firstN,
  );
}
