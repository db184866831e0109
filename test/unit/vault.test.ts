import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openKeyRecords } from '../../lib/adapters/vault/key-records.ts';
import { createRememberingVault } from '../../lib/adapters/vault/remembering-vault.ts';
import { createVault } from '../../lib/adapters/vault/vault.ts';
import type { SessionMemory } from '../../lib/adapters/vault/vault.ts';
import { Secret } from '../../lib/base/secret.ts';
import type { Vault } from '../../lib/settings/vault.ts';

const KEY = 'sk-ant-canary-0123456789';
const PHRASE = 'correct horse';
let lives = 0;

function memory(): SessionMemory & { readonly held: Map<string, unknown> } {
  const held = new Map<string, unknown>();
  return {
    held,
    get: async (key) => held.get(key),
    set: async (key, value) => void held.set(key, value),
    remove: async (key) => void held.delete(key),
  };
}

/** Everything that lies in the vault's database, as a thief with the disk would read it. */
async function disk(name: string): Promise<string> {
  const keys = await openKeyRecords(name).keys();
  return JSON.stringify(keys, (_key, value: unknown) =>
    value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value,
  );
}

describe.each([
  ['the vault', (vault: Vault) => vault],
  ['the vault that remembers', createRememberingVault],
])('%s', (_name, wrap) => {
  let name: string;
  let session: ReturnType<typeof memory>;
  let vault: Vault;

  beforeEach(() => {
    lives += 1;
    name = `vault ${lives}`;
    session = memory();
    vault = wrap(createVault(openKeyRecords(name), session));
  });

  const afterRestart = (): Vault => wrap(createVault(openKeyRecords(name), memory()));

  it('keeps a session key out of the disk and forgets it with the browser', async () => {
    await vault.keep({ name: 'claude', label: 'Claude', secret: new Secret(KEY), mode: 'session' });
    expect((await vault.reveal('claude')).reveal()).toBe(KEY);
    expect(await disk(name)).not.toContain('canary');
    const next = afterRestart();
    await expect(next.reveal('claude')).rejects.toMatchObject({ code: 'no-claude-key' });
    expect(await next.list()).toMatchObject([{ name: 'claude', state: 'gone' }]);
  });

  it('seals a key under a passphrase and opens it again after a restart', async () => {
    await vault.keep({
      name: 'claude',
      label: 'Claude',
      secret: new Secret(KEY),
      mode: 'passphrase',
      passphrase: PHRASE,
    });
    expect(await disk(name)).not.toContain('canary');
    const next = afterRestart();
    await expect(next.reveal('claude')).rejects.toMatchObject({ code: 'vault-locked' });
    expect(await next.unlock('wrong horse')).toBe(false);
    expect(await next.unlock(PHRASE)).toBe(true);
    expect((await next.reveal('claude')).reveal()).toBe(KEY);
    await next.lock();
    await expect(next.reveal('claude')).rejects.toMatchObject({ code: 'vault-locked' });
  });

  it('refuses to seal a second key under another passphrase', async () => {
    await vault.keep({
      name: 'claude',
      label: 'Claude',
      secret: new Secret(KEY),
      mode: 'passphrase',
      passphrase: PHRASE,
    });
    const other = {
      name: 'notion:1',
      label: 'Fernway',
      secret: new Secret('ntn_x'),
      mode: 'passphrase',
      passphrase: 'other',
    } as const;
    await expect(vault.keep(other)).rejects.toMatchObject({ code: 'vault-locked' });
  });

  it('tells only the last four characters of a key', async () => {
    await vault.keep({ name: 'notion:1', label: 'Fernway', secret: new Secret(KEY), mode: 'clear' });
    expect(await vault.list()).toEqual([
      { name: 'notion:1', label: 'Fernway', ending: '6789', mode: 'clear', state: 'ready' },
    ]);
  });

  it('moves a key from the session to the disk without leaving it in both', async () => {
    const key = { name: 'claude', label: 'Claude', secret: new Secret(KEY) } as const;
    await vault.keep({ ...key, mode: 'session' });
    await vault.keep({ ...key, mode: 'clear' });
    expect([...session.held.values()]).toEqual([]);
    expect((await afterRestart().reveal('claude')).reveal()).toBe(KEY);
  });

  it('forgets a key wherever it rests', async () => {
    await vault.keep({ name: 'claude', label: 'Claude', secret: new Secret(KEY), mode: 'session' });
    await vault.forget('claude');
    expect(session.held.size).toBe(0);
    await expect(vault.reveal('claude')).rejects.toMatchObject({ code: 'no-claude-key' });
  });
});

it('never prints a secret', () => {
  const secret = new Secret(KEY);
  expect(`${String(secret)} ${JSON.stringify({ secret })}`).not.toContain('canary');
});

it('asks the stores for a key once, and again after a change', async () => {
  const session = memory();
  let reads = 0;
  const counting = { ...session, get: (key: string) => ((reads += 1), session.get(key)) };
  const vault = createRememberingVault(createVault(openKeyRecords('remembered'), counting));
  await vault.keep({ name: 'claude', label: 'Claude', secret: new Secret(KEY), mode: 'session' });
  reads = 0;
  await vault.reveal('claude');
  await vault.reveal('claude');
  expect(reads).toBe(1);
  await vault.keep({ name: 'claude', label: 'Claude', secret: new Secret('sk-ant-other'), mode: 'session' });
  expect((await vault.reveal('claude')).reveal()).toBe('sk-ant-other');
});
