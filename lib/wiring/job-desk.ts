import type { Client } from '../messages/client.ts';
import type { Desk } from '../messages/desk.ts';

/** What every desk asks of the background in the same words, whichever way its messages go. */
export type JobDesk = Pick<
  Desk,
  'start' | 'stop' | 'pause' | 'resume' | 'retry' | 'proceed' | 'preview' | 'models' | 'openPage'
>;

export function createJobDesk(ask: Client): JobDesk {
  return {
    start: (input) => ask('job.start', input),
    stop: (id) => ask('job.stop', id),
    pause: (id) => ask('job.pause', id),
    resume: (id) => ask('job.resume', id),
    retry: (id, model, urgent) =>
      ask('job.retry', {
        id,
        ...(model === undefined ? {} : { model }),
        ...(urgent === undefined ? {} : { urgent }),
      }),
    proceed: (id, model) => ask('job.proceed', { id, ...(model === undefined ? {} : { model }) }),
    preview: (input) => ask('job.preview', input),
    models: () => ask('models.list', undefined),
    openPage: (url) => ask('address.open', { url }),
  };
}
