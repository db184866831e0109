import type { DoorFetch } from '../adapters/fetch-door/fetch-door.ts';
import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import { createNotionClient } from '../adapters/notion/notion-client.ts';
import { asConnectionId } from '../base/ids.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import type { Connected } from '../flows/read-page.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { KeyName, Vault } from '../settings/vault.ts';

interface Parts {
  readonly vault: Vault;
  readonly door: DoorFetch;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly meta: MetaStore;
  isOnline(): boolean;
}

/** One client a workspace for the whole life of the worker: each keeps its own request budget. */
export function createNotionConnections(parts: Parts) {
  const readers = new Map<KeyName, NotionReader>();
  const readerWith = (token: () => Promise<Secret>): NotionReader =>
    createNotionClient({
      token,
      fetch: parts.door,
      clock: parts.clock,
      chance: parts.chance,
      log: parts.log,
      online: parts.isOnline,
    });

  const readerFor = (name: KeyName): NotionReader => {
    const known = readers.get(name) ?? readerWith(() => parts.vault.reveal(name));
    readers.set(name, known);
    return known;
  };

  return {
    readerWith: (token: Secret): NotionReader => readerWith(() => Promise.resolve(token)),
    /** The workspaces whose keys can be used now. */
    async connections(): Promise<readonly Connected[]> {
      const keys = await parts.vault.list();
      return keys
        .filter(({ name, state }) => name !== 'claude' && state === 'ready')
        .map(({ name, label }) => ({
          id: asConnectionId(name.replace(/^notion:/, '')),
          workspace: label,
          reader: readerFor(name),
        }));
    },
    forget(name: KeyName): void {
      readers.delete(name);
    },
  };
}
