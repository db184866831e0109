import { useState } from 'preact/hooks';

import type { Connections } from '../../lib/messages/desk.ts';
import type { RunView } from '../../lib/messages/report-desk.ts';
import type { SavedReport } from '../../lib/report/saved-report.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { ago } from '../kit/age.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { useAsk } from '../kit/handing.ts';
import { useModels } from '../kit/use-models.ts';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { ReportBuild } from './report-build.tsx';
import { ReportRunView } from './report-run.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';
import './reports.css';

type Place =
  | { readonly at: 'list' }
  | { readonly at: 'build'; readonly report?: SavedReport }
  | { readonly at: 'report'; readonly id: string };

/** Reports: saved definitions, what they came to, and the making of new ones. */
export function ReportsTab({ desk }: { readonly desk: WorkbenchDesk }) {
  const reports = useWatch<readonly SavedReport[]>((show) => desk.watchReports(show), [desk]);
  const [place, go] = useState<Place>({ at: 'list' });
  if (reports === undefined) return null;
  const open = place.at === 'report' ? reports.find(({ id }) => id === place.id) : undefined;
  if (place.at === 'build') {
    return (
      <ReportBuild
        desk={desk}
        report={place.report}
        onSaved={(id) => go({ at: 'report', id })}
        onClose={() => go(place.report === undefined ? { at: 'list' } : { at: 'report', id: place.report.id })}
      />
    );
  }
  if (open !== undefined) {
    return (
      <OpenReport
        key={open.id}
        desk={desk}
        report={open}
        onChange={() => go({ at: 'build', report: open })}
        onClose={() => go({ at: 'list' })}
      />
    );
  }
  return (
    <>
      <p class="second">
        Figures over any number of databases. They are computed on this device; a model writes only the words around
        them, and every number that it did not get from here is marked.
      </p>
      <div class="row">
        <Button tone="main" icon="plus" onClick={() => go({ at: 'build' })}>
          New report
        </Button>
      </div>
      <ReportList reports={reports} onOpen={(id) => go({ at: 'report', id })} />
    </>
  );
}

function ReportList({
  reports,
  onOpen,
}: {
  readonly reports: readonly SavedReport[];
  readonly onOpen: (id: string) => void;
}) {
  const now = useNow();
  if (reports.length === 0) return <p class="second">No report yet.</p>;
  return (
    <ul class="report-list" aria-label="Reports">
      {reports.map(({ id, definition, updatedAt }) => (
        <li key={id} class="row between">
          <button type="button" class="starter" dir="auto" onClick={() => onOpen(id)}>
            {definition.title}
          </button>
          <span class="second small">
            {definition.sources.map(({ title }) => title).join(', ')}, changed {ago(updatedAt, now)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function OpenReport({
  desk,
  report: { id, definition },
  onChange,
  onClose,
}: {
  readonly desk: WorkbenchDesk;
  readonly report: SavedReport;
  readonly onChange: () => void;
  readonly onClose: () => void;
}) {
  const ask = useAsk();
  const now = useNow();
  const runs = useWatch<readonly RunView[]>((show) => desk.watchRuns(id, show), [desk, id]);
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]);
  const connections = useWatch<Connections>((show) => desk.watchConnections(show), [desk]);
  const models = useModels(desk, connections?.claude.state);
  const [latest, ...earlier] = runs ?? [];
  const [older, setOlder] = useState<string>();
  const chosen = earlier.find(({ run }) => run.id === older);
  return (
    <>
      <header class="row between">
        <h2 dir="auto">{definition.title}</h2>
        <Button icon="left" tone="quiet" onClick={onClose}>
          All reports
        </Button>
      </header>
      <div class="row">
        <Button tone="main" icon="play" onClick={() => ask(() => desk.runReport(id))}>
          Run
        </Button>
        <Button onClick={() => ask(() => desk.runReport(id, 'none'))}>Run without a model</Button>
        <Button icon="edit" onClick={onChange}>
          Change
        </Button>
        <ConfirmButton
          name="Delete"
          question="Delete this report and its runs?"
          onConfirm={() => {
            ask(() => desk.forgetReport(id));
            onClose();
          }}
        />
      </div>
      {runs?.length === 0 && <p class="second">Not run yet.</p>}
      {settings && connections && latest && (
        <ReportRunView {...{ desk, settings, connections, models, now }} key={latest.run.id} shown={latest} />
      )}
      {earlier.length > 0 && (
        <section class="report-earlier" aria-label="Earlier runs">
          <h3>Earlier runs</h3>
          <ul class="row">
            {earlier.map(({ run }) => (
              <li key={run.id}>
                <Button pressed={run.id === older} onClick={() => setOlder(run.id === older ? undefined : run.id)}>
                  {ago(run.startedAt, now)}
                </Button>
              </li>
            ))}
          </ul>
          {settings && connections && chosen && (
            <ReportRunView {...{ desk, settings, connections, models, now }} key={chosen.run.id} shown={chosen} />
          )}
        </section>
      )}
    </>
  );
}
