import { useState } from 'preact/hooks';

import type { JobView } from '../../lib/jobs/job-view.ts';
import type { Connections } from '../../lib/messages/desk.ts';
import type { RunView } from '../../lib/messages/report-desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { reportCsv } from '../../lib/report/report-csv.ts';
import type { ReportRun } from '../../lib/report/saved-report.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { moment } from '../kit/moment.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { hasPlace } from '../kit/publish-buttons.tsx';
import { ResultBody } from '../kit/result-body.tsx';
import { saveFile } from '../kit/save-file.ts';
import { shownJob } from '../kit/shown-job.ts';
import type { JobShown } from '../kit/shown-job.ts';
import { ReportCharts } from './report-charts.tsx';
import { ReportPublish } from './report-publish.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';

interface RunProps {
  readonly desk: WorkbenchDesk;
  readonly shown: RunView;
  readonly settings: Settings;
  readonly connections: Connections;
  readonly models: readonly ModelFacts[];
  readonly now: number;
}

/** One run of a report, in whatever state it is. */
export function ReportRunView({ desk, shown: { run, view }, settings, connections, models, now }: RunProps) {
  const ask = useAsk();
  if (view === undefined) return null;
  const shown = shownJob(view, settings, models);
  const write = (model?: string): void => ask(() => desk.writeReport(run.id, model));
  const notion = connections.notion.length > 0 ? ('connected' as const) : ('missing' as const);
  return (
    <article class="report-run" aria-label={`Run of ${moment(run.startedAt, now)}`}>
      <header class="row between">
        <h3>{moment(run.startedAt, now)}</h3>
        <RunButtons desk={desk} view={view} live={shown.live} />
      </header>
      {shown.live && <RunProgress view={view} shown={shown} />}
      {run.result && <ReportCharts result={run.result} />}
      <ResultBody
        desk={desk}
        view={view}
        shown={shown}
        models={models}
        settings={settings}
        connected={{ claude: connections.claude.state, notion }}
        onRetry={write}
        onProceed={write}
        onTakeBack={() => ask(() => desk.stop(view.job.id))}
      />
      {run.result && !shown.live && <RunExports desk={desk} run={run} view={view} settings={settings} />}
    </article>
  );
}

function RunButtons({
  desk,
  view,
  live,
}: {
  readonly desk: WorkbenchDesk;
  readonly view: JobView;
  readonly live: boolean;
}) {
  const ask = useAsk();
  const { id, state } = view.job;
  if (!live) return null;
  return (
    <span class="row">
      {state === 'paused' ? (
        <Button icon="play" onClick={() => ask(() => desk.resume(id))}>
          Resume
        </Button>
      ) : (
        <Button icon="pause" onClick={() => ask(() => desk.pause(id))}>
          Pause
        </Button>
      )}
      <Button icon="stop" onClick={() => ask(() => desk.stop(id))}>
        Cancel
      </Button>
    </span>
  );
}

/** How many rows there are is known at the end alone, so the bar only says that it goes on. */
function RunProgress({ view, shown }: { readonly view: JobView; readonly shown: JobShown }) {
  const { progress, state } = view.job;
  const rows = progress?.doing === 'reading' && progress.done > 0 ? counted(progress.done, 'row') : undefined;
  const words = rows === undefined ? shown.words : state === 'paused' ? `Paused after ${rows}` : `Read ${rows}`;
  return (
    <div class="working">
      <ProgressBar label="Progress" words={words} done={0} total={0} />
      <p>{words}</p>
    </div>
  );
}

function RunExports({
  desk,
  run,
  view,
  settings,
}: {
  readonly desk: WorkbenchDesk;
  readonly run: ReportRun;
  readonly view: JobView;
  readonly settings: Settings;
}) {
  const [publishing, setPublishing] = useState(false);
  const { result } = run;
  const answer = view.answer ?? view.modelFree;
  const name = run.definition.title.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase();
  return (
    <>
      <div class="row">
        {result && (
          <Button icon="table" onClick={() => saveFile(`${name}.csv`, 'text/csv', reportCsv(result))}>
            Save figures as CSV
          </Button>
        )}
        {answer && (
          <Button icon="page" onClick={() => saveFile(`${name}.md`, 'text/markdown', answer.text)}>
            Save as Markdown
          </Button>
        )}
        {answer?.state === 'done' && settings.writes && (
          <Button icon="out" expanded={publishing} onClick={() => setPublishing(!publishing)}>
            {hasPlace(answer) ? 'Publish to another page' : 'Publish to Notion'}
          </Button>
        )}
      </div>
      {publishing && answer && <ReportPublish desk={desk} answer={answer} onDone={() => setPublishing(false)} />}
    </>
  );
}
