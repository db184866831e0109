import type { DoorFetch } from '../adapters/fetch-door/fetch-door.ts';
import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import { createNotionClient } from '../adapters/notion/notion-client.ts';
import type { NotionClientOptions } from '../adapters/notion/notion-client.ts';
import type { SessionMemory } from '../adapters/vault/vault.ts';
import type { FailureFacts } from '../base/failure.ts';
import { asConnectionId } from '../base/ids.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import { noteCalls } from '../flows/note-calls.ts';
import type { Connected } from '../flows/read-page.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import { readPace } from '../resilience/read-pace.ts';
import type { KeyName, Vault } from '../settings/vault.ts';
import { keepNewest } from './keep-newest.ts';
import { letRun } from './let-run.ts';

interface Parts {
  readonly vault: Vault;
  readonly door: DoorFetch;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly meta: Pick<MetaStore, 'noteHealth'>;
  /** Where each connection's request budget outlives the worker, so that a pause that Notion asked for is kept. */
  readonly memory: SessionMemory;
  isOnline(): boolean;
}

type Client = ReturnType<typeof createNotionClient>;

/** A workspace with a second reader, for work that nobody waits for: people go first. */
export interface Connection extends Connected {
  readonly background: NotionReader;
}

const paceKey = (name: KeyName): string => `pace.${name}`;

/** One client a workspace for the whole life of the worker: each keeps its own request budget. */
export function createNotionConnections(parts: Parts) {
  const { vault, memory, meta, log } = parts;
  const readers = new Map<KeyName, Promise<Client>>();
  const lastNoted = new Map<KeyName, string>();

  const clientWith = (token: () => Promise<Secret>, pace?: NotionClientOptions['pace']): Client =>
    createNotionClient({
      token,
      fetch: parts.door,
      clock: parts.clock,
      chance: parts.chance,
      log,
      online: parts.isOnline,
      ...(pace === undefined ? {} : { pace }),
    });

  const open = async (name: KeyName): Promise<Client> => {
    const key = paceKey(name);
    const initial = readPace(await memory.get(key));
    const persist = keepNewest((pace) => memory.set(key, pace), log);
    return clientWith(() => vault.reveal(name), { persist, ...(initial === undefined ? {} : { initial }) });
  };

  const readerFor = (name: KeyName): Promise<Client> => {
    const known = readers.get(name) ?? open(name);
    readers.set(name, known);
    return known;
  };

  /** Calls come by the dozen, news seldom: only news is stored. */
  const note = (name: KeyName, workspace: string, failure: FailureFacts | undefined): void => {
    const news = `${workspace} ${failure?.code ?? ''}`;
    if (lastNoted.get(name) === news) return;
    lastNoted.set(name, news);
    letRun(meta.noteHealth(name, { service: 'notion', name: `Notion: ${workspace}` }, failure), log, 'health');
  };

  return {
    /** A reader for a token that is not kept yet. */
    readerWith: (token: Secret): NotionReader => clientWith(() => Promise.resolve(token)),
    /** The workspaces that were connected. While keys are locked, asking fails with `vault-locked`. */
    async connections(): Promise<readonly Connection[]> {
      const keys = (await vault.list()).filter(({ name, state }) => name !== 'claude' && state !== 'gone');
      return Promise.all(
        keys.map(async ({ name, label }) => {
          const noted = (failure: FailureFacts | undefined): void => note(name, label, failure);
          const client = await readerFor(name);
          return {
            id: asConnectionId(name.replace(/^notion:/, '')),
            workspace: label,
            reader: noteCalls(client, noted),
            background: noteCalls(client.background, noted),
          };
        }),
      );
    },
    /** A key was replaced or taken away: nothing that was learned with the old one holds. */
    async forget(name: KeyName): Promise<void> {
      readers.delete(name);
      lastNoted.delete(name);
      await memory.remove(paceKey(name));
    },
  };
}
