import { browser } from 'wxt/browser';
import { markBlock } from '../../components/companion/mark.ts';
import { mountCompanion } from '../../components/companion/mount.tsx';
import type { MountedCompanion } from '../../components/companion/mount.tsx';
import type { Wish } from '../../components/companion/wish.ts';
import { findMarkedBlock } from '../adapters/notion-page/mark-block.ts';
import { readTitle } from '../adapters/notion-page/read-screen.ts';
import { watchPlace } from '../adapters/notion-page/watch-place.ts';
import { createClient } from '../messages/client.ts';
import type { CompanionOrder } from '../messages/companion-port.ts';
import { createCompanionDesk } from './companion-desk.ts';
import { openCompanionLink } from './companion-link.ts';
import { createPublishAsk } from './outbox-ask.ts';
import { takeOwnHandOnly } from './own-hand.ts';
import { stage } from './stage.ts';
import type { Stage } from './stage.ts';

/** The late part: put into the page on first use, beside the launcher. A second injection finds itself there already. */
export function startCompanionPanel(): void {
  const here = stage();
  if (here === undefined || here.panel !== undefined) return;
  const { launcher, signal } = here;
  let close: (() => void) | undefined;
  let shown: MountedCompanion | undefined;
  takeOwnHandOnly(launcher.root, signal);

  const open = (): void => {
    if (close !== undefined) return;
    const link = openCompanionLink((options) => browser.runtime.connect(options));
    const askAlone = createClient((message) => browser.runtime.sendMessage(message));
    const pressed = { openPanel: () => askAlone('panel.open', undefined), ...createPublishAsk(askAlone) };
    const desk = createCompanionDesk(link, watchMoves, pressed, (pageId) => readTitle(document, pageId));
    const mounted = mountCompanion(launcher.root, desk, () => close?.());
    shown = mounted;
    launcher.setExpanded(true);
    close = () => {
      close = undefined;
      shown = undefined;
      mounted.unmount();
      link.close();
      launcher.setExpanded(false);
    };
  };
  const toggle = (): void => (close === undefined ? open() : close());

  here.panel = { toggle };
  signal.addEventListener('abort', () => close?.());
  const openWith = (wish: Wish): void => {
    open();
    shown?.show(wish);
  };
  listen(here, { open: openWith, toggle });
}

function watchMoves(moved: () => void): () => void {
  const watching = new AbortController();
  watchPlace(window, moved, watching.signal);
  // A key may have been added, or a page been shared, in the tab that the person comes back from.
  window.addEventListener('focus', () => moved(), { signal: watching.signal });
  return () => watching.abort();
}

/** Orders come from our own background alone: no tab stands behind them. */
function listen({ launcher, signal }: Stage, panel: { open(wish: Wish): void; toggle(): void }): void {
  let unmark: (() => void) | undefined;
  let marking = new AbortController();

  const mark = async (target: Extract<CompanionOrder, { type: 'companion-mark' }>): Promise<void> => {
    marking.abort();
    marking = new AbortController();
    const block = await findMarkedBlock(window, target, AbortSignal.any([signal, marking.signal]));
    unmark?.();
    if (block !== undefined) unmark = markBlock(launcher.root, () => block.rect());
  };

  const onOrder = (order: CompanionOrder, sender: { id?: string; tab?: unknown }): void => {
    if (sender.id !== browser.runtime.id || sender.tab !== undefined) return;
    switch (order.type) {
      case 'companion-open':
        panel.open(order);
        break;
      case 'companion-toggle':
        panel.toggle();
        break;
      case 'companion-mark':
        void mark(order);
        break;
    }
  };
  browser.runtime.onMessage.addListener(onOrder);
  signal.addEventListener('abort', () => {
    marking.abort();
    unmark?.();
    browser.runtime.onMessage.removeListener(onOrder);
  });
}
