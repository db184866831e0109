import type { Desk } from '../../lib/messages/desk.ts';
import { Button } from './button.tsx';
import { useAsk } from './handing.ts';

/** The ways from one surface to the others. */
export function Doors({ desk, panel = true }: { readonly desk: Desk; readonly panel?: boolean }) {
  const ask = useAsk();
  return (
    <>
      {panel && (
        <Button icon="panel" tone="quiet" label="Open side panel" onClick={() => ask(() => desk.openPanel())} />
      )}
      <Button icon="tune" tone="quiet" label="Open settings" onClick={() => ask(() => desk.openOptions())} />
    </>
  );
}
