import MiniSearch from 'minisearch';
import { pathToFileURL } from 'node:url';
import { planFound } from '../../lib/actions/ask-found.ts';
import { citationsOf } from '../../lib/actions/citations-of.ts';
import { findPassages } from '../../lib/flows/find-passages.ts';
import type { FoundPassages } from '../../lib/flows/find-passages.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { understandQuestion } from '../../lib/retrieval/understand-question.ts';
import { termsOf } from '../../lib/text/terms.ts';
import { memorySource } from '../fixtures/memory-source.ts';
import { loadSampleWorkspaces } from '../world/workspace/load.ts';
import { handbookPages, samplePages } from './ask-corpus.ts';
import { CALIBRATING, PRINTED } from './ask-questions.ts';
import type { AskQuestion, QuestionSet } from './ask-questions.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';

const AT = 8;
const BUDGET_CHARS = 36_000;
const LEAST_REFUSED = 0.8;
const MOST_WRONGLY_REFUSED = 0.05;
const NOW = Date.parse('2026-11-21T12:00:00Z');
const NEVER = new AbortController().signal;

/** One set of pages with the questions asked of it. */
interface Ground {
  readonly name: string;
  readonly pages: readonly Page[];
  readonly questions: readonly AskQuestion[];
}

/** What came of one question. */
interface Outcome {
  readonly question: string;
  readonly answerable: boolean;
  readonly found: boolean;
  readonly peerFound: boolean;
  readonly refused: boolean;
  /** Citation indices that a model could use, and how many of them lead to the words that they were made from. */
  readonly indices: number;
  readonly landed: number;
}

/**
 * Questions asked of all pages without a model: whether a source page is among the first eight, beside MiniSearch with
 * our terms and a weighted title on the same questions; whether every index that a model could cite leads to its block;
 * and whether questions that no page answers are told from the others.
 */
export async function benchAsk(): Promise<readonly Figure[]> {
  const half = Number(process.env['ASK_HALF'] ?? 1);
  const outcomes: Outcome[] = [];
  const notes: string[] = [];
  for (const ground of await grounds(half === 0 ? CALIBRATING : PRINTED, half)) {
    const of = await askAll(ground);
    outcomes.push(...of);
    const told = of.filter(({ answerable }) => answerable);
    const hits = (pick: (one: Outcome) => boolean): number => told.filter(pick).length;
    notes.push(
      `${ground.name}, ${ground.pages.length} pages: ${hits(({ found }) => found)} of ${told.length}, MiniSearch ${hits(({ peerFound }) => peerFound)}`,
    );
    for (const { question, answerable, found, refused } of of) {
      if (answerable && !found) notes.push(`not found: ${question}`);
      if (answerable === refused) notes.push(`${refused ? 'refused' : 'not refused'}: ${question}`);
    }
  }
  return figuresOf(outcomes, notes.join('; '));
}

/** Planted facts by turns: the first, third and so on are for calibrating. */
async function grounds(set: QuestionSet, half: number): Promise<readonly Ground[]> {
  const facts = loadSampleWorkspaces().flatMap((workspace) => workspace.facts);
  const planted = facts
    .filter((_, at) => at % 2 === half)
    .map(({ question, pageId }) => ({ question, pages: [pageId] }));
  const sample = {
    name: 'sample workspace',
    pages: await samplePages(),
    questions: [...planted, ...set.sampleUnanswered],
  };
  const handbook = handbookPages();
  if (handbook === undefined) return [sample];
  const idOf = (path: string): string => {
    const id = handbook.get(path)?.id;
    if (id === undefined) throw new Error(`The handbook has no page ${path}.`);
    return id;
  };
  const questions = set.handbook.map(({ question, pages }) => ({ question, pages: pages.map(idOf) }));
  return [sample, { name: 'handbook', pages: [...handbook.values()], questions }];
}

async function askAll({ pages, questions }: Ground): Promise<readonly Outcome[]> {
  const source = memorySource(pages);
  const peer = tunedMiniSearch(pages);
  const outcomes: Outcome[] = [];
  for (const { question, pages: wanted } of questions) {
    const found = await findPassages(source, understandQuestion(question, NOW), undefined, [], BUDGET_CHARS, NEVER);
    const among = (ids: readonly string[]): boolean => ids.slice(0, AT).some((id) => wanted.includes(id));
    outcomes.push({
      question,
      answerable: wanted.length > 0,
      found: among(found.pages.map(({ id }) => id)),
      peerFound: among(peer(question)),
      refused: !found.likely,
      ...landing(found, question),
    });
  }
  return outcomes;
}

