import type { OutboxId } from '../../lib/base/ids.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { Surface } from '../kit/surface.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { Changes } from './changes.tsx';
import './approve-window.css';

/** A window of its own for what was asked for from a page, where the browser has no side panel to open. */
export function ApproveWindow({
  desk,
  wanted,
}: {
  readonly desk: Desk & OutboxDesk;
  readonly wanted: OutboxId | undefined;
}) {
  const entries = useWatch<readonly OutboxEntry[]>((show) => desk.watchOutbox(show), [desk]);
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  return (
    <Surface desk={desk}>
      <main class="approve-window" aria-busy={entries === undefined}>
        <h1>Changes to Notion</h1>
        {entries && <Changes desk={desk} entries={entries} settings={settings} wanted={wanted} />}
      </main>
    </Surface>
  );
}
