import { cutRun, toApiRuns } from './api-runs.ts';
import { byteLength } from './byte-length.ts';
import type { Marks, Mentioned, Run } from './document.ts';
import { BLOCK_BYTES, LONGEST_ADDRESS, LONGEST_EQUATION, LONGEST_LIST } from './limits.ts';
import { joinRuns, marksOf } from './runs.ts';

/** Addresses that Notion takes for a link: of the web, of mail and telephone, and of its own pages by id. */
const LINKABLE = /^(?:https?:\/\/[^\s/]|mailto:[^\s]|tel:[^\s]|\/[0-9a-f]{32})/iu;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}|$)/u;

/** Whether Notion takes an address for a link. */
export const isLinkable = (address: string): boolean => address.length <= LONGEST_ADDRESS && LINKABLE.test(address);

/** Whether requests can make a mention. */
export const isMentionable = (mention: Mentioned): boolean =>
  mention.of === 'date' ? DATE.test(mention.start) : mention.of !== 'agent' && mention.of !== 'data-source';

/** Runs that Notion takes: what it would refuse is text that says the same. */
export const fitRuns = (runs: readonly Run[]): readonly Run[] => joinRuns(runs.map(fitRun));

function fitRun(run: Run): Run {
  const marks = marksOf(run);
  if (run.kind === 'equation') return run.expression.length > LONGEST_EQUATION ? codeOf(run.expression, marks) : run;
  if (run.kind === 'mention') return isMentionable(run.mention) ? run : { kind: 'text', text: run.text, ...marks };
  return run.link === undefined || isLinkable(run.link) ? run : { kind: 'text', text: run.text, ...marks };
}

const codeOf = (text: string, marks: Marks): Run => ({ kind: 'text', text, ...marks, code: true });

/** Runs in portions that a block can hold each: at most 100 items and so many bytes. One portion, perhaps empty, at least. */
export function portionsOf(runs: readonly Run[], bytes = BLOCK_BYTES): readonly (readonly Run[])[] {
  const portions: (readonly Run[])[] = [];
  let portion: Run[] = [];
  let left = bytes;
  for (const item of runs.flatMap(cutRun)) {
    const size = byteLength(toApiRuns([item]));
    if (portion.length > 0 && (portion.length >= LONGEST_LIST || size > left)) {
      portions.push(joinRuns(portion));
      portion = [];
      left = bytes;
    }
    portion.push(item);
    left -= size;
  }
  portions.push(joinRuns(portion));
  return portions;
}
