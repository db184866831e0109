import type { JobInput } from '../jobs/job.ts';
import type { Page } from '../mirror/page.ts';
import type { Bill } from './keep-spending.ts';

/** For whom a job's requests are made: the first of its pages tells the workspace. */
export function billOf({ action, urgent }: Pick<JobInput, 'action' | 'urgent'>, pages: readonly Page[]): Bill {
  const workspace = pages[0]?.workspace ?? '';
  return { action, workspace, ...(urgent === true ? { urgent } : {}) };
}
