import type { ComponentChildren } from 'preact';

import type { Connections, HealthLine, OptionsDesk } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { FirstRun } from '../first-run/first-run.tsx';
import { Button } from '../kit/button.tsx';
import { DrillBanner } from '../kit/drill-banner.tsx';
import { Surface } from '../kit/surface.tsx';
import { useAsk } from '../kit/handing.ts';
import { HealthView } from '../kit/health-view.tsx';
import { useModels } from '../kit/use-models.ts';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { ActivityLog } from './activity-log.tsx';
import { BudgetSection } from './budget-section.tsx';
import { ClassRules } from './class-rules.tsx';
import { ClassSights } from './class-sights.tsx';
import { ConnectionsSection } from './connections-section.tsx';
import { DataSection } from './data-section.tsx';
import { HealthHistorySection } from './health-history.tsx';
import { DrillSection } from './drill-section.tsx';
import { ManagedSection } from './managed-section.tsx';
import { ModelsSection } from './models-section.tsx';
import { OutboxSection } from './outbox-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { RedactionChoices } from './redaction-choices.tsx';
import { ResilienceSection } from './resilience-section.tsx';
import { QueueChoices } from './queue-choices.tsx';
import { StorageSection } from './storage-section.tsx';
import { ToolsSection } from './tools-section.tsx';
import { WhereDataGoes } from './where-data-goes.tsx';
import { useMend } from './use-mend.ts';
import { usePlace } from './use-place.ts';
import './options.css';

/** Everything that can be set, in one column. The first run stands on top until it is done. */
export function Options({ desk }: { readonly desk: OptionsDesk }) {
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]);
  const connections = useWatch<Connections>((show) => desk.watchConnections(show), [desk]);
  const health = useWatch<readonly HealthLine[]>((show) => desk.watchHealth(show), [desk]) ?? [];
  const models = useModels(desk, connections?.claude.state);
  const now = useNow();
  usePlace(settings !== undefined && connections !== undefined);
  if (!settings || !connections) return <main class="options" aria-busy="true" />;
  const firstRun = !settings.firstRunDone;
  return (
    <Surface desk={desk}>
      <main class="options">
        <header class="row between">
          <h1>Understudy</h1>
          <WorkbenchDoor desk={desk} />
        </header>
        <DrillBanner desk={desk} />
        <ManagedSection managed={settings.managed} />
        {firstRun && <FirstRun desk={desk} connections={connections} />}
        <Section title="Connections">
          <ConnectionsSection desk={desk} connections={connections} firstRun={firstRun} />
        </Section>
        <HealthView
          lines={health}
          now={now}
          onSettings={() => document.querySelector('#connections')?.scrollIntoView()}
        />
        <Section title="Models">
          <ModelsSection desk={desk} settings={settings} connections={connections} models={models} />
          <QueueChoices desk={desk} settings={settings} />
        </Section>
        <Section title="Writing to Notion">
          <OutboxSection desk={desk} settings={settings} now={now} />
          <ToolsSection desk={desk} settings={settings} />
        </Section>
        <Section title="Privacy">
          <PrivacySection desk={desk} settings={settings} connections={connections} />
          <RedactionChoices desk={desk} redaction={settings.redaction} />
          <WhereDataGoes desk={desk} providers={settings.providers} now={now} />
          <ClassRules desk={desk} settings={settings} connections={connections} />
          <ClassSights desk={desk} settings={settings} models={models} />
        </Section>
        <Section title="Budget">
          <BudgetSection desk={desk} settings={settings} connections={connections} models={models} now={now} />
        </Section>
        <Section title="Storage">
          <StorageSection desk={desk} settings={settings} />
          <DataSection desk={desk} settings={settings} />
        </Section>
        <Section title="Activity">
          <HealthHistorySection desk={desk} now={now} />
          <ActivityLog
            desk={desk}
            now={now}
            keptDays={settings.activityDays}
            onKeepDays={(activityDays) => void desk.changeSettings({ activityDays })}
          />
        </Section>
        <Rehearsals desk={desk} models={models} now={now} />
      </main>
    </Surface>
  );
}

/** The way to reports and schedules, which are made and kept in a tab of their own. */
function WorkbenchDoor({ desk }: { readonly desk: OptionsDesk }) {
  const ask = useAsk();
  if (desk.openWorkbench === undefined) return null;
  return (
    <Button icon="table" onClick={() => ask(async () => desk.openWorkbench?.())}>
      Open workbench
    </Button>
  );
}

/** What would stand in, and the trying of it. */
function Rehearsals({
  desk,
  models,
  now,
}: {
  readonly desk: OptionsDesk;
  readonly models: readonly ModelFacts[];
  readonly now: number;
}) {
  const mend = useMend(desk);
  return (
    <>
      <Section title="Resilience">
        <ResilienceSection desk={desk} onMend={mend} />
      </Section>
      <Section title="Drill">
        <DrillSection desk={desk} models={models} now={now} onMend={mend} />
      </Section>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="section">
      <h2 id={title.toLowerCase().replaceAll(' ', '-')} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
