import type { OptionsDesk } from '../../lib/messages/desk.ts';

/** What the workbench can see and ask for. */
export type WorkbenchDesk = OptionsDesk;
