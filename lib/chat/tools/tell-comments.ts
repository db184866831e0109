import type { StandingComment } from '../../outbox/notion-writer.ts';
import type { Told } from './told.ts';

/** The newest are told; a page with more is a page to open. */
const MOST_COMMENTS = 50;
const LONGEST = 1_000;

/** What was read, with the comments behind it, oldest first. */
export function withComments(told: Told, comments: readonly StandingComment[]): Told {
  const newest = comments.toSorted((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0)).slice(-MOST_COMMENTS);
  const lines = newest.map(
    ({ text, createdAt }) => `- ${dayOf(createdAt)}${text.replaceAll(/\s+/g, ' ').slice(0, LONGEST)}`,
  );
  const more = comments.length > newest.length ? [`[${comments.length - newest.length} older comments left out.]`] : [];
  const said = lines.length === 0 ? ['No open comments on the page.'] : ['Comments on the page:', ...more, ...lines];
  return { ...told, text: `${told.text}\n\n${said.join('\n')}` };
}

const dayOf = (time: number | undefined): string =>
  time === undefined ? '' : `${new Date(time).toISOString().slice(0, 10)}: `;
