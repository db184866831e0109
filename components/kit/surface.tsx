import type { ComponentChildren } from 'preact';

import type { Desk } from '../../lib/messages/desk.ts';
import { Announcer } from './announcer.tsx';
import { Asking } from './asking.tsx';

/** What every surface stands in: a voice for screen readers, and a place for requests that were not taken. */
export function Surface({ desk, children }: { readonly desk: Desk; readonly children: ComponentChildren }) {
  return (
    <Announcer>
      <Asking desk={desk}>{children}</Asking>
    </Announcer>
  );
}
