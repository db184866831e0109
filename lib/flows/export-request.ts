import { RESULT_NAMES } from '../actions/result-names.ts';
import { describeFailure } from '../base/failure-words.ts';
import { Failure, factsOf } from '../base/failure.ts';
import type { JobId } from '../base/ids.ts';
import type { Answer, TrailStep } from '../jobs/answer.ts';
import type { Job } from '../jobs/job.ts';
import type { PromptPreview } from '../messages/desk.ts';
import { modelName } from '../models/model-name.ts';
import type { AnswerPorts } from './answer-ports.ts';
import { prepareJob } from './prepare-job.ts';
import { partsOf } from './preview-job.ts';

const ACTION_WORDS = { ...RESULT_NAMES, summarize: 'Summarize', ask: 'Question', chat: 'Chat message' } as const;

/** No model reads this much: the request is put together whole, whoever is to read it. */
const ENDLESS = Number.MAX_SAFE_INTEGER;

/**
 * A request whole, as Markdown, so that the work can go on elsewhere: what was asked, the prompt with its sources as they
 * are now, what arrived of an answer, what stands in for it, and what was tried. Asks no model, and is given also where
 * the page cannot be read: then it says so.
 * @throws Failure `storage-broken` where there is no such job
 */
export async function exportRequest(ports: AnswerPorts, id: JobId, signal: AbortSignal): Promise<string> {
  const job = await ports.jobs.get(id);
  if (job === undefined) throw new Failure('storage-broken');
  const { model } = await ports.settings();
  const answerOf = async (answerId: Answer['id'] | undefined): Promise<Answer | undefined> =>
    answerId === undefined ? undefined : ports.answers.get(answerId);
  const [prompt, arrived, extract, earlier] = await Promise.all([
    promptOf(ports, job, signal),
    answerOf(job.answerId),
    answerOf(job.modelFreeId),
    answerOf(job.lastGoodId),
  ]);
  const now = ports.clock.now();
  return [
    `# ${titleOf(job)}`,
    facts(job, job.input.model ?? model),
    ...prompt,
    ...part(arrived?.state === 'done' ? 'The answer' : 'What had arrived of the answer', arrived?.text),
    ...part('The last good answer', earlier?.text),
    ...part('From the pages themselves, without a model', extract?.text),
    ...part('What was tried', job.trail.map(stepLine).join('\n')),
    `_Exported from Understudy, ${moment(now)}._`,
  ]
    .join('\n\n')
    .concat('\n');
}

function titleOf({ input }: Job): string {
  const about = input.target?.title ?? 'all of Notion';
  return `${ACTION_WORDS[input.action]}: ${oneLine(input.question ?? about)}`;
}

function facts({ input, createdAt, state, wait, failure }: Job, asked: string): string {
  const cause = state === 'waiting' ? wait?.cause : failure;
  return [
    ...(input.target === undefined ? [] : [`Page: [${oneLine(input.target.title)}](${input.target.url})`]),
    `Asked: ${moment(createdAt)}, of ${input.model === 'none' ? 'no model' : modelName(asked)}`,
    ...(cause === undefined ? [] : [`${state === 'waiting' ? 'Waits' : 'Failed'}: ${causeOf(cause)}`]),
  ]
    .map((line) => `- ${line}`)
    .join('\n');
}

/** The prompt in its parts. A page that cannot be read now leaves the question, and the reason. */
async function promptOf(ports: AnswerPorts, job: Job, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return sections(await partsNow(ports, job, signal));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    const missing = `The prompt cannot be put together now. ${causeOf(factsOf(error))}`;
    return [...part('The prompt', missing), ...part('Your message', job.input.question)];
  }
}

async function partsNow(ports: AnswerPorts, { input }: Job, signal: AbortSignal): Promise<PromptPreview['parts']> {
  const prepared = await prepareJob(ports, input, signal, () => {}, false);
  if (prepared.nothingToAsk) return [];
  const plan = prepared.plan({ contextTokens: ENDLESS, model: prepared.options.model });
  if (plan.kind === 'whole') return partsOf(plan.request, '');
  return plan.parts.flatMap(({ request, label }) => partsOf(request, `${label}: `));
}

const sections = (parts: PromptPreview['parts']): readonly string[] =>
  parts.flatMap(({ label, text }) => part(label, fenced(text)));

const part = (title: string, text: string | undefined): readonly string[] =>
  text === undefined || text.trim() === '' ? [] : [`## ${oneLine(title)}`, text.trim()];

/** Kept letter by letter: the fence is longer than any that the text holds. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trim()}\n${fence}`;
}

function stepLine({ model, startedAt, endedAt, outcome, requestId }: TrailStep): string {
  const took = `${((endedAt - startedAt) / 1000).toFixed(1)} s`;
  const request = requestId === undefined ? '' : `, request ${requestId}`;
  const end = typeof outcome === 'object' ? causeOf({ model, ...outcome }) : outcome;
  return `- ${moment(startedAt)}, ${modelName(model)}, ${took}${request}: ${end}`;
}

const causeOf = (failure: Parameters<typeof describeFailure>[0]): string =>
  describeFailure(failure, failure.model === undefined ? undefined : modelName(failure.model)).cause;

/** Minutes are enough, and UTC is the same for whoever reads it. */
const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
