import { holdName } from '../adapters/browser/held-locks.ts';
import type { ChatShelf } from '../messages/chat-shelf.ts';
import { openName } from '../messages/chat-shelf.ts';
import type { Client } from '../messages/client.ts';

/** How a page keeps a temporary chat for as long as it shows it. */
export function createChatKeeping(ask: Client): Pick<ChatShelf, 'keepOpen' | 'sweep'> {
  return {
    keepOpen(id) {
      const open = new AbortController();
      holdName(openName(id), open.signal);
      // The page goes with its lock: should this last message be lost, the next start of the background takes it away.
      const close = (): void => {
        open.abort();
        ask('chat.forget', id).catch(() => undefined);
      };
      addEventListener('pagehide', close, { once: true });
      return () => {
        removeEventListener('pagehide', close);
        close();
      };
    },
    sweep: () => ask('chat.sweep', undefined),
  };
}
