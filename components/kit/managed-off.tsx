import type { Desk } from '../../lib/messages/desk.ts';
import { Surface } from './surface.tsx';

/** Stands where a surface would be that the organization has switched off. */
export function ManagedOff({ desk }: { readonly desk: Desk }) {
  return (
    <Surface desk={desk}>
      <main class="managed-off">
        <h1>Switched off</h1>
        <p>Your organization has switched this part of Understudy off. What is stored on this device stays there.</p>
      </main>
    </Surface>
  );
}
