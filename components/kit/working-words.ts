import type { Job } from '../../lib/jobs/job.ts';
import { counted } from './amount.ts';

/**
 * What a job is doing, in words: `Reading 14 of 40 sections`.
 * @param model who was asked, or writes
 * @param failed what came of the last try, where another one is made: `Claude Sonnet 5.5 was overloaded`
 */
export function workingWords(job: Pick<Job, 'state' | 'progress' | 'behind'>, model: string, failed?: string): string {
  const { progress } = job;
  if (job.state === 'paused') return progress && progress.total > 1 ? `Paused after ${ofTotal(progress)}` : 'Paused';
  if (job.state === 'queued' && job.behind !== undefined) return 'Waits for the message before it';
  if (job.state === 'queued' || !progress) return 'Starting';
  switch (progress.doing) {
    case 'reading':
      return progress.total > 1 ? `Reading the page, part ${ofAll(progress)}` : 'Reading the page';
    case 'sections':
      return `Reading ${ofTotal(progress)}`;
    case 'asking':
      return failed === undefined ? `Asking ${model}` : `${failed}. Asking again or elsewhere`;
    case 'writing':
      return `${model} is writing`;
  }
}

interface Part {
  readonly done: number;
  readonly total: number;
}

const ofAll = ({ done, total }: Part): string => `${done} of ${total}`;
const ofTotal = ({ done, total }: Part): string => `${done} of ${counted(total, 'section')}`;
