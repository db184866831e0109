import type { Run } from './document.ts';
import { joinRuns } from './runs.ts';

type Flanking = 'strikethrough' | 'bold' | 'italic';

/** Marks that cannot stand beside a space, from the outside in. */
const FLANKING: readonly Flanking[] = ['strikethrough', 'bold', 'italic'];

/**
 * Runs as Markdown can say them: struck, bold and italic text neither begins nor ends with a space, and a line break is
 * no code. Spaces at such edges lose the mark; no word does.
 */
export function settleRuns(runs: readonly Run[]): readonly Run[] {
  let settled: readonly Run[] = joinRuns(runs).flatMap(partBreaks);
  for (const [at, mark] of FLANKING.entries()) settled = trimmed(settled, mark, FLANKING.slice(0, at));
  return joinRuns(settled);
}

function partBreaks(run: Run): readonly Run[] {
  if (run.kind !== 'text' || !run.code || !run.text.includes('\n')) return [run];
  const { code, ...bare } = run;
  return run.text
    .split(/(\n+)/)
    .filter((text) => text !== '')
    .map((text) => (text.startsWith('\n') ? { ...bare, text } : { ...bare, code, text }));
}

/** Takes a mark from the spaces at both ends of each stretch that it covers. */
function trimmed(runs: readonly Run[], mark: Flanking, outer: readonly Flanking[]): readonly Run[] {
  const stretches: Run[][] = [];
  for (const run of runs) {
    const last = stretches.at(-1);
    const [first] = last ?? [];
    if (last && first?.[mark] && run[mark] && sameAround(first, run, outer)) last.push(run);
    else stretches.push([run]);
  }
  return stretches.flatMap((stretch) => (stretch[0]?.[mark] ? withoutEdges(stretch, mark) : stretch));
}

function sameAround(one: Run, other: Run, outer: readonly Flanking[]): boolean {
  if (one.color !== other.color || one.underline !== other.underline) return false;
  return linkOf(one) === linkOf(other) && outer.every((mark) => one[mark] === other[mark]);
}

const linkOf = (run: Run): string | undefined => (run.kind === 'text' ? run.link : undefined);

function withoutEdges(stretch: readonly Run[], mark: Flanking): readonly Run[] {
  let from = 0;
  while (from < stretch.length && isSpace(stretch[from])) from += 1;
  let to = stretch.length;
  while (to > from && isSpace(stretch[to - 1])) to -= 1;
  const core = stretch.slice(from, to);
  const [first] = core;
  const last = core.at(-1);
  const before =
    first === undefined ? '' : edgeOf(first, (text) => text.slice(0, text.length - text.trimStart().length));
  const after = last === undefined ? '' : edgeOf(last, (text) => text.slice(text.trimEnd().length));
  return [
    ...stretch.slice(0, from).map((run) => unmarked(run, mark)),
    ...spaceOf(first, before, mark),
    ...core.map((run, at) => cut(run, at === 0 ? before.length : 0, at === core.length - 1 ? after.length : 0)),
    ...spaceOf(last, after, mark),
    ...stretch.slice(to).map((run) => unmarked(run, mark)),
  ];
}

const isSpace = (run: Run | undefined): boolean => run?.kind === 'text' && !run.code && run.text.trim() === '';
const edgeOf = (run: Run, edge: (text: string) => string): string =>
  run.kind === 'text' && !run.code ? edge(run.text) : '';

/** The spaces at an edge as a run of their own; none where there are none. */
const spaceOf = (run: Run | undefined, space: string, mark: Flanking): readonly Run[] =>
  run?.kind === 'text' && space !== '' ? [unmarked({ ...run, text: space }, mark)] : [];

function unmarked(run: Run, mark: Flanking): Run {
  const { [mark]: _, ...bare } = run;
  return bare;
}

const cut = (run: Run, before: number, after: number): Run =>
  run.kind === 'text' ? { ...run, text: run.text.slice(before, run.text.length - after) } : run;
