import { questionKey } from '../actions/question-key.ts';
import { Failure, factsOf, isTransient } from '../base/failure.ts';
import { asAnswerId } from '../base/ids.ts';
import type { JobEvent } from '../jobs/advance.ts';
import type { Answer } from '../jobs/answer.ts';
import { contentsOf } from '../jobs/contents-of.ts';
import type { Job, JobInput, Wait } from '../jobs/job.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { together, TYPED } from '../policy/class-of.ts';
import type { Contents } from '../policy/class-of.ts';
import { redactionStamp } from '../policy/redaction/redact.ts';
import type { Settings } from '../settings/settings.ts';
import { waitMs } from '../settings/wait-ms.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { remedyOf } from '../resilience/remedies.ts';
import { cannotKeep } from './answer-writer.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { answerByModel } from './answer-by-model.ts';
import { Unanswered } from './climb.ts';
import { askedRoute } from './asked-route.ts';
import { keptAnswers, keptBy } from './kept-by.ts';
import { prepareJob } from './prepare-job.ts';
import type { Errand } from './log-models.ts';
import type { Prepared } from './prepared.ts';
import { privateWay } from './private-way.ts';
import { keepModelFree, keepStandIns } from './stand-ins.ts';
import { withModel } from './with-model.ts';
import type { Work } from './work.ts';

/**
 * Answers one job to its end: reads, asks, keeps. What nobody could answer now waits for service; any other failure
 * becomes the job's own. Both have the last good answer and the model-free result beside them. Throws only when
 * aborted, or when the device cannot keep anything.
 */
export async function answerJob(
  allPorts: AnswerPorts,
  job: Job,
  signal: AbortSignal,
  note: (event: JobEvent) => Promise<void>,
): Promise<void> {
  const errand = errandOf(job);
  const ports = withModel(allPorts, (provider, contents, bill) => allPorts.model(provider, contents, bill, errand));
  const standIns = keepStandIns(ports, async () => (await answersBefore(ports, job.input))[0]);
  const spoken = new AbortController();
  const speaks = (): void => spoken.abort();
  signal.addEventListener('abort', speaks, { once: true });
  const silence = mayWait(job.input)
    ? standIns.besideSilence((beside) => note({ type: 'stand-in', ...beside }), spoken.signal)
    : undefined;
  try {
    const work = await prepare(ports, job, signal, note, speaks);
    standIns.prepared(work);
    await finish(work);
  } catch (error) {
    speaks();
    signal.throwIfAborted();
    if (!(error instanceof Failure)) ports.log.warn('job broke', { action: job.input.action, bug: String(error) });
    const beside = cannotKeep(error) ? {} : await standIns.all();
    const wait = mayWait(job.input) ? await waitAfter(ports, error) : undefined;
    signal.throwIfAborted();
    const outcome = wait === undefined ? 'failed' : 'stopped';
    ports.record?.({ kind: 'failure', what: 'action', ...errand, outcome, code: factsOf(error).code });
    await note(
      wait === undefined ? { type: 'fail', failure: factsOf(error), ...beside } : { type: 'wait', wait, ...beside },
    );
  } finally {
    speaks();
    signal.removeEventListener('abort', speaks);
    await silence;
  }
}

/** What the log tells of beside each call for this job. */
const errandOf = ({ id, input: { action, target } }: Job): Errand => ({
  action,
  of: id,
  ...(target === undefined ? {} : { page: target.pageId }),
});

/** What is gone on from stands already: whether to try once more is for the person to say. */
const mayWait = ({ continues }: JobInput): boolean => continues === undefined;

/** What a job waits for after this failure; `undefined` where words were shown, or only the person can mend it. */
async function waitAfter(ports: AnswerPorts, error: unknown): Promise<Wait | undefined> {
  if (error instanceof Unanswered && error.started) return undefined;
  const until = error instanceof Unanswered ? error.until : undefined;
  const cause = factsOf(error);
  if (!isTransient(cause.code) && until === undefined) return undefined;
  const since = ports.clock.now();
  // A budget has room again with the next period: only from then on does it wait in vain.
  const from = cause.code === 'budget-spent' ? (until ?? since) : since;
  const expiresAt = from + waitMs(await ports.settings());
  return { cause, since, expiresAt, ...(until === undefined ? {} : { until }) };
}

