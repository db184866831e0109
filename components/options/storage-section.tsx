import { useCallback, useEffect, useState } from 'preact/hooks';

import type { OptionsDesk } from '../../lib/messages/desk.ts';
import { bytes, counted } from '../kit/amount.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';

type Stored = Awaited<ReturnType<OptionsDesk['storage']>>;

/** How much is kept on this device, and how to let go of what can be had again. */
export function StorageSection({ desk }: { readonly desk: OptionsDesk }) {
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
        Pages that were read are fetched again when they are needed. Drafts, chats and answers are never cleared by
        this.
      </p>
    </>
  );
}

function storedWords(stored: Stored | 'unknown' | undefined): string {
  if (stored === undefined) return 'Measuring…';
  if (stored === 'unknown') return 'The browser did not say how much is stored.';
  return `${bytes(stored.usedBytes)} on this device: ${counted(stored.pages, 'page')} read and ${counted(stored.answers, 'answer')}.`;
}
