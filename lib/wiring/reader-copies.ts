import type { Client } from '../messages/client.ts';
import type { CopyDesk } from '../messages/reader-desk.ts';

/** What every desk asks of the background about copies, whichever way its messages go. */
export function createCopyDesk(ask: Client): Omit<CopyDesk, 'watchKit'> {
  return {
    openReader: (pageId, why) => ask('reader.open', { pageId, ...(why === undefined ? {} : { why }) }),
    pin: ({ pageId, title }) => ask('kit.pin', { pageId, title }),
    unpin: (pageId) => ask('kit.unpin', pageId),
  };
}
