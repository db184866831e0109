import type { Drill, DrillWatch } from '../../lib/messages/drill-desk.ts';
import { Button } from './button.tsx';
import { SCENARIO_NAMES, minutesLeft } from './drill-words.ts';
import { useAsk } from './handing.ts';
import { useNow } from './use-now.ts';
import { useWatch } from './use-watch.ts';

/** Says on every surface that what seems broken is rehearsed, and ends it. */
export function DrillBanner({ desk }: { readonly desk: DrillWatch }) {
  const drill = useWatch<Drill | undefined>((show) => desk.watchDrill(show), [desk]);
  const now = useNow();
  const ask = useAsk();
  if (drill === undefined || now >= drill.endsAt) return null;
  return (
    <section class="drill-banner" aria-label="Drill is on">
      <p>
        <strong>Drill: {SCENARIO_NAMES[drill.scenario]}.</strong> Only rehearsed, on this device.{' '}
        {minutesLeft(drill, now)}.
      </p>
      <Button onClick={() => ask(() => desk.endDrill())}>End drill</Button>
    </section>
  );
}
