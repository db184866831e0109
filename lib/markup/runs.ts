import type { Marks, Run } from './document.ts';

type TextRun = Extract<Run, { readonly kind: 'text' }>;

/** How a run is set, without what it says. */
export function marksOf(run: Run): Marks {
  const { bold, italic, strikethrough, underline, code, color } = run;
  return {
    ...(bold && { bold }),
    ...(italic && { italic }),
    ...(strikethrough && { strikethrough }),
    ...(underline && { underline }),
    ...(code && { code }),
    ...(color !== undefined && { color }),
  };
}

/** What a run says, as a reader sees it. */
export const wordsOf = (run: Run): string => (run.kind === 'equation' ? run.expression : run.text);

/** What a line of runs says, as a reader sees it. */
export const plainRuns = (runs: readonly Run[]): string => runs.map(wordsOf).join('');

/** Runs that say nothing but a text; none for an empty one. */
export const textRuns = (text: string): readonly Run[] => (text === '' ? [] : [{ kind: 'text', text }]);

/** Neighbours that are set alike as one run, and nothing empty: equal content has equal runs. */
export function joinRuns(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  let pending: { readonly like: TextRun; readonly parts: string[] } | undefined;
  const flush = (): void => {
    if (pending) joined.push({ ...pending.like, text: pending.parts.join('') });
    pending = undefined;
  };
  for (const run of runs) {
    if (run.kind === 'text') {
      if (run.text === '') continue;
      if (pending && setAlike(pending.like, run)) pending.parts.push(run.text);
      else {
        flush();
        pending = { like: run, parts: [run.text] };
      }
    } else if (wordsOf(run) !== '' || run.kind === 'mention') {
      flush();
      joined.push(run);
    }
  }
  flush();
  return joined;
}

function setAlike(one: TextRun, other: TextRun): boolean {
  return (
    one.bold === other.bold &&
    one.italic === other.italic &&
    one.strikethrough === other.strikethrough &&
    one.underline === other.underline &&
    one.code === other.code &&
    one.color === other.color &&
    one.link === other.link
  );
}
