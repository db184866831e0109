import { useState } from 'preact/hooks';

import type { FillRun } from '../../lib/autofill/fill-run.ts';
import type { GapPlace } from '../../lib/messages/gaps-desk.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { FillForm } from './fill-form.tsx';
import { SummariesForm } from './summaries-form.tsx';
import { FillRunCard } from './fill-run-card.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';
import './autofill.css';

/** Properties of rows, filled from what each row's page says, seen and approved before they are written. */
export function AutofillTab({ desk }: { readonly desk: WorkbenchDesk }) {
  const places = useWatch<readonly GapPlace[]>((show) => desk.watchGapPlaces(show), [desk]);
  const runs = useWatch<readonly FillRun[]>((show) => desk.watchFills(show), [desk]) ?? [];
  const [open, setOpen] = useState<string>();
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  const claude = settings.provider === 'claude';
  const now = useNow();
  if (places === undefined) return <p class="second">Looking up your databases…</p>;
  const databases = places.filter(({ under }) => under?.kind === 'database');
  return (
    <>
      <p class="second">
        Each row’s page is read, and the chosen properties are proposed with the words that they rest on. A run can be
        paused, goes on after a restart, and never pays for a row twice.
      </p>
      {databases.length === 0 ? (
        <p>No database of Notion is known on this device yet. Connect a workspace in the settings and let it sync.</p>
      ) : (
        <FillForm desk={desk} databases={databases} onStarted={setOpen} />
      )}
      {claude && (
        <section aria-label="Summaries of pages">
          <h3>Summaries of pages</h3>
          <SummariesForm desk={desk} places={places} onStarted={setOpen} />
        </section>
      )}
      {runs.length > 0 && (
        <section aria-label="Runs">
          <h3>Runs</h3>
          <ul class="fill-runs">
            {runs.map((run) => (
              <FillRunCard
                key={run.id}
                desk={desk}
                run={run}
                now={now}
                open={open === run.id}
                onOpen={(show) => setOpen(show ? run.id : undefined)}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
