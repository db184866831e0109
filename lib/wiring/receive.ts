import { extension } from '../adapters/browser/extension.ts';
import type { StampedSender } from '../adapters/browser/extension.ts';
import { openSidePanelForTab } from '../adapters/browser/side-panel.ts';
import { route } from '../messages/router.ts';
import type { Handlers, Sender, WireReply } from '../messages/router.ts';
import type { Log } from '../base/ports.ts';

/**
 * Who sent a message, by the browser's own stamp: a page of ours, or our script in the top frame of a tab. Other
 * extensions, other frames and everybody else are nobody.
 */
export function readSender(sender: StampedSender): Sender | undefined {
  if (sender.id !== extension.runtime.id) return undefined;
  const own = sender.url?.startsWith(extension.runtime.getURL('/')) === true;
  const tab = sender.tab?.id === undefined ? {} : { tabId: sender.tab.id };
  if (own) return { caller: 'page', ...tab };
  return sender.tab !== undefined && sender.frameId === 0 ? { caller: 'content', ...tab } : undefined;
}

const OPENED: WireReply = { ok: true, value: undefined };

const nameOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'name' in message ? message.name : undefined;

/** What a press in Notion's page opens the side panel for: itself, or a proposal that is approved there. */
const OPENS_PANEL: ReadonlySet<unknown> = new Set(['panel.open', 'publish.propose']);

/** Answers messages from our pages and our content script; every other sender gets no answer at all. */
export function receiveMessages(handlers: Handlers, log: Log): void {
  extension.runtime.onMessage.addListener((message: unknown, stamped: StampedSender) => {
    const sender = readSender(stamped);
    if (sender === undefined) return undefined;
    const routed = (): Promise<WireReply> =>
      route(handlers, message, sender, new AbortController().signal, (bug) =>
        log.warn('handler broke', { bug: String(bug) }),
      );
    // The user action ends at the first await, so the panel opens before the message is routed.
    const { tabId } = sender;
    const opens = sender.caller === 'content' && tabId !== undefined && OPENS_PANEL.has(nameOf(message));
    const opening = opens ? openSidePanelForTab(tabId) : undefined;
    if (opening === undefined) return routed();
    return nameOf(message) === 'panel.open' ? opening.then(() => OPENED, routed) : opening.then(routed, routed);
  });
}
