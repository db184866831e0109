import type { Page } from '../mirror/page.ts';
import { askPages } from '../prompt/ask-pages.ts';
import { pageSource } from '../prompt/page-source.ts';
import type { PlacedSource } from '../prompt/page-source.ts';
import { outputTokens } from '../prompt/wishes.ts';
import type { Passage } from '../retrieval/passages.ts';
import { quoteFound } from '../retrieval/quote.ts';
import type { AnswerLength } from '../settings/settings.ts';
import type { ActionOptions, HistoryTurn, ModelFree, WholePlan } from './action.ts';
import { budgetFor, sourceTokens } from './budget.ts';
import { latestTurns } from './latest-turns.ts';
import { conversationPlan } from './whole-plan.ts';

/** What was found for a question asked of many pages. */
export interface Found {
  /** The best page first. */
  readonly pages: readonly Page[];
  readonly passages: readonly Passage[];
  /** Whether the passages are likely to hold an answer, as far as words can tell. */
  readonly likely: boolean;
  /** The questions that this one follows, with their answers, oldest first. */
  readonly history: readonly HistoryTurn[];
}

const QUOTED: Readonly<Record<AnswerLength, number>> = { short: 3, medium: 5, long: 8 };
/** Of pages that hardly hold an answer: enough to see that they do not. */
const NEAREST = 3;

/** The question over the passages found, each a source of its own under its page, heading and day. */
export function planFound({ pages, passages, history }: Found, options: ActionOptions): WholePlan {
  const sources = within(placedOf(pages, passages), budgetFor(options.contextTokens).passages);
  const said = latestTurns(history, options.contextTokens);
  const text = askPages(options.question ?? '', options, said.length > 0);
  return conversationPlan([...said, { role: 'user', text, sources: sources.map(({ source }) => source) }], sources, {
    maxTokens: outputTokens(options),
    effort: 'medium',
  });
}

function placedOf(pages: readonly Page[], passages: readonly Passage[]): readonly PlacedSource[] {
  const begun = new Set<number>();
  return passages.flatMap(({ page: at, start, end, heading }) => {
    const page = pages[at];
    if (page === undefined) return [];
    const day = dayOf(page);
    const under = [...(heading === undefined ? [] : [heading]), ...(day === undefined ? [] : [`edited ${day}`])];
    const source = pageSource(page, {
      page: at,
      // Once a page: what its properties say holds for all of it.
      properties: !begun.has(at),
      runs: end > start ? [{ start, end }] : [],
      ...(under.length === 0 ? {} : { subtitle: under.join(', ') }),
    });
    begun.add(at);
    return source.source.items.length === 0 ? [] : [source];
  });
}

/** As many sources as the budget holds, from the best on. */
function within(sources: readonly PlacedSource[], tokens: number): readonly PlacedSource[] {
  let left = tokens;
  return sources.filter(({ source }) => {
    const takes = sourceTokens(source);
    if (takes > left) return false;
    left -= takes;
    return true;
  });
}

/** The day of a page's last edit, `2026-11-03`. */
const dayOf = ({ editedAt }: Page): string | undefined =>
  editedAt === undefined ? undefined : new Date(editedAt).toISOString().slice(0, 10);

/** The passages themselves, quoted, by page and dated. Says so when they are only the nearest, or when there are none. */
export function quotePages({ pages, passages, likely }: Found, { question = '', length }: ActionOptions): ModelFree {
  const dated = (at: number): string => {
    const page = pages[at];
    const day = page === undefined ? undefined : dayOf(page);
    return day === undefined ? '' : ` · edited ${day}`;
  };
  const quoted = quoteFound(question, pages, passages, likely ? QUOTED[length] : NEAREST, dated);
  if (quoted.markdown === '') {
    return {
      markdown: 'Not in your pages: none of those searched has the words of the question.',
      cited: [],
      notFound: true,
    };
  }
  if (likely) return quoted;
  const said = 'Your pages do not seem to answer this. What comes nearest:';
  return { markdown: `${said}\n\n${quoted.markdown}`, cited: quoted.cited, notFound: true };
}
