import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { FillDesk } from '../../lib/messages/fill-desk.ts';
import type { GapsDesk } from '../../lib/messages/gaps-desk.ts';

/** What the workbench can see and ask for. */
export type WorkbenchDesk = OptionsDesk & GapsDesk & FillDesk;
