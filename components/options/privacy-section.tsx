import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { useAsk } from '../kit/handing.ts';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import type { Choice } from '../kit/select.tsx';

const ANNOUNCE: readonly Choice<Settings['announce']>[] = [
  { value: 'all', label: 'Read answers out as they arrive' },
  { value: 'end', label: 'Say only when an answer is complete' },
  { value: 'off', label: 'Say nothing' },
];

/** Who hears answers, and the lock. */
export function PrivacySection({
  desk,
  settings,
  connections,
}: {
  readonly desk: OptionsDesk;
  readonly settings: Settings;
  readonly connections: Connections;
}) {
  const ask = useAsk();
  const lockable = connections.mode === 'passphrase' && !connections.locked;
  return (
    <>
      <Select
        label="Screen reader"
        value={settings.announce}
        choices={ANNOUNCE}
        onChange={(announce) => ask(() => desk.changeSettings({ announce }))}
      />
      <div class="row">
        <Button disabled={!lockable} describedBy="lock-help" onClick={() => ask(() => desk.lock())}>
          Lock now
        </Button>
        <p class="help" id="lock-help">
          {lockWords(connections)}
        </p>
      </div>
    </>
  );
}

function lockWords({ mode, locked }: Connections): string {
  if (locked) return 'Your keys are locked.';
  if (mode === 'passphrase') return 'Keys are open until the browser closes.';
  return 'Only keys that are kept under a passphrase can be locked.';
}
