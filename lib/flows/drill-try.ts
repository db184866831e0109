import { Failure, factsOf } from '../base/failure.ts';
import { asJobId } from '../base/ids.ts';
import type { PageId } from '../base/ids.ts';
import { advance } from '../jobs/advance.ts';
import type { JobEvent } from '../jobs/advance.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Job, JobInput, PageTarget } from '../jobs/job.ts';
import type { DrillAct, DrillRow } from '../messages/drill-desk.ts';
import type { SearchAnswer, SearchAsk } from '../messages/search-desk.ts';
import type { Page } from '../mirror/page.ts';
import { answerJob } from './answer-job.ts';
import type { AnswerPorts } from './answer-ports.ts';

/** The ladder has given up by then; a model that still writes is left. */
const LONGEST_MS = 60_000;

export interface TryPorts {
  /** As for a person's own questions; nothing is stored through them. */
  readonly answering: AnswerPorts;
  search(ask: SearchAsk, signal: AbortSignal): Promise<SearchAnswer>;
  /** The copy of a page on this device. */
  copyOf(id: PageId): Promise<Page | undefined>;
  /** Reads a page from Notion again. */
  reread(id: PageId, signal: AbortSignal): Promise<unknown>;
  /** How many finished answers, and how many chats, are kept. */
  kept(): Promise<{ readonly answers: number; readonly chats: number }>;
  /** Aborted with `signal`, or after so long. */
  within(ms: number, signal: AbortSignal): AbortSignal;
}

type Outcome = Omit<DrillRow, 'act' | 'ms'> & { readonly firstAt?: number };

/**
 * Tries one thing as a person would and tells what came of it. Questions are put to real models where these are left
 * up; what is made stays in memory and is gone afterwards.
 * @throws the signal's reason when aborted
 */
export async function tryOut(
  ports: TryPorts,
  act: DrillAct,
  page: PageTarget | undefined,
  signal: AbortSignal,
): Promise<DrillRow> {
  const { clock } = ports.answering;
  const startedAt = clock.now();
  const { firstAt, ...outcome } = await outcomeOf(ports, act, page, ports.within(LONGEST_MS, signal)).catch(
    (error: unknown): Outcome => {
      signal.throwIfAborted();
      return { got: 'nothing', cause: factsOf(error).code };
    },
  );
  return { act, ...outcome, ms: (firstAt ?? clock.now()) - startedAt };
}

async function outcomeOf(
  ports: TryPorts,
  act: DrillAct,
  page: PageTarget | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  if (act === 'earlier-answers') return { got: (await ports.kept()).answers > 0 ? 'from-device' : 'not-tried' };
  if (act === 'earlier-chats') return { got: (await ports.kept()).chats > 0 ? 'from-device' : 'not-tried' };
  if (page === undefined) return { got: 'not-tried' };
  switch (act) {
    case 'search':
      return fromSearch(await ports.search({ query: page.title, depth: 'full' }, signal), 'from-device');
    case 'titles':
      return fromSearch(await ports.search({ query: page.title, depth: 'titles' }, signal), 'from-notion');
    case 'reader':
      return { got: (await ports.copyOf(page.pageId)) === undefined ? 'nothing' : 'from-device' };
    case 'refresh':
      return reread(ports, page, signal);
    case 'summarize':
    case 'brief':
    case 'tasks':
    case 'wiki':
    case 'document':
    case 'write':
    case 'ask':
    case 'ask-pages':
    case 'chat':
    case 'continue':
    case 'retry':
    case 'keep-question':
      return ask(ports.answering, await inputFor(ports, act, page), act === 'continue', signal);
  }
}

function fromSearch({ hits, failures }: SearchAnswer, got: 'from-device' | 'from-notion'): Outcome {
  const cause = failures[0]?.code;
  return { got: hits.length > 0 ? got : 'nothing', ...(cause === undefined ? {} : { cause }) };
}

/** A page that Notion does not give stays as it was read. */
async function reread(ports: TryPorts, { pageId }: PageTarget, signal: AbortSignal): Promise<Outcome> {
  try {
    await ports.reread(pageId, signal);
    return { got: 'from-notion' };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const copy = await ports.copyOf(pageId);
    return { got: copy === undefined ? 'nothing' : 'from-device', cause: error.code };
  }
}

type Asked = Exclude<DrillAct, 'search' | 'titles' | 'reader' | 'refresh' | 'earlier-answers' | 'earlier-chats'>;

