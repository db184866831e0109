import { COMPANION_PORT } from '../messages/companion-port.ts';
import type { CompanionWatch, ToBackground, ToCompanion } from '../messages/companion-port.ts';
import type { Carry } from '../messages/client.ts';
import type { MessageName } from '../messages/protocol.ts';
import type { WireReply } from '../messages/router.ts';

/** A worker that dies again and again is not hammered. */
const REOPEN_MS = [50, 200, 1_000, 5_000] as const;

/** Asked twice these only read, or say the same again. */
const AGAIN: ReadonlySet<MessageName> = new Set<MessageName>([
  'here.read',
  'search.run',
  'search.choices',
  'search.kept',
  'search.save',
  'models.list',
  'draft.read',
  'draft.keep',
  'job.preview',
  'drill.end',
]);

const RESTARTED: WireReply = { ok: false, failure: { code: 'worker-restarted' } };

export interface CompanionLink {
  readonly carry: Carry;
  watch(watch: CompanionWatch, show: (value: unknown) => void): () => void;
  close(): void;
}

/** As much of the browser's port as the link uses. */
interface LinkPort {
  postMessage(message: ToBackground): void;
  disconnect(): void;
  readonly onMessage: { addListener(hear: (message: ToCompanion) => void): void };
  readonly onDisconnect: { addListener(hear: () => void): void };
}

/** Opens a port by its name. Throws once the extension was reloaded or removed under this page. */
export type ConnectPort = (options: { readonly name: string }) => LinkPort;

interface Asked {
  readonly message: Parameters<Carry>[0];
  readonly settle: (reply: WireReply) => void;
}

/**
 * The companion's port to the background. When the worker dies the port closes: it is opened again, every watch is
 * taken up again, and questions that only read are asked again.
 */
export function openCompanionLink(connectPort: ConnectPort): CompanionLink {
  const watches = new Map<number, { readonly watch: CompanionWatch; readonly show: (value: unknown) => void }>();
  const asks = new Map<number, Asked>();
  let port: LinkPort | undefined;
  let nextId = 1;
  let deaths = 0;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  /** The open port. A new one first hears everything that the last one left open. */
  const connect = (): LinkPort => {
    if (port !== undefined) return port;
    clearTimeout(reopening);
    const opened = connectPort({ name: COMPANION_PORT });
    port = opened;
    opened.onMessage.addListener((message) => {
      deaths = 0;
      if (message.type === 'value') watches.get(message.id)?.show(message.value);
      else asks.get(message.id)?.settle(message.reply);
    });
    opened.onDisconnect.addListener(() => {
      if (port !== opened) return;
      port = undefined;
      if (closed) return;
      reopening = setTimeout(reopen, REOPEN_MS[Math.min(deaths, REOPEN_MS.length - 1)]);
      deaths += 1;
    });
    for (const [id, { watch }] of watches) opened.postMessage({ type: 'watch', id, watch });
    for (const [id, { message, settle }] of asks) {
      if (AGAIN.has(message.name)) opened.postMessage({ type: 'ask', id, message });
      else settle(RESTARTED);
    }
    return opened;
  };

  const giveUp = (): void => {
    for (const { settle } of asks.values()) settle(RESTARTED);
  };

  const reopen = (): void => {
    if (watches.size === 0 && asks.size === 0) return;
    try {
      connect();
    } catch {
      giveUp();
    }
  };

  /** Nobody is left to say it to once the extension was reloaded or removed: whoever asked is told, the rest goes. */
  const say = (message: () => ToBackground): boolean => {
    if (closed) return false;
    try {
      connect().postMessage(message());
      return true;
    } catch {
      return false;
    }
  };

  const newId = (): number => {
    nextId += 1;
    return nextId;
  };

  return {
    carry: (message, signal) =>
      new Promise((resolve) => {
        const id = newId();
        const settle = (reply: WireReply): void => {
          asks.delete(id);
          resolve(reply);
        };
        const said = say(() => {
          asks.set(id, { message, settle });
          return { type: 'ask', id, message };
        });
        if (!said) settle(RESTARTED);
        // What nobody waits for any more is not worked on any further. The answer still comes, as an abort.
        signal?.addEventListener('abort', () => {
          if (asks.has(id)) say(() => ({ type: 'abort', id }));
        });
      }),
    watch(watch, show) {
      const id = newId();
      say(() => {
        watches.set(id, { watch, show });
        return { type: 'watch', id, watch };
      });
      return () => {
        if (watches.delete(id) && port !== undefined) say(() => ({ type: 'unwatch', id }));
      };
    },
    close() {
      closed = true;
      clearTimeout(reopening);
      watches.clear();
      giveUp();
      port?.disconnect();
      port = undefined;
    },
  };
}
