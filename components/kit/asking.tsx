import type { ComponentChildren } from 'preact';
import { useCallback, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import { Handing } from './handing.ts';
import type { Ask } from './handing.ts';

interface Refused {
  readonly failure: FailureFacts;
  readonly again: () => void;
}

/** Tells, at the end of the surface, when a small request such as Stop or Open settings was not taken. */
export function Asking({ desk, children }: { readonly desk: Desk; readonly children: ComponentChildren }) {
  const [refused, setRefused] = useState<Refused>();
  const ask = useCallback<Ask>((request) => {
    setRefused(undefined);
    request().catch((error: unknown) => setRefused({ failure: factsOf(error), again: () => ask(request) }));
  }, []);
  return (
    <Handing.Provider value={ask}>
      {children}
      {refused && (
        <div class="refused">
          <FailureNote desk={desk} failure={refused.failure} remedies={{ retry: refused.again }} />
          <Button icon="close" tone="quiet" label="Dismiss" onClick={() => setRefused(undefined)} />
        </div>
      )}
    </Handing.Provider>
  );
}
