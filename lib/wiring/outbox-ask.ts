import type { Client } from '../messages/client.ts';
import type { OutboxDesk, PublishDesk } from '../messages/outbox-desk.ts';

/** What our own pages ask of the outbox by message. */
export function createOutboxAsk(
  ask: Client,
): Omit<OutboxDesk, 'publish' | 'watchOutbox' | 'watchApprovals' | 'watchPublished'> {
  return {
    approve: (id, shown) => ask('outbox.approve', { id, shown }),
    decline: (id) => ask('outbox.decline', id),
    undo: (id) => ask('outbox.undo', id),
    again: (id) => ask('outbox.again', id),
    settle: (id, choice) => ask('outbox.settle', { id, choice }),
    allow: (approval) => ask('approval.allow', approval),
    revoke: (id) => ask('approval.revoke', id),
  };
}

/** Proposes to publish, by message alone. */
export function createPublishAsk(ask: Client): PublishDesk {
  return {
    publish: (answer, place) => ask('publish.propose', { answer, ...(place === undefined ? {} : { place }) }),
  };
}
