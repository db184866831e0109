import type { WorkbenchDesk } from './workbench-desk.ts';

/** What runs by itself: when next, what came of it last. */
export function SchedulesTab({ desk: _desk }: { readonly desk: WorkbenchDesk }) {
  return <p class="second">Nothing runs by itself yet.</p>;
}
