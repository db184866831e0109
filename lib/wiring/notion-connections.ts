import type { DoorFetch } from '../adapters/fetch-door/fetch-door.ts';
import { createNotionClient } from '../adapters/notion/notion-client.ts';
import type { NotionClientOptions } from '../adapters/notion/ask-notion.ts';
import type { SessionMemory } from '../adapters/vault/vault.ts';
import { asConnectionId } from '../base/ids.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import type { Observe } from '../activity/call.ts';
import type { RecordActivity } from '../activity/entry.ts';
import { eachCall, eachWrite } from '../flows/each-call.ts';
import type { Around } from '../flows/each-call.ts';
import { guardCalls } from '../flows/guard-calls.ts';
import type { Guard } from '../flows/guard-calls.ts';
import { logCalls } from '../flows/log-calls.ts';
import { noteCalls } from '../flows/note-calls.ts';
import type { Connected } from '../flows/read-page.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';
import { newBreaker } from '../resilience/breaker.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';
import { readPace } from '../resilience/read-pace.ts';
import type { KeyName, Vault } from '../settings/vault.ts';
import { keepNewest } from './keep-newest.ts';

interface Parts {
  readonly vault: Vault;
  readonly door: DoorFetch;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly observe: Observe;
  readonly record: RecordActivity;
  readonly breakers: BreakerStore;
  /** Where each connection's request budget outlives the worker, so that a pause that Notion asked for is kept. */
  readonly memory: SessionMemory;
  isOnline(): boolean;
}

type Client = ReturnType<typeof createNotionClient>;

/** A workspace with a second reader, for work that nobody waits for, and with its writer: people go first. */
export interface Connection extends Connected {
  readonly background: NotionReader;
  /** What is written was approved by a person or for one: it goes before work that nobody waits for. */
  readonly writer: NotionWriter;
}

const paceKey = (name: KeyName): string => `pace.${name}`;

const connectionOf = (name: KeyName): ConnectionId => asConnectionId(name.replace(/^notion:/, ''));

/** One client a workspace for the whole life of the worker: each keeps its own request budget. */
export function createNotionConnections(parts: Parts) {
  const { vault, memory, clock, log } = parts;
  const readers = new Map<KeyName, Promise<Client>>();
  const guards = new Map<string, Guard>();

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

  /** One a connection for the whole life of the worker: its readers and its writer wait for the same probe. */
  const guardFor = (id: string, workspace: string): Guard => {
    const key = `${id} ${workspace}`;
    const guard = guards.get(key) ?? guardCalls(parts, id, workspace);
    guards.set(key, guard);
    return guard;
  };

  return {
    /** A reader for a token that is not kept yet. */
    readerWith: (token: Secret): NotionReader =>
      eachCall(
        clientWith(() => Promise.resolve(token)),
        logCalls(parts.record),
      ),
    /** The workspaces that were connected. While keys are locked, asking fails with `vault-locked`. */
    async connections(): Promise<readonly Connection[]> {
      const keys = (await vault.list()).filter(({ name, state }) => name.startsWith('notion:') && state !== 'gone');
      return Promise.all(
        keys.map(async ({ name, label }) => {
          const id = connectionOf(name);
          // A call may wait here for its turn in the request budget, so it cannot tell how fast Notion is.
          const noted = noteCalls(clock, (end) =>
            parts.observe({ service: `notion:${id}`, name: `Notion: ${label}`, untimed: true, ...end }),
          );
          const logged = logCalls(parts.record, id);
          const told: Around = (ask, signal, call) => logged(() => noted(ask, signal, call), signal, call);
          const client = await readerFor(name);
          // What an open breaker holds back is no call: nothing is told of it.
          const guarded = guardFor(id, label);
          return {
            id,
            workspace: label,
            reader: guarded.reader(eachCall(client, told)),
            background: guarded.reader(eachCall(client.background, told)),
            writer: guarded.writer(eachWrite(client.writer, told)),
          };
        }),
      );
    },
    /** A key was replaced or taken away: nothing that was learned with the old one holds. */
    async forget(name: KeyName): Promise<void> {
      readers.delete(name);
      const breaker = `notion:${connectionOf(name)}` as const;
      await parts.breakers.change(breaker, (before) => before && newBreaker(breaker, clock.now()));
      await memory.remove(paceKey(name));
    },
  };
}
