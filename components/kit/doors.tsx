import type { Desk } from '../../lib/messages/desk.ts';
import { Button } from './button.tsx';
import { useAsk } from './handing.ts';

/** The ways from one surface to the others. */
export function Doors({
  desk,
  panel = true,
  workbench = true,
}: {
  readonly desk: Desk;
  readonly panel?: boolean;
  readonly workbench?: boolean;
}) {
  const ask = useAsk();
  return (
    <>
      {panel && (
        <Button icon="panel" tone="quiet" label="Open side panel" onClick={() => ask(() => desk.openPanel())} />
      )}
      {workbench && desk.openWorkbench && (
        <Button
          icon="table"
          tone="quiet"
          label="Open workbench"
          onClick={() => ask(async () => desk.openWorkbench?.())}
        />
      )}
      <Button icon="tune" tone="quiet" label="Open settings" onClick={() => ask(() => desk.openOptions())} />
    </>
  );
}
