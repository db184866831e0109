import type { PageId } from '../base/ids.ts';
import type { OfflineKit } from '../mirror/offline-kit.ts';
import { prepareKit } from './kit.ts';
import type { KitPorts } from './kit.ts';

/** So old, a kit is looked through again: pages may have come to belong to it. */
const LOOK_AGAIN_MS = 6 * 60 * 60_000;

export interface KitKeeper {
  /** Stores the kit, then begins to make it ready. Pinning again tries again what failed. */
  pin(page: { readonly pageId: PageId; readonly title: string }): Promise<void>;
  /** Its pages stay until room is needed. */
  unpin(id: PageId): Promise<void>;
  /** Goes on with what is not ready. Called at every start of the worker. */
  recover(): Promise<void>;
  /** Resolves when this life of the worker has done what it can for all kits. */
  settled(): Promise<void>;
}

/**
 * @param stayAwake holds the worker awake until its return value is called
 * @param onBug told of what is no failure of Notion's or the device's
 */
export function createKitKeeper(
  ports: KitPorts,
  stayAwake: () => () => void,
  onBug: (error: unknown) => void,
): KitKeeper {
  const waiting = new Map<PageId, AbortController>();
  let line: Promise<void> = Promise.resolve();

  const prepare = async (id: PageId, signal: AbortSignal): Promise<void> => {
    const release = stayAwake();
    try {
      if (!signal.aborted) await prepareKit(ports, id, signal);
    } catch (error) {
      if (!signal.aborted) onBug(error);
    } finally {
      release();
      if (waiting.get(id)?.signal === signal) waiting.delete(id);
    }
  };

  /** One kit after the other. */
  const enqueue = (id: PageId): void => {
    if (waiting.has(id)) return;
    const controller = new AbortController();
    waiting.set(id, controller);
    line = line.then(() => prepare(id, controller.signal));
  };

  const isDue = ({ gatheredAt, failure }: OfflineKit): boolean =>
    failure !== undefined || gatheredAt === undefined || ports.clock.now() - gatheredAt >= LOOK_AGAIN_MS;

  return {
    async pin({ pageId, title }) {
      const before = await ports.kits.get(pageId);
      if (before === undefined) {
        await ports.kits.add({ id: pageId, title, pinnedAt: ports.clock.now(), pages: [pageId] });
      }
      enqueue(pageId);
    },
    async unpin(id) {
      waiting.get(id)?.abort();
      waiting.delete(id);
      await ports.kits.remove(id);
    },
    async recover() {
      for (const kit of await ports.kits.all()) if (isDue(kit)) enqueue(kit.id);
    },
    settled: () => line,
  };
}
