import type { ChatDesk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { Doors } from '../kit/doors.tsx';
import { HealthBrief } from '../kit/health-brief.tsx';
import { Changes } from '../outbox/changes.tsx';
import type { OutboxShown } from './outbox-watch.ts';

/** The side panel as the place where changes to Notion are decided on and looked after. */
export function OutboxPlace({
  desk,
  outbox: { entries, wanted, close },
  settings,
}: {
  readonly desk: ChatDesk;
  readonly outbox: OutboxShown;
  readonly settings: Settings;
}) {
  return (
    <>
      <header class="side-head">
        <Button icon="left" tone="quiet" label="Back to the chat" onClick={close} />
        <h1>Changes to Notion</h1>
        <Doors desk={desk} panel={false} />
      </header>
      <div class="side-body">
        {entries && <Changes desk={desk} entries={entries} settings={settings} wanted={wanted} />}
      </div>
      <HealthBrief desk={desk} />
    </>
  );
}
