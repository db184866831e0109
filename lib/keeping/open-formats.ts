import { chatFileOf } from '../chat/chat-file.ts';
import { chatFileName, chatMarkdown } from '../chat/chat-markdown.ts';
import type { Conversation, Message } from '../chat/conversation.ts';
import { linkedText } from '../chat/linked-text.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Job } from '../jobs/job.ts';
import { reportCsv } from '../report/report-csv.ts';
import type { ReportRun } from '../report/saved-report.ts';

/** A file that a person can open without us. */
export interface OpenFile {
  readonly name: string;
  readonly text: string;
}

export interface ReadRows {
  readonly answers: readonly Answer[];
  readonly jobs: readonly Job[];
  readonly conversations: readonly Conversation[];
  readonly messages: readonly Message[];
  readonly reportRuns: readonly ReportRun[];
}

export const ABOUT_EXPORT = `# Understudy: everything that was stored, in open formats

- conversations/: each conversation as it was shown, in Markdown.
- answers/: answers by month, in Markdown, with links to what they cite.
- reports/: figures of each run of a report, as CSV.
- rows/: every row of every table, one JSON object a line (JSON Lines). Times are milliseconds since 1970, UTC.
  What JSON has no word for is an object with the one name "$": {"$":["bytes","base64"]}, {"$":["date",ms]},
  {"$":["number","NaN"]}, {"$":["nothing"]}.

There are no keys in it.
`;

/** What people read: conversations, answers and figures. */
export function* openFiles(rows: ReadRows): Iterable<OpenFile> {
  const name = uniqueNames();
  yield { name: 'README.md', text: ABOUT_EXPORT };
  const byJob = new Map(rows.answers.map((answer) => [answer.jobId, answer]));
  const answerOf = new Map(rows.answers.map((answer) => [answer.id, answer]));
  const jobs = new Map(rows.jobs.map((job) => [job.id, job]));
  const said = Map.groupBy(rows.messages, ({ conversationId }) => conversationId);
  for (const conversation of rows.conversations) {
    const turns = (said.get(conversation.id) ?? [])
      .toSorted((one, other) => one.createdAt - other.createdAt)
      .map((message) => {
        const written = message.jobId === undefined ? undefined : jobs.get(message.jobId)?.answerId;
        const answer = written === undefined ? undefined : answerOf.get(written);
        return { message, answer: answer ?? (message.jobId === undefined ? undefined : byJob.get(message.jobId)) };
      });
    const text = chatMarkdown(chatFileOf(conversation, turns, linkedText));
    yield {
      name: name(`conversations/${dayOf(conversation.createdAt)} ${chatFileName(conversation.title, 'md')}`),
      text,
    };
  }
  const alone = rows.answers.filter(({ action }) => action !== 'chat' && action !== 'compact');
  const months = Map.groupBy(
    alone.toSorted((one, other) => one.startedAt - other.startedAt),
    ({ startedAt }) => dayOf(startedAt).slice(0, 7),
  );
  for (const [month, answers] of months) {
    yield { name: name(`answers/${month}.md`), text: `# Answers of ${month}\n\n${answers.map(answerText).join('\n')}` };
  }
  for (const { definition, startedAt, result } of rows.reportRuns) {
    if (result === undefined) continue;
    const file = chatFileName(definition.title, 'json').replace(/\.json$/u, '.csv');
    yield { name: name(`reports/${dayOf(startedAt)} ${file}`), text: reportCsv(result) };
  }
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

function answerText(answer: Answer): string {
  const { action, question, pageTitle, pageUrl, provenance, startedAt, state } = answer;
  const about = pageUrl === '' ? pageTitle : `${pageTitle} (${pageUrl})`;
  const by = provenance.answeredBy === undefined ? 'No model used' : `Answered by ${provenance.answeredBy}`;
  const asked = question === undefined || question === '' ? [] : [`> ${oneLine(question)}`];
  const cut = state === 'done' ? [] : ['_It was cut off here._'];
  return [
    `## ${action}, ${new Date(startedAt).toISOString()}`,
    ...(about === '' ? [] : [oneLine(about)]),
    ...asked,
    linkedText(answer).trim(),
    ...cut,
    `_${by}_\n`,
  ].join('\n\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

/** A name that is taken gets a number. */
function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  return (wished) => {
    let name = wished;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) {
      name = wished.replace(/(\.[a-z]+)$/u, ` ${number}$1`);
    }
    taken.add(name.toLowerCase());
    return name;
  };
}
