import type { Answer } from '../../lib/jobs/answer.ts';
import type { JobState } from '../../lib/jobs/job.ts';
import type { JobId } from '../../lib/base/ids.ts';
import { checkTrails } from './check-trails.ts';
import { jobsOf, lettersOf, tokenIn } from './history.ts';
import type { History } from './history.ts';

/** What a history breaks; nothing when it keeps every promise. */
export function checkHistory(history: History): readonly string[] {
  return [
    ...history.troubles,
    ...checkEndings(history),
    ...checkTyped(history),
    ...checkReceived(history),
    ...checkOnce(history),
    ...checkOrder(history),
    ...checkTrails(history),
  ];
}

/** Every accepted question ends answered, waiting, paused by the person, cancelled, or failed with a cause. */
function checkEndings(history: History): string[] {
  const jobs = jobsOf(history);
  const answers = new Map(history.answers.map((answer) => [answer.id, answer]));
  return history.accepted.flatMap(({ jobId }) => {
    const job = jobs.get(jobId);
    if (job === undefined) return [`${jobId} was accepted and is gone`];
    switch (job.state) {
      case 'done': {
        const answer = job.answerId === undefined ? undefined : answers.get(job.answerId);
        return answer?.state === 'done' && answer.text.trim() !== '' ? [] : [`${jobId} is done without an answer`];
      }
      case 'failed':
        if (job.failure === undefined) return [`${jobId} failed without a cause`];
        return job.failure.code === 'bug' ? [`${jobId} failed of a bug`] : [];
      case 'waiting':
        return job.wait === undefined ? [`${jobId} waits for nothing`] : [];
      case 'queued':
      case 'running':
        return [`${jobId} is ${job.state} although everybody rests`];
      case 'cancelled':
      case 'paused':
        return [];
    }
  });
}

/** What was typed stands as it was typed. */
function checkTyped(history: History): string[] {
  const jobs = jobsOf(history);
  const messages = new Map(history.messages.map((message) => [message.id, message]));
  const wrong: string[] = [];
  for (const { jobId, words } of history.accepted) {
    const kept = jobs.get(jobId)?.input.question;
    if (words !== undefined && kept !== words) wrong.push(`${jobId} was asked “${words}” and keeps “${kept}”`);
  }
  for (const [id, words] of history.said) {
    const kept = messages.get(id)?.text;
    if (kept !== words) wrong.push(`the message “${words}” is kept as “${kept}”`);
  }
  return wrong;
}

/** What a model said and a living worker heard is kept in an answer to its question. */
function checkReceived(history: History): string[] {
  const kept = new Map<string | undefined, string>();
  const jobs = jobsOf(history);
  for (const answer of history.answers) {
    const token = tokenIn(jobs.get(answer.jobId)?.input.question);
    kept.set(token, `${kept.get(token) ?? ''} ${lettersOf(answer.text)}`);
  }
  return history.heard.flatMap(({ token, text, torn }) => {
    const letters = lettersOf(text);
    if (torn || token === undefined || letters === '') return [];
    // A continuation that repeats the end of the first part is kept once.
    const end = letters.slice(-30);
    return kept.get(token)?.includes(end) === true ? [] : [`${token}: “…${end}” was received and is gone`];
  });
}

/** The last moments of a life: between a write and the next, and in a browser until it is seen to be dead. */
const DYING_MS = 50;
const SEEN_DYING_MS = 300;

/** No question is answered twice without being asked again. */
function checkOnce({ answers, accepted, jobs, deaths, atService }: History): string[] {
  const wrong: string[] = [];
  const whole = answers.filter(({ state, provenance }) => state === 'done' && provenance.answeredBy !== undefined);
  // What a dying worker had written and could not tell of any more is no answer that anybody was shown.
  const dyingMs = atService === true ? SEEN_DYING_MS : DYING_MS;
  const untold = ({ updatedAt }: Answer): boolean => deaths.some((at) => at >= updatedAt && at - updatedAt < dyingMs);
  const told = whole.filter((answer) => !untold(answer) || jobs.some(({ answerId }) => answerId === answer.id));
  const byJob = Map.groupBy(told, ({ jobId }) => jobId);
  for (const [jobId, found] of byJob) if (found.length > 1) wrong.push(`${jobId} was answered ${found.length} times`);
  const questions = new Map(jobs.map((job) => [job.id, tokenIn(job.input.question)]));
  for (const [token, found] of Map.groupBy(told, ({ jobId }) => questions.get(jobId))) {
    if (token === undefined) continue;
    const asked = accepted.filter((one) => questions.get(one.jobId) === token).length;
    const unsure = jobs.filter((job) => questions.get(job.id) === token).length;
    if (found.length > Math.max(asked, unsure))
      wrong.push(`${token} was asked ${asked} times, answered ${found.length}`);
  }
  return wrong;
}

const ENDED: ReadonlySet<JobState> = new Set(['done', 'failed', 'cancelled']);

/** A turn of a conversation is asked only when the turns before it on its branch have come to rest. */
function checkOrder(history: History): string[] {
  const { messages, knocks, states } = history;
  const jobs = jobsOf(history);
  const said = new Map(messages.map((message) => [message.id, message]));
  /** Whether a turn holds up those behind it: not what was paused once, and not what only goes on from a cut answer. */
  const holds = (jobId: JobId, at: number): JobState | undefined => {
    if (jobs.get(jobId)?.input.continues !== undefined) return undefined;
    const until = states.filter((one) => one.jobId === jobId && one.at <= at).map(({ state }) => state);
    const last = until.at(-1);
    return last === undefined || ENDED.has(last) || until.includes('paused') ? undefined : last;
  };
  return messages.flatMap(({ role, jobId, parentId }) => {
    const token = role === 'assistant' && jobId !== undefined ? tokenIn(jobs.get(jobId)?.input.question) : undefined;
    if (token === undefined) return [];
    const asked = knocks.filter((knock) => knock.token === token);
    const wrong: string[] = [];
    const question = parentId === undefined ? undefined : said.get(parentId);
    for (let at = question?.parentId; at !== undefined;) {
      const turn = said.get(at);
      at = turn?.parentId;
      const before = turn?.jobId;
      if (before === undefined) continue;
      for (const knock of asked) {
        const state = holds(before, knock.at);
        if (state !== undefined) wrong.push(`${token} was asked while ${before} was ${state}`);
      }
    }
    return wrong;
  });
}
