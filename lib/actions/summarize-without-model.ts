import type { Page } from '../mirror/page.ts';
import type { AnswerLength } from '../settings/settings.ts';
import { renderExtract } from '../text/extract-markdown.ts';
import { extractSummary } from '../text/extract.ts';
import type { ModelFree } from './action.ts';

const SENTENCES: Readonly<Record<AnswerLength, number>> = { short: 3, medium: 5, long: 10 };

/** Key sentences, decisions, questions, to-dos, dates, people and outline, all in the page's own words and language. */
export function summarizeWithoutModel(page: Page, options: { readonly length: AnswerLength }): ModelFree {
  const { markdown, cited } = renderExtract(extractSummary(page, { sentences: SENTENCES[options.length] }));
  return { markdown, cited: cited.map((quote) => ({ ...quote, page: 0 })) };
}
