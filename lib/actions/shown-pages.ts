import type { Page } from '../mirror/page.ts';
import type { PlacedSource } from '../prompt/page-source.ts';
import { pageSource } from '../prompt/page-source.ts';
import { choosePassages } from '../retrieval/passages.ts';
import { sourceTokens } from './budget.ts';
import type { Budget } from './budget.ts';

/** What of a page is shown with a question. */
export interface Shown {
  readonly whole: boolean;
  readonly placed: readonly PlacedSource[];
}

/** The page whole where it is small enough, else its properties and the passages that bear on the question. */
export function showPage(page: Page, question: string, budget: Budget): Shown {
  const whole = pageSource(page, { page: 0, properties: true });
  const tokens = sourceTokens(whole.source);
  if (tokens <= budget.whole) return { whole: true, placed: [whole] };
  const characters = whole.source.items.reduce((sum, item) => sum + item.length, 0);
  const passages = choosePassages(question, [page], (budget.passages * characters) / tokens);
  const shown = passages.map(({ start, end, heading }) =>
    pageSource(page, {
      page: 0,
      properties: false,
      runs: [{ start, end }],
      ...(heading === undefined ? {} : { subtitle: heading }),
    }),
  );
  return { whole: false, placed: [pageSource(page, { page: 0, properties: true, runs: [] }), ...shown] };
}
