import type { Run } from './document.ts';
import { evenRows } from './from-api-block.ts';
import { readRuns } from './read-runs.ts';

/** A tag of a table, an escaped sign or what may begin code, in which tags are text. */
const TOKEN = /\\[^]|`+|<(\/?)(tr|td|th|table)(?:\s[^<>]*)?>/g;

/** The rows between the tags of a table, every one as wide as the widest. */
export function readTableBody(body: string): readonly (readonly (readonly Run[])[])[] {
  const rows: (readonly Run[])[][] = [];
  let cellFrom: number | undefined;
  const noFence = new Set<string>();
  const tokens = new RegExp(TOKEN);
  for (let token = tokens.exec(body); token; token = tokens.exec(body)) {
    const [whole, slash, name] = token;
    if (whole.startsWith('`')) tokens.lastIndex = pastCode(body, whole, tokens.lastIndex, noFence);
    if (name === undefined) continue;
    if (cellFrom !== undefined) rows.at(-1)?.push(cellOf(body.slice(cellFrom, token.index)));
    cellFrom = slash === '' && name !== 'tr' && name !== 'table' ? tokens.lastIndex : undefined;
    if (slash === '' && name === 'tr') rows.push([]);
  }
  return evenRows(rows);
}

/** Where the code ends that began with these backticks; where they end themselves when it does not. */
function pastCode(body: string, fence: string, from: number, noFence: Set<string>): number {
  if (noFence.has(fence)) return from;
  const ticks = /`+/g;
  ticks.lastIndex = from;
  for (let match = ticks.exec(body); match; match = ticks.exec(body)) {
    if (match[0] === fence) return ticks.lastIndex;
  }
  noFence.add(fence);
  return from;
}

/** A cell that goes over lines has no spaces at its edges; one on a line stands as it is. */
const cellOf = (cell: string): readonly Run[] =>
  readRuns(cell.includes('\n') ? cell.trim().replaceAll(/[ \t]*\n[ \t]*/g, ' ') : cell);
