import type { ComponentChildren } from 'preact';

import type { Connections, HealthLine, OptionsDesk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { FirstRun } from '../first-run/first-run.tsx';
import { Surface } from '../kit/surface.tsx';
import { HealthView } from '../kit/health-view.tsx';
import { useModels } from '../kit/use-models.ts';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { ConnectionsSection } from './connections-section.tsx';
import { ModelsSection } from './models-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { StorageSection } from './storage-section.tsx';
import './options.css';

/** Everything that can be set, in one column. The first run stands on top until it is done. */
export function Options({ desk }: { readonly desk: OptionsDesk }) {
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]);
  const connections = useWatch<Connections>((show) => desk.watchConnections(show), [desk]);
  const health = useWatch<readonly HealthLine[]>((show) => desk.watchHealth(show), [desk]) ?? [];
  const models = useModels(desk, connections?.claude.state);
  const now = useNow();
  if (!settings || !connections) return <main class="options" aria-busy="true" />;
  const firstRun = !settings.firstRunDone;
  return (
    <Surface desk={desk}>
      <main class="options">
        <h1>Understudy</h1>
        {firstRun && <FirstRun desk={desk} connections={connections} />}
        <Section title="Connections">
          <ConnectionsSection desk={desk} connections={connections} firstRun={firstRun} />
        </Section>
        <HealthView lines={health} now={now} />
        <Section title="Models">
          <ModelsSection desk={desk} settings={settings} models={models} />
        </Section>
        <Section title="Privacy">
          <PrivacySection desk={desk} settings={settings} connections={connections} />
        </Section>
        <Section title="Storage">
          <StorageSection desk={desk} settings={settings} />
        </Section>
      </main>
    </Surface>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="section">
      <h2 id={title.toLowerCase()}>{title}</h2>
      {children}
    </section>
  );
}
