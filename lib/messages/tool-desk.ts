import type { JobId } from '../base/ids.ts';

/** What our own pages can say about the calls of a reply. */
export interface ToolDesk {
  /** Lets a call run that waits for the person, or has it left out. Nothing happens where it waits no more. */
  decide(job: JobId, call: string, mayRun: boolean): Promise<void>;
}
