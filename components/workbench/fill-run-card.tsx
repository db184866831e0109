import { useState } from 'preact/hooks';

import type { FillRow, FillRun } from '../../lib/autofill/fill-run.ts';
import { ago } from '../kit/age.ts';
import { counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { useAsk } from '../kit/handing.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { fillOutcome, fillState } from './fill-words.ts';
import { FillRows } from './fill-rows.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';

interface FillRunCardProps {
  readonly desk: WorkbenchDesk;
  readonly run: FillRun;
  readonly now: number;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** One run: where it stands, what it came to, its values. */
export function FillRunCard({ desk, run, now, open, onOpen }: FillRunCardProps) {
  const ask = useAsk();
  const words = fillState(run, now);
  const { rows, filled, nothing, failed } = run.counts;
  const isLive = run.state === 'running' || run.state === 'waiting' || run.state === 'paused';
  return (
    <li class="fill-run">
      <div class="row between">
        <h4 dir="auto">{run.databaseTitle}</h4>
        <span class="second small">{ago(run.createdAt, now)}</span>
      </div>
      <p>
        {run.what === 'summaries'
          ? 'Summaries of its pages; open a page and press Summarize to read its own'
          : run.columns.map(({ name }) => name).join(', ')}
      </p>
      {isLive ? (
        <>
          <output>{words}</output>
          <ProgressBar label="Progress" words={words} done={filled + nothing + failed} total={rows} />
        </>
      ) : (
        <p>
          {words}. {fillOutcome(run)}
        </p>
      )}
      {run.failure && run.state === 'waiting' && (
        <FailureNote desk={desk} failure={run.failure} remedies={{ retry: () => ask(() => desk.resumeFill(run.id)) }} />
      )}
      <div class="row">
        {run.state === 'running' && (
          <Button icon="pause" onClick={() => ask(() => desk.pauseFill(run.id))}>
            Pause
          </Button>
        )}
        {(run.state === 'paused' || run.state === 'waiting') && (
          <Button icon="play" onClick={() => ask(() => desk.resumeFill(run.id))}>
            Resume
          </Button>
        )}
        {isLive && (
          <Button icon="stop" onClick={() => ask(() => desk.cancelFill(run.id))}>
            Stop
          </Button>
        )}
        {filled + failed > 0 && (run.what === undefined || failed > 0) && (
          <Button expanded={open} onClick={() => onOpen(!open)}>
            {valuesWords(run, open)}
          </Button>
        )}
      </div>
      {open && <Values desk={desk} run={run} />}
    </li>
  );
}

function valuesWords({ what }: FillRun, open: boolean): string {
  const things = what === 'summaries' ? 'pages' : 'values';
  return `${open ? 'Hide' : 'Show'} ${things}`;
}

function Values({ desk, run }: { readonly desk: WorkbenchDesk; readonly run: FillRun }) {
  const ask = useAsk();
  const [sent, setSent] = useState<number>();
  const rows = useWatch<readonly FillRow[]>((show) => desk.watchFillRows(run.id, show), [desk, run.id]);
  if (rows === undefined) return null;
  const ready = rows.filter(({ cells, entry }) => entry === undefined && cells.some(({ taken }) => taken)).length;
  const proposed = rows.filter(({ entry }) => entry !== undefined).length;
  return (
    <>
      <FillRows desk={desk} run={run} rows={rows} />
      {run.what === undefined && (
        <div class="row">
          <Button
            tone="main"
            disabled={ready === 0}
            onClick={() =>
              ask(async () => {
                setSent(await desk.proposeFill(run.id));
              })
            }
          >
            {ready === 0 ? 'Nothing to propose' : `Propose ${counted(ready, 'change')}`}
          </Button>
          {proposed > 0 && <Button onClick={() => ask(() => desk.openPanel())}>Review changes</Button>}
        </div>
      )}
      {(sent !== undefined || proposed > 0) && (
        <output class="second">
          {counted(proposed, 'change')} proposed. Approve or decline them in the side panel.
        </output>
      )}
    </>
  );
}
