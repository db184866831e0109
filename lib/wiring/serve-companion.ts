import { extension } from '../adapters/browser/extension.ts';
import type { Port } from '../adapters/browser/extension.ts';
import type { DrillViews } from '../adapters/dexie/drill-views.ts';
import type { KitViews } from '../adapters/dexie/kit-views.ts';
import type { LiveViews } from '../adapters/dexie/live-views.ts';
import type { Log } from '../base/ports.ts';
import { COMPANION_PORT, readToBackground } from '../messages/companion-port.ts';
import type { CompanionWatch, ToCompanion } from '../messages/companion-port.ts';
import type { Unwatch } from '../messages/desk.ts';
import { route } from '../messages/router.ts';
import type { Handlers, Sender } from '../messages/router.ts';
import { letRun } from './let-run.ts';
import { readSender } from './receive.ts';
import { WAKING_PORT } from './wake-background.ts';

type Views = LiveViews & Pick<KitViews, 'watchKit'> & Pick<DrillViews, 'watchDrill'>;

/** One companion watches a handful of things; a page that found a way in shall not fill the worker. */
const MOST_WATCHES = 32;

/** Serves the companion over its port: what it asks is routed as from a content script, what it watches is pushed. */
export function serveCompanions(views: () => Promise<Views>, handlers: Handlers, log: Log): void {
  extension.runtime.onConnect.addListener((port) => {
    if (port.name === WAKING_PORT) return;
    const sender = port.sender === undefined ? undefined : readSender(port.sender);
    if (port.name !== COMPANION_PORT || sender?.caller !== 'content') {
      port.disconnect();
      return;
    }
    serve(port, sender, views, handlers, log);
  });
}

function serve(port: Port, sender: Sender, views: () => Promise<Views>, handlers: Handlers, log: Log): void {
  const watches = new Map<number, Unwatch>();
  const asks = new Map<number, AbortController>();
  let open = true;
  const send = (message: ToCompanion): void => {
    if (open) port.postMessage(message);
  };

  const ask = async (id: number, message: unknown): Promise<void> => {
    const controller = new AbortController();
    asks.set(id, controller);
    const reply = await route(handlers, message, sender, controller.signal, (bug) =>
      log.warn('handler broke', { bug: String(bug) }),
    );
    asks.delete(id);
    send({ type: 'reply', id, reply });
  };

  port.onMessage.addListener((raw: unknown) => {
    const message = readToBackground(raw);
    switch (message?.type) {
      case 'ask':
        void ask(message.id, message.message);
        break;
      case 'abort':
        asks.get(message.id)?.abort();
        break;
      case 'watch':
        if (watches.size < MOST_WATCHES && !watches.has(message.id)) {
          watches.set(
            message.id,
            watchLater(views, message.watch, (value) => send({ type: 'value', id: message.id, value }), log),
          );
        }
        break;
      case 'unwatch':
        watches.get(message.id)?.();
        watches.delete(message.id);
        break;
      case undefined:
        break;
    }
  });
  port.onDisconnect.addListener(() => {
    open = false;
    for (const unwatch of watches.values()) unwatch();
    for (const controller of asks.values()) controller.abort();
  });
}

/** Watches as soon as the views are there, unless nobody wants it any more by then. */
function watchLater(
  views: () => Promise<Views>,
  wanted: CompanionWatch,
  show: (value: unknown) => void,
  log: Log,
): Unwatch {
  let unwatch: Unwatch | undefined;
  let isWanted = true;
  const begin = async (): Promise<void> => {
    const found = await views();
    if (isWanted) unwatch = watch(found, wanted, show);
  };
  letRun(begin(), log, 'watch');
  return () => {
    isWanted = false;
    unwatch?.();
  };
}

function watch(views: Views, wanted: CompanionWatch, show: (value: unknown) => void): Unwatch {
  switch (wanted.what) {
    case 'health':
      return views.health(show);
    case 'settings':
      return views.settings(show);
    case 'drill':
      return views.watchDrill(show);
    case 'job':
      return views.job(wanted.job, show);
    case 'latest':
      return views.latest(wanted.page, show);
    case 'kit':
      return views.watchKit(wanted.page, show);
  }
}
