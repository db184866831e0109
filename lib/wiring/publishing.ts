import { openApproval } from '../adapters/browser/approval-window.ts';
import { hasSidePanel, openSidePanel } from '../adapters/browser/side-panel.ts';
import type { Client } from '../messages/client.ts';
import type { PublishDesk } from '../messages/outbox-desk.ts';
import { createPublishAsk } from './outbox-ask.ts';

/** The side panel shows what is proposed in its own place. */
const isSidePanel = (): boolean => location.pathname === '/sidepanel.html';

/** Proposes from a page of ours, and opens what the proposal is approved in: the side panel, or a small window. */
export function createPublishing(ask: Client): PublishDesk {
  const { publish } = createPublishAsk(ask);
  return {
    async publish(answer, place) {
      if (isSidePanel()) return publish(answer, place);
      // The user action ends at the first await. Should the panel not open, the proposal waits in it all the same.
      const opening = hasSidePanel() ? openSidePanel().catch(() => undefined) : undefined;
      const id = await publish(answer, place);
      await (opening ?? openApproval(id));
      return id;
    },
  };
}
