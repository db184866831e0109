import type { Action, ActionOptions, Material } from '../actions/action.ts';
import { questionKey } from '../actions/question-key.ts';
import { Failure, factsOf } from '../base/failure.ts';
import { asAnswerId } from '../base/ids.ts';
import type { JobEvent } from '../jobs/advance.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Job, JobInput, Progress } from '../jobs/job.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { changedSections } from '../text/changed-sections.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { cutSections } from '../text/sections.ts';
import { cannotKeep } from './answer-writer.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { answerByModel } from './answer-by-model.ts';
import { prepareMaterial } from './prepare-material.ts';
import { citationsFor } from './citations-for.ts';

/** A job under way: what is known of it so far, and how it tells. */
export interface Work {
  readonly ports: AnswerPorts;
  readonly job: Job;
  readonly action: Action;
  readonly options: ActionOptions;
  readonly material: Material;
  /** Finished answers to the very question, newest first; empty where it is to be asked anew. */
  readonly known: readonly Answer[];
  /** The beginning of every answer row of this job. */
  readonly blank: Answer;
  readonly signal: AbortSignal;
  note(event: JobEvent): Promise<void>;
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
  const tell = (progress: Progress): void => void note({ type: 'progress', progress });
  const [{ action, material, options }, known] = await Promise.all([
    prepareMaterial(ports, job.input, signal, tell),
    asksAnew(job.input) ? [] : ports.answers.finished(keyOf(job.input)),
  ]);
  const blank = blankAnswer(ports, job, material, options);
  return { ports, job, action, options, material, known, blank, signal, note };
}

const asksAnew = ({ action, fresh, continues }: JobInput): boolean =>
  fresh === true || continues !== undefined || action === 'chat';

async function finish(work: Work): Promise<void> {
  const { blank, options } = work;
  if (options.model === 'none') {
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

/** Finds the blocks behind citations once the answer stands. A jump looks again for whatever is missing here. */
async function landCitations({ ports, material, signal }: Work, answer: Answer): Promise<void> {
  const resolved = await ports.resolveCitations(answer, material, signal);
  if (resolved !== answer) await ports.answers.put(resolved);
}

/** What stands beside a failure: the last good answer to the very question, and what the page says without a model. */
async function standIns(
  ports: AnswerPorts,
  job: Job,
  work: Work | undefined,
  error: unknown,
): Promise<Pick<Extract<JobEvent, { type: 'fail' }>, 'modelFreeId' | 'lastGoodId' | 'lastGoodChanges'>> {
  if (cannotKeep(error)) return {};
  const [lastGood] = await ports.answers.finished(keyOf(job.input));
  const modelFree = work === undefined ? undefined : await keepModelFree(work);
  return {
    ...(modelFree === undefined ? {} : { modelFreeId: modelFree.id }),
    ...(lastGood === undefined ? {} : { lastGoodId: lastGood.id }),
    ...(lastGood === undefined || work === undefined
      ? {}
      : { lastGoodChanges: changedSections(lastGood.sections, work.blank.sections) }),
  };
}

async function keepModelFree(work: Work): Promise<Answer> {
  const { ports, blank, material } = work;
  const { markdown, cited } = work.action.modelFree(material, work.options);
  const answer: Answer = {
    ...blank,
    id: asAnswerId(ports.chance.id()),
    state: 'done',
    text: markdown,
    citations: citationsFor(material, cited),
    updatedAt: ports.clock.now(),
    provenance: withoutModel(blank),
  };
  await ports.answers.put(answer);
  return answer;
}

const keyOf = (input: JobInput): string => questionKey(input, input.target === undefined ? [] : [input.target.pageId]);

function withoutModel({ provenance }: Answer): Answer['provenance'] {
  const { answeredBy: _nobody, ...rest } = provenance;
  return { ...rest, provider: 'none', usage: NO_USAGE };
}

function blankAnswer(ports: AnswerPorts, job: Job, { page, related }: Material, options: ActionOptions): Answer {
  const { input } = job;
  return {
    id: asAnswerId(ports.chance.id()),
    jobId: job.id,
    action: input.action,
    questionKey: keyOf(input),
    pageId: page.id,
    pageTitle: page.title,
    pageUrl: page.url,
    ...(input.question === undefined ? {} : { question: input.question }),
    state: 'streaming',
    text: '',
    citations: [],
    sections: cutSections(page.title, page.blocks).map((section) => section.fingerprint),
    provenance: {
      ...(options.model === 'none' ? {} : { asked: options.model }),
      provider: 'claude',
      trail: [],
      usage: NO_USAGE,
      sources: fingerprint(page.fingerprint, ...related.map((one) => one.fingerprint)),
      completeness: page.completeness,
    },
    startedAt: ports.clock.now(),
    updatedAt: ports.clock.now(),
  };
}
