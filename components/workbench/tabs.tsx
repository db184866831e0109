import type { VNode } from 'preact';

import { AutofillTab } from './autofill-tab.tsx';
import { GapsTab } from './gaps-tab.tsx';
import { ReportsTab } from './reports-tab.tsx';
import { SchedulesTab } from './schedules-tab.tsx';
import type { WorkbenchDesk } from './workbench-desk.ts';

/** One place of the workbench. Its id stands in the address, so that a link leads to it. */
export interface WorkbenchTab {
  readonly id: string;
  readonly label: string;
  show(desk: WorkbenchDesk): VNode;
}

/** Everything that the workbench holds, in the order in which it is offered. */
export const TABS: readonly [WorkbenchTab, ...WorkbenchTab[]] = [
  { id: 'reports', label: 'Reports', show: (desk) => <ReportsTab desk={desk} /> },
  { id: 'schedules', label: 'Schedules', show: (desk) => <SchedulesTab desk={desk} /> },
  { id: 'autofill', label: 'Autofill', show: (desk) => <AutofillTab desk={desk} /> },
  { id: 'gaps', label: 'Gaps', show: (desk) => <GapsTab desk={desk} /> },
];
