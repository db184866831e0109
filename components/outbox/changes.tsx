import type { OutboxId } from '../../lib/base/ids.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { useNow } from '../kit/use-now.ts';
import { EntryList } from './entry-list.tsx';

/** What stands under the heading “Changes to Notion”, in whichever surface. */
export function Changes({
  desk,
  entries,
  settings,
  wanted,
}: {
  readonly desk: Desk & OutboxDesk;
  readonly entries: readonly OutboxEntry[];
  readonly settings: Settings;
  readonly wanted: OutboxId | undefined;
}) {
  const ask = useAsk();
  const now = useNow();
  return (
    <>
      {!settings.writes && (
        <div class="note waiting">
          <div class="note-words">
            <p>Writing to Notion is switched off in the settings.</p>
            <p class="second">Nothing is sent. What is proposed waits here.</p>
            <Button onClick={() => ask(() => desk.openOptions())}>Open settings</Button>
          </div>
        </div>
      )}
      <EntryList desk={desk} entries={entries} now={now} wanted={wanted} />
    </>
  );
}
