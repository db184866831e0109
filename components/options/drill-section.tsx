import { useState } from 'preact/hooks';

import { DRILL_ACTS } from '../../lib/messages/drill-desk.ts';
import type { Drill, DrillReport } from '../../lib/messages/drill-desk.ts';
import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { SCENARIOS } from '../../lib/resilience/drill.ts';
import type { ScenarioId } from '../../lib/resilience/drill.ts';
import { Button } from '../kit/button.tsx';
import { minutesLeft, SCENARIO_NAMES } from '../kit/drill-words.ts';
import { useAsk } from '../kit/handing.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { Select } from '../kit/select.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { SwitchRow } from './switch-row.tsx';
import { ACT_NAMES } from './drill-row-words.ts';
import { DrillReportView, DrillTable } from './drill-report.tsx';
import type { Mend } from './drill-report.tsx';

const CHOICES = SCENARIOS.map((value) => ({ value, label: capital(SCENARIO_NAMES[value]) }));

/** The switch that rehearses an outage, what is tried in it, and what earlier ones showed. */
export function DrillSection({
  desk,
  models,
  now,
  onMend,
}: {
  readonly desk: OptionsDesk;
  readonly models: readonly ModelFacts[];
  readonly now: number;
  readonly onMend: Mend;
}) {
  const ask = useAsk();
  const [chosen, setChosen] = useState<ScenarioId>('claude-down');
  const drill = useWatch<Drill | undefined>((show) => desk.watchDrill(show), [desk]);
  const reports = useWatch<readonly DrillReport[]>((show) => desk.watchDrillReports(show), [desk]) ?? [];
  const on = drill !== undefined && now < drill.endsAt ? drill : undefined;
  return (
    <>
      <p>
        Rehearses an outage without harming anything: requests to what is played as down are answered here, every action
        is tried on a page of yours, and a report says what held. Nothing is written to Notion, and nothing of it stays
        in your history.
      </p>
      <div class="drill-choice">
        <Select
          label="Outage"
          value={on?.scenario ?? chosen}
          choices={CHOICES}
          onChange={(scenario) => {
            setChosen(scenario);
            if (on) ask(() => desk.startDrill(scenario));
          }}
        />
        <SwitchRow
          name="Drill"
          on={on !== undefined}
          words={on ? `On: ${minutesLeft(on, now)}` : 'Off; lasts 10 min at most'}
          onSwitch={(start) => ask(() => (start ? desk.startDrill(chosen) : desk.endDrill()))}
        />
      </div>
      <p class="help">Models that the outage leaves up are really asked: that costs a few cents.</p>
      {on && <Trying drill={on} models={models} onStop={() => ask(() => desk.stopTrying())} />}
      {reports
        .filter(({ startedAt }) => startedAt !== on?.startedAt || on.tried !== undefined)
        .map((report, at) => (
          <DrillReportView
            key={report.startedAt}
            report={report}
            models={models}
            now={now}
            open={at === 0}
            onMend={onMend}
          />
        ))}
    </>
  );
}

function Trying({
  drill,
  models,
  onStop,
}: {
  readonly drill: Drill;
  readonly models: readonly ModelFacts[];
  readonly onStop: () => void;
}) {
  if (drill.tried !== undefined) {
    return <p class="second">Look around: every surface behaves as in this outage until the drill ends.</p>;
  }
  const words =
    drill.trying === undefined
      ? 'Getting ready'
      : `Trying ${ACT_NAMES[drill.trying]} (${drill.rows.length + 1} of ${DRILL_ACTS.length})`;
  return (
    <>
      <div class="drill-trying">
        <p>{words}</p>
        <Button icon="stop" onClick={onStop}>
          Stop
        </Button>
        <ProgressBar label="Drill progress" words={words} done={drill.rows.length} total={DRILL_ACTS.length} />
      </div>
      {drill.rows.length > 0 && (
        <DrillTable label="Tried so far" asked={drill.ground.model} rows={drill.rows} models={models} />
      )}
    </>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
