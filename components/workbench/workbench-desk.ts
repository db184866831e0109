import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { FillDesk } from '../../lib/messages/fill-desk.ts';
import type { GapsDesk } from '../../lib/messages/gaps-desk.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { MirrorDesk } from '../../lib/messages/reader-desk.ts';
import type { ReportDesk } from '../../lib/messages/report-desk.ts';
import type { ScheduleDesk } from '../../lib/messages/schedule-desk.ts';

/** What the workbench can see and ask for. */
export type WorkbenchDesk = OptionsDesk &
  ReportDesk &
  ScheduleDesk &
  OutboxDesk &
  Pick<MirrorDesk, 'refresh'> &
  GapsDesk &
  FillDesk;