async function prepare(
  house: AnswerPorts,
  job: Job,
  signal: AbortSignal,
  note: (event: JobEvent) => Promise<void>,
  speaks: () => void,
): Promise<Work> {
  const tell = (event: JobEvent): void => {
    note(event).catch((error: unknown) => house.log.warn('job not noted', { code: factsOf(error).code }));
  };
  const { ports, redacted } = privateWay(house, job, (found) => tell({ type: 'progress', redacted: found }));
  const routes = ports.settings().then(async (settings) => ports.routes(askedRoute(job.input, settings)));
  // Whoever is never asked is not missed.
  routes.catch(() => undefined);
  const [prepared, known] = await Promise.all([
    prepareJob(ports, job.input, signal, (progress) => tell({ type: 'progress', progress })),
    asksAnew(job.input) ? [] : answersBefore(ports, job.input),
  ]);
  const contents = together(prepared.contents, await contentsBefore(ports, job.input));
  const judged = routes.then(async (able) => ports.judge(able, contents));
  judged.catch(() => undefined);
  const blank = blankAnswer(ports, job, underPrivacy({ ...prepared, contents }));
  return { ...prepared, contents, ports, job, known, blank, signal, judged, note, tell, speaks, redacted };
}

/** An answer is kept for what it was made from, and for how that was sent. */
function underPrivacy<Made extends Pick<Prepared, 'subject' | 'settings'>>(prepared: Made): Made {
  const stamp = redactionStamp(prepared.settings.redaction);
  if (stamp === '') return prepared;
  const { subject } = prepared;
  return { ...prepared, subject: { ...subject, sources: fingerprint(stamp, subject.sources) } };
}

/** Where the words come from that are gone on from. */
async function contentsBefore({ answers }: AnswerPorts, { continues }: JobInput): Promise<Contents> {
  const earlier = continues === undefined ? undefined : await answers.get(continues);
  return earlier === undefined ? TYPED : contentsOf(earlier);
}

const answersBefore = async (ports: AnswerPorts, input: JobInput): Promise<readonly Answer[]> =>
  ports.answers.finished(keyOf(input, await ports.settings()));

const asksAnew = ({ action, fresh, continues }: JobInput): boolean =>
  fresh === true || continues !== undefined || action === 'chat';

async function finish(work: Work): Promise<void> {
  if (work.asked.model === 'none' || work.nothingToAsk) {
    const answer = await keepModelFree(work);
    await work.note({ type: 'finish', answerId: answer.id });
    await landCitations(work, answer);
    return;
  }
  const same = keptBy(work, work.asked);
  if (same !== undefined) {
    await work.note({ type: 'finish', answerId: same.id });
    return;
  }
  const answer = await answerOrKept(work);
  await work.note({ type: 'finish', answerId: answer.id });
  await landCitations(work, answer);
}

/**
 * What another model has written in place of the asked one is not passed off as its answer: the asked one is asked anew.
 * Only while it cannot be had is it given again, as what it is, and nobody else is paid for the same once more.
 */
async function answerOrKept(work: Work): Promise<Answer> {
  try {
    return await answerByModel(work);
  } catch (error) {
    const isOut = error instanceof Unanswered && !error.started && remedyOf(error.code).next !== 'nobody';
    const [kept] = isOut ? keptAnswers(work) : [];
    if (kept === undefined) throw error;
    return kept;
  }
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

const keyOf = (input: JobInput, { language }: Settings): string =>
  questionKey(
    { language, ...input },
    input.target === undefined || input.scope !== undefined ? [] : [input.target.pageId],
  );

function blankAnswer(ports: AnswerPorts, job: Job, { subject, asked, settings, contents }: Prepared): Answer {
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
      ...(asked.model === 'none' ? {} : { asked: asked.model }),
      provider: asked.provider,
      trail: [],
      usage: NO_USAGE,
      sources,
      completeness,
      contents,
      ...(searched === undefined ? {} : { searched }),
    },
    startedAt: ports.clock.now(),
    updatedAt: ports.clock.now(),
  };
}