/** What a person would ask, in the length they set: only so may an earlier answer to the very question stand in. */
async function inputFor({ answering, copyOf }: TryPorts, act: Asked, target: PageTarget): Promise<JobInput> {
  const { length, fallbacks } = await answering.settings();
  const fresh = { length, fresh: true };
  const onPage = { ...fresh, target };
  switch (act) {
    case 'summarize':
    case 'continue':
      return { ...onPage, action: 'summarize' };
    case 'brief':
    case 'tasks':
    case 'wiki':
      return { ...onPage, action: act };
    case 'document':
      return { ...onPage, action: act, particulars: { of: act, template: target.pageId } };
    case 'write': {
      const selection = (await copyOf(target.pageId))?.blocks.find(({ text }) => text !== '')?.text ?? target.title;
      return { ...onPage, action: act, particulars: { of: act, how: 'fix', selection } };
    }
    case 'ask':
      return { ...onPage, action: 'ask', question: 'What is this page about?' };
    case 'keep-question':
      return { ...onPage, action: 'ask', question: 'What on this page is still open?' };
    case 'ask-pages':
      return { ...fresh, action: 'ask', question: `What do my pages say about ${target.title}?`, scope: EVERYWHERE };
    case 'chat':
      return { ...onPage, action: 'chat', question: 'Say in one sentence what this page is for.' };
    case 'retry': {
      const [next] = fallbacks;
      return { ...onPage, action: 'summarize', ...(next === undefined ? {} : { model: next }) };
    }
  }
}

const EVERYWHERE = { kind: 'everywhere' } as const;

/** Answers a question as any other, in rows that live in memory alone. */
async function ask(real: AnswerPorts, input: JobInput, cut: boolean, signal: AbortSignal): Promise<Outcome> {
  const made = new Map<string, Answer>();
  let firstAt: number | undefined;
  const ports: AnswerPorts = {
    ...real,
    history: async () => [],
    resolveCitations: async (answer) => answer,
    jobs: { ...real.jobs, add: async () => {}, change: async () => job },
    steps: { get: (key) => real.steps.get(key), put: async () => {} },
    answers: {
      get: async (id) => made.get(id) ?? real.answers.get(id),
      async put(answer) {
        made.set(answer.id, answer);
        if (answer.text.trim() !== '') firstAt ??= real.clock.now();
      },
      finished: (key) => real.answers.finished(key),
    },
  };
  let job = newJob(ports, input);
  const note = async (event: JobEvent): Promise<void> => {
    job = advance(job, event, real.clock.now());
  };
  if (cut) {
    // As if a stream had ended in the middle: made without a model, so that there is always something to go on from.
    await answerJob(ports, newJob(ports, { ...input, model: 'none' }), signal, async () => {});
    const [whole] = made.values();
    if (whole === undefined) return { got: 'not-tried' };
    const part: Answer = { ...whole, state: 'interrupted', text: whole.text.slice(0, whole.text.length / 2) };
    made.set(part.id, part);
    job = newJob(ports, { ...input, continues: part.id });
    firstAt = undefined;
  }
  await answerJob(ports, job, signal, note);
  const answer = job.answerId === undefined ? undefined : made.get(job.answerId);
  const outcome = outcomeOfJob(job, answer);
  return { ...outcome, ...(firstAt === undefined ? {} : { firstAt }) };
}

function newJob({ chance, clock }: AnswerPorts, input: JobInput): Job {
  const now = clock.now();
  const id = asJobId(chance.id());
  const from = input.continues === undefined ? {} : { answerId: input.continues };
  const blank: Job = { id, input, state: 'queued', attempts: 0, trail: [], createdAt: now, updatedAt: now, ...from };
  return advance(blank, { type: 'take', lease: { owner: 'drill' } }, now);
}

/**
 * What a job left the person with.
 * @param answer as it was made for this job; an answer that was kept from before is none
 */
function outcomeOfJob(job: Job, answer: Answer | undefined): Outcome {
  const { state, wait, failure } = job;
  const cause = failure?.code ?? wait?.cause.code;
  const costUsd = answer?.provenance.costUsd ?? 0;
  return {
    ...(cause === undefined ? {} : { cause }),
    ...(state === 'waiting' ? { waits: true } : {}),
    ...(costUsd === 0 ? {} : { costUsd }),
    ...gotOf(job, answer),
  };
}

function gotOf({ state, lastGoodId, modelFreeId }: Job, answer: Answer | undefined): Outcome {
  if (state === 'done' && answer !== undefined) return answeredBy(answer);
  if (state === 'done' || lastGoodId !== undefined) return { got: 'last-good' };
  if (modelFreeId !== undefined) return { got: 'model-free' };
  if (state === 'waiting') return { got: 'waits' };
  return { got: answer !== undefined && answer.text.trim() !== '' ? 'part' : 'nothing' };
}

function answeredBy({ provenance: { asked, answeredBy: model, provider, trail } }: Answer): Outcome {
  if (model === undefined || provider === 'none') return { got: 'model-free' };
  const first = trail.find(({ outcome }) => typeof outcome === 'object');
  const cause = typeof first?.outcome === 'object' ? { cause: first.outcome.code } : {};
  const own =
    trail.at(-1)?.model === asked && (trail.at(-1)?.provider ?? provider) === (trail[0]?.provider ?? provider);
  return { got: own ? 'answer' : 'other-model', model, provider, ...cause };
}
