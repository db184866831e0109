import { Failure } from '../../base/failure.ts';
import { Secret } from '../../base/secret.ts';
import type { KeyFacts, KeyName, Vault } from '../../settings/vault.ts';
import type { KeyRecord, KeyRecords } from './key-records.ts';
import { deriveKey, newSalt, seal, unseal } from './sealing.ts';

/** Memory that ends with the browser and never touches the disk (`storage.session`). */
export interface SessionMemory {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

const DERIVED = 'vault.derived';
const CHECK = 'understudy';
const slot = (name: KeyName): string => `vault.${name}`;
function missing(name: KeyName): Failure {
  if (name === 'claude') return new Failure('no-claude-key');
  return new Failure(name.startsWith('provider:') ? 'no-provider-key' : 'no-notion-token');
}

export function createVault(records: KeyRecords, session: SessionMemory): Vault {
  const derived = async (): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const stored = await session.get(DERIVED);
    return Array.isArray(stored) ? Uint8Array.from(stored.map(Number)) : undefined;
  };
  const read = async (name: KeyName): Promise<KeyRecord | undefined> =>
    (await records.keys()).find((key) => key.name === name);
  const stateOf = async (record: KeyRecord): Promise<KeyFacts['state']> => {
    if (record.mode === 'clear') return 'ready';
    if (record.mode === 'passphrase') return (await derived()) === undefined ? 'locked' : 'ready';
    return typeof (await session.get(slot(record.name))) === 'string' ? 'ready' : 'gone';
  };

  /** The derived key for this passphrase; sets the lock where none exists yet. */
  const tryPassphrase = async (passphrase: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    // With nothing sealed under it, an old passphrase binds nobody.
    const sealed = (await records.keys()).some((key) => key.mode === 'passphrase');
    const lock = sealed ? await records.lock() : undefined;
    const salt = lock?.salt ?? newSalt();
    const key = await deriveKey(passphrase, salt);
    if (lock === undefined) await records.setLock({ salt, check: await seal(key, 'check', CHECK) });
    else if ((await unseal(key, 'check', lock.check)) !== CHECK) return undefined;
    await session.set(DERIVED, [...key]);
    return key;
  };

  return {
    async reveal(name) {
      const record = await read(name);
      if (record === undefined) throw missing(name);
      if (record.mode === 'clear' && record.clear !== undefined) return new Secret(record.clear);
      if (record.mode === 'session') {
        const held = await session.get(slot(name));
        if (typeof held === 'string') return new Secret(held);
        throw missing(name);
      }
      const key = await derived();
      const text =
        key === undefined || record.sealed === undefined ? undefined : await unseal(key, name, record.sealed);
      if (text === undefined) throw new Failure('vault-locked');
      return new Secret(text);
    },

    async list() {
      return Promise.all(
        (await records.keys()).map(async (record) => ({
          name: record.name,
          label: record.label,
          ending: record.ending,
          mode: record.mode,
          state: await stateOf(record),
        })),
      );
    },

    async keep({ name, label, secret, mode, passphrase }) {
      const text = secret.reveal();
      const facts = { name, label, ending: text.slice(-4), mode };
      if (mode === 'passphrase') {
        const key = passphrase === undefined || passphrase === '' ? await derived() : await tryPassphrase(passphrase);
        if (key === undefined) throw new Failure('vault-locked');
        await records.put({ ...facts, sealed: await seal(key, name, text) });
      } else {
        await records.put(mode === 'clear' ? { ...facts, clear: text } : facts);
      }
      if (mode === 'session') await session.set(slot(name), text);
      else await session.remove(slot(name));
    },

    async relabel(name, label) {
      const record = await read(name);
      if (record !== undefined && record.label !== label) await records.put({ ...record, label });
    },

    async forget(name) {
      await records.remove(name);
      await session.remove(slot(name));
    },

    async expect(name, label) {
      if ((await read(name)) === undefined) await records.put({ name, label, ending: '', mode: 'session' });
    },

    async clear() {
      const kept = await records.keys();
      await records.clear();
      for (const { name } of kept) await session.remove(slot(name));
      await session.remove(DERIVED);
    },

    async unlock(passphrase) {
      if (!(await records.keys()).some((key) => key.mode === 'passphrase')) return false;
      return (await tryPassphrase(passphrase)) !== undefined;
    },

    lock: () => session.remove(DERIVED),
  };
}