/** Cites every item of every source once, and looks where each citation leads. */
function landing({ pages, passages, likely }: FoundPassages, question: string): Pick<Outcome, 'indices' | 'landed'> {
  const plan = planFound(
    { pages, passages, likely, history: [] },
    { question, length: 'medium', contextTokens: 1_000_000, model: 'claude-sonnet-5-5' },
  );
  const sources = plan.request.turns.flatMap((turn) => turn.sources ?? []);
  const items = sources.flatMap(({ url, items: texts }, at) => texts.map((text, start) => ({ url, text, at, start })));
  const landed = items.filter(({ url, text, at, start }, n) => {
    const [cited] = citationsOf(plan, pages, [{ n, source: at, start, end: start + 1, citedText: '' }]);
    const page = cited === undefined ? undefined : pages[cited.page];
    if (cited === undefined || page?.url !== url) return false;
    if (cited.end === 0) return bare(text).startsWith(bare(cited.quote));
    const blocks = page.blocks.slice(cited.start, cited.end);
    return blocks.length > 0 && blocks.every((block) => bare(text).includes(bare(block.text)));
  });
  return { indices: items.length, landed: landed.length };
}

/** Letters and digits: what a request adds to a block is marks of form. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '');

function tunedMiniSearch(pages: readonly Page[]): (question: string) => readonly string[] {
  const index = new MiniSearch<{ id: number; title: string; body: string }>({
    fields: ['title', 'body'],
    tokenize: (text) => [...termsOf(text, 'en')],
    processTerm: (term) => term,
  });
  for (const [id, { title, properties, blocks }] of pages.entries()) {
    index.add({ id, title, body: [...properties, ...blocks].map(({ text }) => text).join('\n') });
  }
  return (question) => index.search(question, { boost: { title: 2 } }).map(({ id }) => pages[Number(id)]?.id ?? '');
}

function figuresOf(outcomes: readonly Outcome[], note: string): readonly Figure[] {
  const answerable = outcomes.filter((one) => one.answerable);
  const others = outcomes.filter((one) => !one.answerable);
  const share = (some: readonly Outcome[], pick: (one: Outcome) => boolean): number =>
    some.filter(pick).length / some.length;
  const recall = share(answerable, ({ found }) => found);
  const peerRecall = share(answerable, ({ peerFound }) => peerFound);
  const indices = outcomes.reduce((sum, one) => sum + one.indices, 0);
  const landed = outcomes.reduce((sum, one) => sum + one.landed, 0) / indices;
  const refused = share(others, (one) => one.refused);
  const wrongly = share(answerable, (one) => one.refused);
  const figure = (name: string, value: number, peer: string, peerValue: number, holds: boolean, runs: number) => ({
    name: `search.ask-${name}`,
    value: round(value),
    unit: 'share',
    peer,
    peerValue: round(peerValue),
    ratio: round(value / peerValue),
    holds,
    runs,
  });
  return [
    {
      ...figure('recall', recall, 'MiniSearch, our terms', peerRecall, recall >= peerRecall, answerable.length),
      bar: 'ratio >= 1',
      note,
    },
    { ...figure('citations', landed, 'all of them', 1, landed === 1, indices), bar: 'ratio = 1', note: '' },
    {
      ...figure('refused', refused, 'a bound', LEAST_REFUSED, refused >= LEAST_REFUSED, others.length),
      bar: `value >= ${LEAST_REFUSED}`,
      note: '',
    },
    {
      ...figure(
        'wrongly-refused',
        wrongly,
        'a bound',
        MOST_WRONGLY_REFUSED,
        wrongly <= MOST_WRONGLY_REFUSED,
        answerable.length,
      ),
      bar: `value <= ${MOST_WRONGLY_REFUSED}`,
      note: '',
    },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const figures = await benchAsk();
  console.table(figures, ['name', 'value', 'unit', 'peer', 'peerValue', 'ratio', 'bar', 'holds', 'runs']);
  for (const { note } of figures) if (note !== '') console.log(note.replaceAll('; ', '\n'));
}
