import type { ChatDesk } from '../../lib/messages/desk.ts';
import type { OutboxId } from '../../lib/base/ids.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { Doors } from '../kit/doors.tsx';
import { HealthBrief } from '../kit/health-brief.tsx';
import { Changes } from '../outbox/changes.tsx';

/** The side panel as the place where changes to Notion are decided on and looked after. */
export function OutboxPlace({
  desk,
  entries,
  settings,
  wanted,
  onClose,
}: {
  readonly desk: ChatDesk & OutboxDesk;
  readonly entries: readonly OutboxEntry[] | undefined;
  readonly settings: Settings;
  readonly wanted: OutboxId | undefined;
  readonly onClose: () => void;
}) {
  return (
    <>
      <header class="side-head">
        <Button icon="left" tone="quiet" label="Back to the chat" onClick={onClose} />
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
