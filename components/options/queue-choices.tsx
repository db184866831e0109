import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useAsk } from '../kit/handing.ts';
import { Select } from '../kit/select.tsx';
import type { Choice } from '../kit/select.tsx';
import { SwitchRow } from './switch-row.tsx';

const HOURS = { '1': '1 hour', '6': '6 hours', '24': '1 day', '72': '3 days', '168': '1 week' } as const;
type Hours = keyof typeof HOURS;

const isHours = (text: string): text is Hours => Object.hasOwn(HOURS, text);
const CHOICES: readonly Choice<Hours>[] = Object.entries(HOURS).flatMap(([value, label]) =>
  isHours(value) ? [{ value, label }] : [],
);

/** What becomes of requests that nobody could answer at once. */
export function QueueChoices({ desk, settings }: { readonly desk: OptionsDesk; readonly settings: Settings }) {
  const ask = useAsk();
  const change = (part: Partial<Settings>): void => ask(() => desk.changeSettings(part));
  const hours = String(settings.waitHours);
  return (
    <>
      <h3>When no model answers</h3>
      <Select
        label="A request waits for at most"
        value={isHours(hours) ? hours : '24'}
        choices={CHOICES}
        onChange={(chosen) => change({ waitHours: Number(chosen) })}
        help="Then it fails and is kept, with everything that was typed."
      />
      <SwitchRow
        name="Run again when a model is back"
        words="What another model answered is asked once more of the one you chose, at the usual price. Both answers are kept; chats stay as they are."
        on={settings.rerun}
        onSwitch={(rerun) => change({ rerun })}
      />
      <SwitchRow
        name="Notify when requests have run"
        words="Those that waited. The browser asks for your leave first; a notification holds numbers, never page text."
        on={settings.notify}
        onSwitch={(notify) =>
          ask(async () => {
            // Asked in the press itself: a browser takes no later moment for it.
            if (!notify || (await desk.queue.allowNotices())) await desk.changeSettings({ notify });
          })
        }
      />
    </>
  );
}
