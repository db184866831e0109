import { browser } from 'wxt/browser';
import { Failure } from '../base/failure.ts';
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
  'models.list',
  'draft.read',
  'draft.keep',
  'job.preview',
]);

export interface CompanionLink {
  readonly carry: Carry;
  watch(watch: CompanionWatch, show: (value: unknown) => void): () => void;
  close(): void;
}

/**
 * The companion's port to the background. When the worker dies the port closes: it is opened again, every watch is
 * taken up again, and questions that only read are asked again.
 */
export function openCompanionLink(signal: AbortSignal): CompanionLink {
  const watches = new Map<number, { readonly watch: CompanionWatch; readonly show: (value: unknown) => void }>();
  const asks = new Map<
    number,
    {
      readonly message: { readonly name: MessageName; readonly ask: unknown };
      readonly settle: (reply: WireReply) => void;
    }
  >();
  let port: ReturnType<typeof browser.runtime.connect> | undefined;
  let nextId = 1;
  let deaths = 0;

  const send = (message: ToBackground): void => connect().postMessage(message);

  const connect = (): NonNullable<typeof port> => {
    if (port !== undefined) return port;
    const opened = browser.runtime.connect({ name: COMPANION_PORT });
    port = opened;
    opened.onMessage.addListener((message: ToCompanion) => {
      deaths = 0;
      if (message.type === 'value') watches.get(message.id)?.show(message.value);
      else asks.get(message.id)?.settle(message.reply);
    });
    opened.onDisconnect.addListener(() => {
      port = undefined;
      if (!signal.aborted) setTimeout(reopen, REOPEN_MS[Math.min(deaths, REOPEN_MS.length - 1)]);
      deaths += 1;
    });
    return opened;
  };

  const reopen = (): void => {
    if (signal.aborted || (watches.size === 0 && asks.size === 0)) return;
    for (const [id, { watch }] of watches) send({ type: 'watch', id, watch });
    for (const [id, { message, settle }] of asks) {
      if (AGAIN.has(message.name)) send({ type: 'ask', id, message });
      else settle({ ok: false, failure: { code: 'worker-restarted' } });
    }
  };

  return {
    carry: (message) =>
      new Promise((resolve, reject) => {
        const id = nextId;
        nextId += 1;
        const settle = (reply: WireReply): void => {
          asks.delete(id);
          resolve(reply);
        };
        asks.set(id, { message, settle });
        try {
          send({ type: 'ask', id, message });
        } catch (error) {
          asks.delete(id);
          // The extension was reloaded or removed under this page.
          reject(new Failure('worker-restarted', { cause: error }));
        }
      }),
    watch(watch, show) {
      const id = nextId;
      nextId += 1;
      watches.set(id, { watch, show });
      send({ type: 'watch', id, watch });
      return () => {
        watches.delete(id);
        if (port !== undefined) send({ type: 'unwatch', id });
      };
    },
    close() {
      watches.clear();
      port?.disconnect();
      port = undefined;
    },
  };
}
