import { undashed } from '../base/ids.ts';
import type { BlockId, PageId } from '../base/ids.ts';
import type { DocBlock, Run } from '../markup/document.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { OutboxEntry } from './entry.ts';

/** So many sources are named; how many more there are is said. */
const MOST_SOURCES = 8;
const LONGEST_TITLE = 80;
const LONGEST_NAME = 60;
/** The most characters that the line under a comment has. */
export const COMMENT_LINE_LONGEST = 120;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What names one entry in what it writes, and by what it is found again: for example `op 7f3a2b1c9d0e`. */
export const markOf = ({ id }: Pick<OutboxEntry, 'id'>): string => `op ${fingerprint(id).slice(0, 12)}`;

/**
 * The first block of ours: who wrote it, when, from what, and the entry's mark. For an append it holds what is written;
 * in a page of ours it stands at the top.
 */
export function bylineOf(entry: Pick<OutboxEntry, 'id' | 'origin' | 'createdAt'>): DocBlock {
  const { label, sources } = entry.origin;
  const runs: Run[] = [
    { kind: 'text', text: `${label.slice(0, LONGEST_NAME)} by ${writerOf(entry)}, ${dayOf(entry.createdAt)}` },
  ];
  for (const [at, { title, url }] of sources.slice(0, MOST_SOURCES).entries()) {
    runs.push({ kind: 'text', text: at === 0 ? ', sources: ' : ', ' });
    const name = title.trim() === '' ? url : title.trim();
    const text = name.length <= LONGEST_TITLE ? name : `${name.slice(0, LONGEST_TITLE - 1)}…`;
    runs.push(/^https?:/u.test(url) ? { kind: 'text', text, link: url } : { kind: 'text', text });
  }
  const more = sources.length - MOST_SOURCES;
  runs.push({ kind: 'text', text: `${more > 0 ? ` and ${more} more` : ''}, ${markOf(entry)}` });
  return { kind: 'callout', color: 'gray_background', icon: '✍️', runs, children: [] };
}

/** A comment as it is sent: what was approved, and a line that says who wrote it. */
export const commentText = (entry: Pick<OutboxEntry, 'id' | 'origin'>, text: string): string =>
  `${text}\n— ${writerOf(entry)}, ${markOf(entry)}`;

/** Whether a block is the first one of this entry's. */
export function isBylineOf(entry: Pick<OutboxEntry, 'id'>, block: DocBlock): boolean {
  return block.kind === 'callout' && block.runs.some((run) => run.kind === 'text' && run.text.includes(markOf(entry)));
}

/** Where what was written can be seen. */
export const writtenUrl = (page: PageId | BlockId, block?: string): string =>
  `https://app.notion.com/p/${undashed(page)}${block === undefined ? '' : `#${block.replaceAll('-', '')}`}`;

const writerOf = ({ origin }: Pick<OutboxEntry, 'origin'>): string =>
  origin.model === undefined ? 'Understudy' : `Understudy, ${origin.model.slice(0, LONGEST_NAME)}`;

/** In the days of Greenwich: a page is read everywhere. */
function dayOf(time: number): string {
  const day = new Date(time);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()] ?? ''} ${day.getUTCFullYear()}`;
}
