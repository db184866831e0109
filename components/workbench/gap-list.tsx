import { useState } from 'preact/hooks';

import { GAP_KINDS } from '../../lib/gaps/gap.ts';
import type { Gap } from '../../lib/gaps/gap.ts';
import type { GapCheck, GapScope } from '../../lib/gaps/gap-check.ts';
import { counted } from '../kit/amount.ts';
import { useAsk } from '../kit/handing.ts';
import { Button } from '../kit/button.tsx';
import { GapCard } from './gap-card.tsx';
import { GAP_TEXT } from './gap-words.ts';
import type { WorkbenchDesk } from './workbench-desk.ts';

interface GapListProps {
  readonly desk: WorkbenchDesk;
  readonly scope: GapScope;
  readonly check: GapCheck;
  readonly now: number;
}

/** So many of a kind are shown before the person asks for the rest. */
const SHOWN = 8;

/** What was found, kind by kind, the worst first; what was put aside comes last. */
export function GapList({ desk, scope, check, now }: GapListProps) {
  const ask = useAsk();
  const [drafting, setDrafting] = useState<string>();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const aside = new Set(check.aside);
  const card = (gap: Gap) => (
    <GapCard
      key={gap.key}
      desk={desk}
      gap={gap}
      now={now}
      aside={aside.has(gap.key)}
      drafting={drafting === gap.key}
      onDraft={(open) => setDrafting(open ? gap.key : undefined)}
      onAside={(put) => ask(() => desk.putAside(scope, gap.key, put))}
    />
  );
  const put = check.gaps.filter(({ key }) => aside.has(key));
  const groups = GAP_KINDS.map((kind) => ({
    kind,
    gaps: check.gaps.filter((gap) => gap.kind === kind && !aside.has(gap.key)),
  })).filter(({ gaps }) => gaps.length > 0);
  if (check.gaps.length === 0) return <p>No gaps were found here.</p>;
  return (
    <>
      {groups.map(({ kind, gaps }) => (
        <section key={kind} class="gap-kind" aria-label={GAP_TEXT[kind].heading}>
          <h3>
            {GAP_TEXT[kind].heading} <span class="second">{gaps.length}</span>
          </h3>
          <p class="second small">{GAP_TEXT[kind].help}</p>
          <ul class="gap-list">{gaps.slice(0, opened.has(kind) ? gaps.length : SHOWN).map(card)}</ul>
          {gaps.length > SHOWN && !opened.has(kind) && (
            <Button onClick={() => setOpened(new Set([...opened, kind]))}>Show all {gaps.length}</Button>
          )}
        </section>
      ))}
      {put.length > 0 && (
        <details class="gap-kind">
          <summary>{counted(put.length, 'gap')} put aside</summary>
          <ul class="gap-list">{put.map(card)}</ul>
        </details>
      )}
    </>
  );
}
