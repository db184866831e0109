import { askToNotify } from '../adapters/browser/notify.ts';
import type { Client } from '../messages/client.ts';
import type { QueueDesk } from '../messages/queue-desk.ts';

/** What our own pages ask of the queue by message. */
export function createQueueAsk(ask: Client): Omit<QueueDesk, 'watchWaiting' | 'watchDigest'> {
  return {
    runNow: (id) => ask('queue.run', id),
    edit: (id, question) => ask('queue.edit', { id, question }),
    exportRequest: (id) => ask('queue.export', id),
    dismissDigest: (until) => ask('digest.dismiss', { until }),
    allowNotices: askToNotify,
  };
}
