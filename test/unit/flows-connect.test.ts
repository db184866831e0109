import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import {
  connectionsOf,
  forgetKey,
  saveClaude,
  saveNotion,
  testClaude,
  testNotion,
  unlock,
} from '../../lib/flows/connect.ts';
import type { ConnectPorts, NewKey } from '../../lib/flows/connect.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { KeyMode } from '../../lib/settings/settings.ts';
import type { KeyName, Vault } from '../../lib/settings/vault.ts';
import { createFakeMemory, createFreshVault } from '../fixtures/memory-vault.ts';
import type { FakeMemory } from '../fixtures/memory-vault.ts';

const NEVER = new AbortController().signal;

describe('connecting', () => {
  let memory: FakeMemory;
  let vault: Vault;
  /** What each key opens; a failure is how the service refuses it. */
  let opens: Map<string, string | Failure>;
  let renewed: KeyName[];
  let ports: ConnectPorts;

  const opened = (key: Secret): string => {
    const found = opens.get(key.reveal()) ?? new Failure('notion-token-invalid');
    if (found instanceof Failure) throw found;
    return found;
  };
  const key = (text: string, mode: KeyMode = 'clear', passphrase?: string): NewKey => ({
    secret: new Secret(text),
    mode,
    ...(passphrase === undefined ? {} : { passphrase }),
  });
  const connections = () => connectionsOf(vault, DEFAULT_SETTINGS);

  beforeEach(() => {
    memory = createFakeMemory();
    vault = createFreshVault(memory);
    opens = new Map();
    renewed = [];
    let ids = 0;
    ports = {
      vault,
      chance: { id: () => `connection-${(ids += 1)}`, unit: () => 0 },
      settings: async () => DEFAULT_SETTINGS,
      keepModels: async () => {},
      changed: async () => {},
      modelsWith: (secret) => ({
        models: async () => {
          opened(secret);
          return [factsFor(DEFAULT_SETTINGS.model, [])];
        },
      }),
      readerWith: (secret) => ({
        whoAmI: async () => ({ name: 'Mara', kind: 'person', workspace: opened(secret) }),
      }),
      renewed: async (name) => void renewed.push(name),
    };
  });

  it('does not keep a Claude key that Claude calls wrong', async () => {
    opens.set('sk-wrong', new Failure('claude-key-invalid'));
    expect(await saveClaude(ports, key('sk-wrong'), NEVER)).toMatchObject({ ok: false });
    expect((await connections()).claude.state).toBe('missing');
  });

  it('leaves a good key alone when a wrong one is put in its place', async () => {
    opens.set('sk-good', 'models').set('sk-wrong', new Failure('claude-key-invalid'));
    await saveClaude(ports, key('sk-good'), NEVER);
    await saveClaude(ports, key('sk-wrong'), NEVER);
    expect((await vault.reveal('claude')).reveal()).toBe('sk-good');
  });

  it.each<FailureCode>(['offline', 'claude-unavailable', 'claude-rate-limited'])(
    'keeps a key that cannot be tested for %s, and says so',
    async (code) => {
      opens.set('sk-maybe', new Failure(code));
      const result = await saveClaude(ports, key('sk-maybe'), NEVER);
      expect(result).toMatchObject({ ok: false, failure: { code } });
      expect(result.words).toMatch(/^Saved, but not tested/);
      expect((await connections()).claude).toMatchObject({ state: 'connected', ending: 'aybe' });
    },
  );

  it('names the workspace that a token opens, and keeps one connection for each', async () => {
    opens.set('ntn_1', 'Fernway').set('ntn_2', 'Fernway').set('ntn_3', 'Harbour');
    for (const token of ['ntn_1', 'ntn_2', 'ntn_3']) await saveNotion(ports, key(token), undefined, NEVER);
    const { notion } = await connections();
    expect(notion.map(({ workspace, ending }) => [workspace, ending])).toEqual([
      ['Fernway', 'tn_2'],
      ['Harbour', 'tn_3'],
    ]);
    expect(renewed).toEqual(['notion:connection-1', 'notion:connection-1', 'notion:connection-2']);
  });

  it('does not keep a token that Notion calls wrong', async () => {
    expect(await saveNotion(ports, key('ntn_wrong'), undefined, NEVER)).toMatchObject({ ok: false });
    expect((await connections()).notion).toEqual([]);
  });

  it('gives a workspace its name as soon as it can be asked', async () => {
    opens.set('ntn_1', new Failure('notion-unavailable'));
    await saveNotion(ports, key('ntn_1'), undefined, NEVER);
    expect((await connections()).notion[0]?.workspace).toBe('workspace not tested yet');
    opens.set('ntn_1', 'Fernway');
    expect(await testNotion(ports, asConnectionId('connection-1'), NEVER)).toMatchObject({ ok: true });
    expect((await connections()).notion[0]?.workspace).toBe('Fernway');
  });

  it('keeps the name of a workspace whose new token cannot be tested', async () => {
    opens.set('ntn_1', 'Fernway').set('ntn_2', new Failure('notion-timeout'));
    await saveNotion(ports, key('ntn_1'), undefined, NEVER);
    await saveNotion(ports, key('ntn_2'), asConnectionId('connection-1'), NEVER);
    expect((await connections()).notion).toMatchObject([{ workspace: 'Fernway', ending: 'tn_2' }]);
  });

  it('seals every key under one passphrase, and saves none under another', async () => {
    opens.set('sk-1', 'models').set('ntn_1', 'Fernway');
    expect(await saveClaude(ports, key('sk-1', 'passphrase', 'correct horse'), NEVER)).toMatchObject({ ok: true });
    const other = await saveNotion(ports, key('ntn_1', 'passphrase', 'battery staple'), undefined, NEVER);
    expect(other).toMatchObject({ ok: false, failure: { code: 'vault-locked' } });
    expect(other.words).toMatch(/^Not saved/);
    expect((await connections()).notion).toEqual([]);
  });

  it('shows sealed keys as locked until the passphrase is given', async () => {
    opens.set('sk-1', 'models');
    await saveClaude(ports, key('sk-1', 'passphrase', 'correct horse'), NEVER);
    await vault.lock();
    expect(await connections()).toMatchObject({ locked: true, claude: { state: 'locked' } });
    expect(await testClaude(ports, NEVER)).toMatchObject({ ok: false, failure: { code: 'vault-locked' } });
    expect(await unlock(ports, 'battery staple')).toMatchObject({ ok: false });
    expect(await unlock(ports, 'correct horse')).toMatchObject({ ok: true });
    expect(await connections()).toMatchObject({ locked: false, claude: { state: 'connected' } });
  });

  it('shows a session key no longer once the browser has closed', async () => {
    opens.set('sk-1', 'models');
    await saveClaude(ports, key('sk-1', 'session'), NEVER);
    expect((await connections()).claude.state).toBe('connected');
    memory.held.clear();
    expect((await connections()).claude.state).toBe('missing');
  });

  it('forgets a key for good', async () => {
    opens.set('sk-1', 'models');
    await saveClaude(ports, key('sk-1'), NEVER);
    await forgetKey(ports, 'claude');
    expect(await testClaude(ports, NEVER)).toMatchObject({ ok: false, failure: { code: 'no-claude-key' } });
  });
});
