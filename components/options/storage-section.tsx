import { useCallback, useEffect, useState } from 'preact/hooks';

import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { bytes, counted } from '../kit/amount.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { Select } from '../kit/select.tsx';
import type { Choice } from '../kit/select.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';

/** In bytes. The one in the middle holds some 100,000 pages of ordinary length. */
const CAPS: readonly number[] = [50_000_000, 200_000_000, 500_000_000, 1_000_000_000, 4_000_000_000];

type Stored = Awaited<ReturnType<OptionsDesk['storage']>>;

/** How much is kept on this device, and how to let go of what can be had again. */
export function StorageSection({ desk, settings }: { readonly desk: OptionsDesk; readonly settings: Settings }) {
  const ask = useAsk();
  const [stored, setStored] = useState<Stored | 'unknown'>();
  const say = useSay();
  const measure = useCallback(() => {
    desk.storage().then(setStored, () => setStored('unknown'));
  }, [desk]);
  useEffect(measure, [measure]);
  const clear = async (): Promise<void> => {
    try {
      await desk.clearCache();
      say('Read pages are cleared');
      measure();
    } catch {
      say('The read pages could not be cleared. Try again.', 'assertive');
    }
  };
  return (
    <>
      <p>{storedWords(stored)}</p>
      <Select
        label="Room for Notion on this device"
        value={String(settings.mirrorBytes)}
        choices={capChoices(settings.mirrorBytes)}
        onChange={(chosen) => ask(() => desk.capMirror(Number(chosen)))}
        help="When it is used up, lost pages go first, then rows and pages that nobody opened for long. Pinned pages stay."
      />
      <div class="row">
        {stored === 'unknown' && <Button onClick={measure}>Measure again</Button>}
        <ConfirmButton
          name="Clear read pages"
          question="Clear them now?"
          onConfirm={() => {
            void clear();
          }}
        />
      </div>
      <p class="help">
        Pages that were read are fetched again by the next sync, or when they are needed. Drafts, chats and answers are
        never cleared by this.
      </p>
    </>
  );
}

/** The cap that holds is always among them. */
function capChoices(present: number): readonly Choice<string>[] {
  return [...new Set([...CAPS, present])]
    .toSorted((one, other) => one - other)
    .map((cap) => ({ value: String(cap), label: `${bytes(cap)} at most` }));
}

function storedWords(stored: Stored | 'unknown' | undefined): string {
  if (stored === undefined) return 'Measuring…';
  if (stored === 'unknown') return 'The browser did not say how much is stored.';
  return `${bytes(stored.usedBytes)} on this device: ${counted(stored.pages, 'page')} read and ${counted(stored.answers, 'answer')}.`;
}
