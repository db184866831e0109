import { useMemo } from 'preact/hooks';

import { wordDiff } from './word-diff.ts';
import type { DiffPart } from './word-diff.ts';

/** So much of what stayed is shown beside a change, in characters. */
const BESIDE = 120;

/** What changes between two texts: what goes struck out, what comes underlined, and some of what stays around it. */
export function DiffView({ before, after }: { readonly before: string; readonly after: string }) {
  const parts = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <p class="diff" dir="auto">
      {parts.map((part, index) => (
        <Part key={index} part={part} first={index === 0} last={index === parts.length - 1} />
      ))}
    </p>
  );
}

function Part({ part, first, last }: { readonly part: DiffPart; readonly first: boolean; readonly last: boolean }) {
  switch (part.kind) {
    case 'same':
      return <>{shortened(part.text, first, last)}</>;
    case 'gone':
      return (
        <del>
          <span class="unseen">Removed: </span>
          {part.text}
        </del>
      );
    case 'new':
      return (
        <ins>
          <span class="unseen">Added: </span>
          {part.text}
        </ins>
      );
  }
}

function shortened(text: string, first: boolean, last: boolean): string {
  if (first && last) return text.length > 2 * BESIDE ? `${text.slice(0, 2 * BESIDE)}…` : text;
  const room = first || last ? BESIDE : 2 * BESIDE;
  if (text.length <= room) return text;
  if (first) return `…${text.slice(-BESIDE)}`;
  if (last) return `${text.slice(0, BESIDE)}…`;
  return `${text.slice(0, BESIDE)} … ${text.slice(-BESIDE)}`;
}
