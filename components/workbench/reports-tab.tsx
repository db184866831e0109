import type { WorkbenchDesk } from './workbench-desk.ts';

/** Reports: saved definitions, what they came to, and the making of new ones. */
export function ReportsTab({ desk: _desk }: { readonly desk: WorkbenchDesk }) {
  return <p class="second">No report yet.</p>;
}
