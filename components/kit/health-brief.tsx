import type { Desk, HealthLine } from '../../lib/messages/desk.ts';
import { HealthView } from './health-view.tsx';
import { useNow } from './use-now.ts';
import { useWatch } from './use-watch.ts';

/** What is not well now, beside a conversation. When all is, only a screen reader is told so. */
export function HealthBrief({ desk }: { readonly desk: Desk }) {
  const lines = useWatch<readonly HealthLine[]>((show) => desk.watchHealth(show), [desk]) ?? [];
  const now = useNow();
  return <HealthView lines={lines} now={now} onSettings={() => void desk.openOptions()} brief />;
}
