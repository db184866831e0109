import { questionKey } from '../actions/question-key.ts';
import { Failure, factsOf } from '../base/failure.ts';
import { asAnswerId } from '../base/ids.ts';
import type { JobEvent } from '../jobs/advance.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Job, JobInput } from '../jobs/job.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import type { Settings } from '../settings/settings.ts';
import { changedSections } from '../text/changed-sections.ts';
import { cannotKeep } from './answer-writer.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { answerByModel } from './answer-by-model.ts';
import { prepareJob } from './prepare-job.ts';
import type { Prepared } from './prepared.ts';
import { citationsFor } from './citations-for.ts';

/** A job under way: what is known of it so far, and how it tells. */
export interface Work extends Prepared {
  readonly ports: AnswerPorts;
  readonly job: Job;
  /** Finished answers to the very question, newest first; empty where it is to be asked anew. */
  readonly known: readonly Answer[];
  /** The beginning of every answer row of this job. */
  readonly blank: Answer;
  readonly signal: AbortSignal;
  /** Stores what has happened to the job. */
  note(event: JobEvent): Promise<void>;
  /** The same where nothing waits for it: a store that does not take it will not take the answer either, and says so then. */
  tell(event: JobEvent): void;
}

/**
 * Answers one job to its end: reads, asks, keeps. A failure becomes the job's own, with the last good answer and the
 * model-free result beside it. Throws only when aborted, or when the device cannot keep anything.
 */
export async function answerJob(
  ports: AnswerPorts,
  job: Job,
  signal: AbortSignal,
  note: (event: JobEvent) => Promise<void>,
): Promise<void> {
  let work: Work | undefined;
  try {
    work = await prepare(ports, job, signal, note);
    await finish(work);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) ports.log.warn('job broke', { action: job.input.action, bug: String(error) });
    await note({ type: 'fail', failure: factsOf(error), ...(await standIns(ports, job, work, error)) });
  }
}

async function prepare(
  ports: AnswerPorts,
  job: Job,
  signal: AbortSignal,
  note: (event: JobEvent) => Promise<void>,
): Promise<Work> {
  const tell = (event: JobEvent): void => {
    note(event).catch((error: unknown) => ports.log.warn('job not noted', { code: factsOf(error).code }));
  };
  const [prepared, known] = await Promise.all([
    prepareJob(ports, job.input, signal, (progress) => tell({ type: 'progress', progress })),
    asksAnew(job.input) ? [] : answersBefore(ports, job.input),
  ]);
  const blank = blankAnswer(ports, job, prepared);
  return { ...prepared, ports, job, known, blank, signal, note, tell };
}

const answersBefore = async (ports: AnswerPorts, input: JobInput): Promise<readonly Answer[]> =>
  ports.answers.finished(keyOf(input, await ports.settings()));

const asksAnew = ({ action, fresh, continues }: JobInput): boolean =>
  fresh === true || continues !== undefined || action === 'chat';

async function finish(work: Work): Promise<void> {
  const { blank, options } = work;
  if (options.model === 'none' || work.nothingToAsk) {
    const answer = await keepModelFree(work);
    await work.note({ type: 'finish', answerId: answer.id });
    await landCitations(work, answer);
    return;
  }
  const same = work.known.find(
    ({ provenance }) => provenance.sources === blank.provenance.sources && provenance.asked === options.model,
  );
  if (same !== undefined) {
    await work.note({ type: 'finish', answerId: same.id });
    return;
  }
  const answer = await answerByModel(work);
  await work.note({ type: 'finish', answerId: answer.id });
  await landCitations(work, answer);
}

/**
 * Finds the blocks behind citations once the answer stands: nothing that goes wrong here touches it. A jump looks again
 * for whatever is missing.
 */
async function landCitations({ ports, pages, signal }: Work, answer: Answer): Promise<void> {
  try {
    const resolved = await ports.resolveCitations(answer, pages, signal);
    if (resolved !== answer) await ports.answers.put(resolved);
  } catch (error) {
    if (!signal.aborted) ports.log.warn('citations did not land', { code: factsOf(error).code });
  }
}

type StandIns = Pick<Extract<JobEvent, { type: 'fail' }>, 'modelFreeId' | 'lastGoodId' | 'lastGoodChanges'>;

/**
 * What stands beside a failure: the last good answer to the very question, and what the page says without a model.
 * Each is shown where it can be had; that it cannot does not hide why the job failed.
 */
async function standIns(ports: AnswerPorts, job: Job, work: Work | undefined, error: unknown): Promise<StandIns> {
  if (cannotKeep(error)) return {};
  const orNothing = async <Found>(found: Promise<Found | undefined>): Promise<Found | undefined> =>
    found.catch((trouble: unknown) => {
      ports.log.warn('nothing stands in', { code: factsOf(trouble).code });
      return undefined;
    });
  const [lastGood, modelFree] = await Promise.all([
    orNothing(answersBefore(ports, job.input).then(([newest]) => newest)),
    work === undefined ? undefined : orNothing(keepModelFree(work)),
  ]);
  return {
    ...(modelFree === undefined ? {} : { modelFreeId: modelFree.id }),
    ...(lastGood === undefined ? {} : { lastGoodId: lastGood.id }),
    ...(lastGood === undefined || work === undefined
      ? {}
      : { lastGoodChanges: changedSections(lastGood.sections, work.blank.sections) }),
  };
}

async function keepModelFree(work: Work): Promise<Answer> {
  const { ports, blank, pages } = work;
  const { markdown, cited, notFound } = work.modelFree();
  const answer: Answer = {
    ...blank,
    id: asAnswerId(ports.chance.id()),
    state: 'done',
    text: markdown,
    citations: citationsFor(pages, cited),
    updatedAt: ports.clock.now(),
    provenance: withoutModel(blank),
    ...(notFound === true ? { notFound } : {}),
  };
  await ports.answers.put(answer);
  return answer;
}

const keyOf = (input: JobInput, { language }: Settings): string =>
  questionKey(
    { language, ...input },
    input.target === undefined || input.scope !== undefined ? [] : [input.target.pageId],
  );

function withoutModel({ provenance }: Answer): Answer['provenance'] {
  const { answeredBy: _nobody, ...rest } = provenance;
  return { ...rest, provider: 'none', usage: NO_USAGE };
}

function blankAnswer(ports: AnswerPorts, job: Job, { subject, options, settings }: Prepared): Answer {
  const { input } = job;
  const { sources, completeness, searched, ...about } = subject;
  return {
    id: asAnswerId(ports.chance.id()),
    jobId: job.id,
    action: input.action,
    questionKey: keyOf(input, settings),
    ...about,
    ...(input.question === undefined ? {} : { question: input.question }),
    state: 'streaming',
    text: '',
    citations: [],
    provenance: {
      ...(options.model === 'none' ? {} : { asked: options.model }),
      provider: 'claude',
      trail: [],
      usage: NO_USAGE,
      sources,
      completeness,
      ...(searched === undefined ? {} : { searched }),
    },
    startedAt: ports.clock.now(),
    updatedAt: ports.clock.now(),
  };
}
