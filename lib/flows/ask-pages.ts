import { planFound, quotePages } from '../actions/ask-found.ts';
import { budgetFor } from '../actions/budget.ts';
import type { ActionOptions, HistoryTurn } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import type { AnswerId, PageId } from '../base/ids.ts';
import type { Answer } from '../jobs/answer.ts';
import { contentsOf } from '../jobs/contents-of.ts';
import type { AskScope, JobInput } from '../jobs/job.ts';
import { pageUrl } from '../mirror/address.ts';
import type { Page } from '../mirror/page.ts';
import type { ModelFacts } from '../models/answer-event.ts';
import { together } from '../policy/class-of.ts';
import { choosePassages } from '../retrieval/passages.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { guessLanguage } from '../text/languages.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { askSearches } from './ask-searches.ts';
import type { Putting, Searches } from './ask-searches.ts';
import { askedRoute, factsOfAsked } from './asked-route.ts';
import { findPassages } from './find-passages.ts';
import type { FoundPassages } from './find-passages.ts';
import { inTurns } from './in-turns.ts';
import type { Prepared, Subject } from './prepared.ts';

/** Characters a token holds at least, in any language: passages past the budget are cut off later. */
const CHARS_A_TOKEN = 3;
/** Chosen pages that are not on the device are read for the question, so many at most and so many at once. */
const MOST_READ = 10;
const AT_ONCE = 4;
/** Questions and answers before this one that go with it. */
const MOST_EARLIER = 4;

/**
 * Finds what a question asked of many pages is answered from, and settles how it is asked.
 * @throws Failure `storage-broken`
 */
export async function prepareAsk(
  ports: AnswerPorts,
  input: JobInput,
  scope: AskScope,
  signal: AbortSignal,
  mayAsk: boolean,
): Promise<Prepared> {
  const question = input.question ?? '';
  const [settings, listed, earlier] = await Promise.all([
    ports.settings(),
    ports.listedModels(),
    answersBefore(ports, input.follows),
  ]);
  const asked = askedRoute(input, settings);
  const language = input.language ?? settings.language;
  const options: ActionOptions = {
    language: language === 'page' ? guessLanguage(question) : language,
    length: input.length,
    contextTokens: (await factsOfAsked(ports, asked)).contextTokens,
    model: asked.model,
    question,
  };
  const budgetChars = budgetFor(options.contextTokens).passages * CHARS_A_TOKEN;
  const before = together(...earlier.map(contentsOf));
  const putting = {
    question,
    earlier: earlier.at(-1)?.question,
    asked,
    fresh: input.fresh === true,
    urgent: input.urgent,
    contents: before,
  };
  const { found, searches } =
    scope.kind === 'pages'
      ? { found: await lookThrough(ports, scope.ids, question, budgetChars, signal), searches: undefined }
      : await search(ports, scope, putting, { listed, earlier, budgetChars, signal, mayAsk });
  const history = earlier.flatMap(turnsOf);
  return {
    options,
    asked,
    settings,
    pages: found.pages,
    subject: subjectOf(scope, found),
    spent: searches?.spent ?? [],
    contents: together({ pages: found.pages.map(({ id }) => id) }, before),
    unasked: searches?.unasked ?? [],
    nothingToAsk: found.passages.length === 0 && history.length === 0,
    plan: (of) => planFound({ ...found, history }, { ...options, ...of }),
    modelFree: () => quotePages({ ...found, history }, options),
  };
}

type Looked = Omit<FoundPassages, 'evidence'>;

interface Around {
  readonly listed: readonly ModelFacts[];
  readonly earlier: readonly Answer[];
  readonly budgetChars: number;
  readonly signal: AbortSignal;
  readonly mayAsk: boolean;
}

async function search(
  ports: AnswerPorts,
  { filters }: Extract<AskScope, { kind: 'everywhere' }>,
  putting: Putting,
  { listed, earlier, budgetChars, signal, mayAsk }: Around,
): Promise<{ readonly found: Looked; readonly searches: Searches }> {
  const searches = await askSearches(ports, putting, listed, signal, mayAsk);
  const found = await findPassages(ports.search, searches, filters, citedBy(earlier), budgetChars, signal);
  return { found, searches };
}

function subjectOf(scope: AskScope, { pages, searched }: Looked): Subject {
  return {
    pageTitle: scope.kind === 'pages' ? countedPages(scope.ids.length) : 'All pages',
    pageUrl: '',
    sections: pages.map((page) => page.fingerprint),
    sources: fingerprint(...pages.map((page) => page.fingerprint).toSorted()),
    completeness: {
      seen: 'api',
      missingBlocks: pages.reduce((sum, { completeness }) => sum + completeness.missingBlocks, 0),
    },
    searched: { pages: searched, shown: pages.length },
  };
}

const countedPages = (count: number): string => (count === 1 ? '1 page' : `${count} pages`);

/** Pages that a person chose need no search: all of them when they fit, else their best passages. */
async function lookThrough(
  ports: AnswerPorts,
  ids: readonly PageId[],
  question: string,
  budgetChars: number,
  signal: AbortSignal,
): Promise<Looked> {
  const kept = await ports.search.pages(ids);
  const missing = ids.filter((_id, at) => kept[at] === undefined).slice(0, MOST_READ);
  const read = await inTurns(missing, AT_ONCE, (id) => readAnyway(ports, id, signal));
  const pages = [...kept, ...read].filter((page): page is Page => page !== undefined);
  const passages = choosePassages(question, pages, budgetChars, { properties: true });
  return { pages, passages, likely: passages.some(({ score }) => score > 0), searched: pages.length };
}

/** A page found by its title alone; `undefined` when it cannot be had. */
async function readAnyway(ports: AnswerPorts, pageId: PageId, signal: AbortSignal): Promise<Page | undefined> {
  try {
    return await ports.readPage({ pageId, title: '', url: pageUrl(pageId) }, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    return undefined;
  }
}

/** The answers that a question follows, oldest first. */
async function answersBefore(
  { answers, jobs }: AnswerPorts,
  follows: AnswerId | undefined,
): Promise<readonly Answer[]> {
  const before: Answer[] = [];
  let next = follows;
  while (next !== undefined && before.length < MOST_EARLIER) {
    const answer: Answer | undefined = await answers.get(next);
    if (answer === undefined) break;
    before.unshift(answer);
    next = (await jobs.get(answer.jobId))?.input.follows;
  }
  return before;
}

const MARKER = /\[\^\d+\]/g;

function turnsOf({ question, text, provenance: { answeredBy } }: Answer): readonly HistoryTurn[] {
  const said = text.replaceAll(MARKER, '').trim();
  if (question === undefined || said === '') return [];
  return [
    { role: 'user', text: question },
    { role: 'assistant', text: said, ...(answeredBy === undefined ? {} : { by: answeredBy }) },
  ];
}

/** The pages that earlier answers cite, the latest first: a follow-up is answered from them too. */
const citedBy = (earlier: readonly Answer[]): readonly PageId[] => [
  ...new Set(earlier.toReversed().flatMap(({ citations }) => citations.map(({ pageId }) => pageId))),
];
