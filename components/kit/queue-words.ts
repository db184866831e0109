import { RESULT_NAMES } from '../../lib/actions/result-names.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { ago, lasting } from './age.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { modelName } from './model-name.ts';
import { changedWords } from './waiting-words.ts';

const ACTION_WORDS = {
  ...RESULT_NAMES,
  ask: 'Question',
  chat: 'Chat message',
  compact: 'Summary of earlier turns',
} as const;

/** What was asked for, in the person's own words where there are some. */
export function requestWords({ input }: Pick<Job, 'input'>): string {
  return input.question ?? `${ACTION_WORDS[input.action]} of ${input.target?.title ?? 'all of Notion'}`;
}

/** The page that a request is about, where its words do not name it already. */
export const aboutWords = ({ input }: Pick<Job, 'input'>): string | undefined =>
  input.question === undefined ? undefined : (input.target?.title ?? 'All of Notion');

/** Why a request waits: `Claude Sonnet 5.5 is overloaded.` */
export function whyWords(job: Job, models: readonly ModelFacts[]): string {
  if (job.behind !== undefined && (job.wait === undefined || job.wait.behind !== undefined)) {
    return 'Follows the message before it.';
  }
  if (job.anew !== undefined) return `To be asked again of ${modelName(job.input.model ?? '', models)}.`;
  const cause = job.wait?.cause;
  if (cause === undefined) return 'Waits for its turn.';
  return causeWords(cause, models);
}

const causeWords = (failure: FailureFacts, models: readonly ModelFacts[]): string =>
  describeFailure(failure, failure.model === undefined ? undefined : modelName(failure.model, models)).cause;

/** Since when it waits, and until when it may: `Waiting for 12 min, for another 23 h at most.` */
export function sinceWords({ wait, createdAt }: Job, now: number): string {
  const since = `Waiting for ${lasting(Math.max(0, now - (wait?.since ?? createdAt)))}`;
  if (wait === undefined) return `${since}.`;
  return `${since}, for another ${lasting(Math.max(0, wait.expiresAt - now))} at most.`;
}

/** What came of a request that the queue has let go, in short sentences. */
export function outcomeWords(view: JobView, models: readonly ModelFacts[], now: number): readonly string[] {
  const { job, answer } = view;
  if (job.state === 'failed') {
    return [causeWords(job.failure ?? { code: 'bug' }, models)];
  }
  if (job.input.action === 'gaps' && answer !== undefined) {
    return [answer.text.split('\n')[0] ?? '', `Checked ${ago(job.updatedAt, now)}.`];
  }
  const by = answer?.provenance.answeredBy;
  const again = job.anew === undefined ? '' : ' when asked again';
  const who = by === undefined ? 'Answered without a model' : `Answered by ${modelName(by, models)}${again}`;
  const cost = answer?.provenance.costUsd;
  const told = `${who}, ${ago(job.updatedAt, now)}${cost === undefined || by === undefined ? '' : `, ${dollars(cost)}`}.`;
  return job.changed === undefined ? [told] : [told, changedWords(job.changed)];
}

/** Whether the person has something to decide about it: it failed, or the page is no more what it was asked about. */
export const needsDecision = ({ job }: JobView): boolean => job.state === 'failed' || job.changed !== undefined;

/** The digest in one line: `3 answered, 1 failed, $0.04`. */
export function digestWords(views: readonly JobView[]): string {
  const failed = views.filter(({ job }) => job.state === 'failed').length;
  const answered = views.length - failed;
  const costs = views.flatMap(({ answer }) => answer?.provenance.costUsd ?? []);
  return [
    ...(answered === 0 ? [] : [`${answered} answered`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(costs.length === 0 ? [] : [dollars(costs.reduce((sum, cost) => sum + cost, 0))]),
  ].join(', ');
}
