import { describeFailure } from '../base/failure-words.ts';
import { Failure, factsOf } from '../base/failure.ts';
import { asConnectionId } from '../base/ids.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { Chance } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import type { Connections, TestResult } from '../messages/desk.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { ModelFacts, ModelPort } from '../models/answer-event.ts';
import { modelName } from '../models/model-name.ts';
import { policyOf } from '../settings/managed.ts';
import type { KeyMode, Settings } from '../settings/settings.ts';
import type { KeyName, Vault } from '../settings/vault.ts';
import { keepKey } from './keep-key.ts';

export interface ConnectPorts {
  readonly vault: Vault;
  readonly chance: Chance;
  settings(): Promise<Settings>;
  keepModels(models: readonly ModelFacts[]): Promise<void>;
  /** Told whenever connections have changed. */
  changed(): Promise<void>;
  /** Claude with a key that is not kept yet. */
  modelsWith(key: Secret): Pick<ModelPort, 'models'>;
  readerWith(token: Secret): Pick<NotionReader, 'whoAmI'>;
  /** Told when a Notion token took the place of another: what was learned with that one holds no longer. */
  renewed(name: KeyName): Promise<void>;
}

export interface NewKey {
  readonly secret: Secret;
  readonly mode: KeyMode;
  readonly passphrase?: string;
}

/** Stands for the workspace until Notion has told its name. */
const NOT_TESTED = 'workspace not tested yet';

const isToken = (name: KeyName): boolean => name.startsWith('notion:');

export const connectionName = (id: ConnectionId): KeyName => `notion:${id}`;

/** Tests a Claude key and keeps it, unless Claude says that it is wrong: what cannot be tested now may still be right. */
export async function saveClaude(ports: ConnectPorts, key: NewKey, signal: AbortSignal): Promise<TestResult> {
  const tested = await testKey(ports, key.secret, signal);
  if (tested.failure?.code === 'claude-key-invalid') return tested;
  return keep(ports, 'claude', 'Claude', key, tested);
}

export async function testClaude(ports: ConnectPorts, signal: AbortSignal): Promise<TestResult> {
  return tried(async () => testKey(ports, await ports.vault.reveal('claude'), signal));
}

/** Tests a Notion token, names its workspace, and keeps it, unless Notion says that it is wrong. */
export async function saveNotion(
  ports: ConnectPorts,
  key: NewKey,
  replaces: ConnectionId | undefined,
  signal: AbortSignal,
): Promise<TestResult> {
  const { result, workspace } = await testToken(ports, key.secret, signal);
  if (result.failure?.code === 'notion-token-invalid') return result;
  const tokens = (await ports.vault.list()).filter(({ name }) => isToken(name));
  const same = tokens.find(({ label }) => label === workspace);
  const id = replaces ?? (same === undefined ? asConnectionId(ports.chance.id()) : connectionId(same.name));
  const name = connectionName(id);
  const label = workspace ?? tokens.find((token) => token.name === name)?.label ?? NOT_TESTED;
  const kept = await keep(ports, name, label, key, result);
  await ports.renewed(name);
  return kept;
}

/** Tests a kept token. A workspace that could not be asked when its token was saved gets its name now. */
export async function testNotion(ports: ConnectPorts, id: ConnectionId, signal: AbortSignal): Promise<TestResult> {
  return tried(async () => {
    const name = connectionName(id);
    const { result, workspace } = await testToken(ports, await ports.vault.reveal(name), signal);
    if (!result.ok || workspace === undefined) return result;
    await ports.vault.relabel(name, workspace);
    await ports.renewed(name);
    await ports.changed();
    return result;
  });
}

export async function forgetKey(ports: ConnectPorts, name: KeyName): Promise<void> {
  await ports.vault.forget(name);
  await ports.changed();
}

export async function unlock(ports: ConnectPorts, passphrase: string): Promise<TestResult> {
  const ok = await ports.vault.unlock(passphrase);
  await ports.changed();
  return ok
    ? { ok, words: 'Unlocked until the browser closes.' }
    : { ok, words: 'This is not the passphrase.', failure: { code: 'vault-locked' } };
}

/** What may be shown of the keys. */
export async function connectionsOf(vault: Vault, settings: Settings): Promise<Connections> {
  const all = await vault.list();
  const keys = all.filter(({ state }) => state !== 'gone');
  const needsKey = all.filter(({ state }) => state === 'gone').map(({ label }) => label);
  const claude = keys.find(({ name }) => name === 'claude');
  const chosen = (claude ?? keys[0])?.mode;
  const others = settings.providers.some(
    ({ id, header, off }) => off !== true && (header === 'none' || keys.some(({ name }) => name === `provider:${id}`)),
  );
  const { keyModes } = policyOf(settings.managed);
  return {
    claude:
      claude === undefined
        ? { state: 'missing' }
        : { state: claude.state === 'locked' ? 'locked' : 'connected', ending: claude.ending, mode: claude.mode },
    notion: keys
      .filter(({ name }) => isToken(name))
      .map(({ name, label, ending, state }) => ({
        id: connectionId(name),
        workspace: label,
        ending,
        locked: state === 'locked',
      })),
    ...(needsKey.length === 0 ? {} : { needsKey }),
    ...(others ? { others: true } : {}),
    // What was chosen for the keys that are here holds for the next: a passphrase is not asked for again, nor left open.
    mode: chosen !== undefined && keyModes?.includes(chosen) !== false ? chosen : settings.keyMode,
    ...(keyModes === undefined ? {} : { modes: keyModes }),
    locked: keys.some(({ state }) => state === 'locked'),
  };
}

export const connectionId = (name: KeyName): ConnectionId => asConnectionId(name.replace(/^notion:/, ''));

async function keep(
  ports: ConnectPorts,
  name: KeyName,
  label: string,
  key: NewKey,
  tested: TestResult,
): Promise<TestResult> {
  const refused = await keepKey(ports.vault, { name, label, ...key });
  if (refused !== undefined) return refused;
  await ports.changed();
  return tested.ok ? tested : { ...tested, words: `Saved, but not tested: ${tested.words}` };
}

async function testKey(ports: ConnectPorts, key: Secret, signal: AbortSignal): Promise<TestResult> {
  return tried(async () => {
    const models = await ports.modelsWith(key).models(signal);
    await ports.keepModels(models);
    const { model } = await ports.settings();
    const usable = models.filter(({ lifecycle }) => lifecycle !== 'retired');
    const has = usable.some(({ id }) => id === model);
    const known = has
      ? `${modelName(model)} is among them.`
      : `${modelName(model)} is not among them: choose another under Models.`;
    return { ok: true, words: `This key works. It may use ${usable.length} models; ${known}` };
  });
}

async function testToken(
  ports: ConnectPorts,
  token: Secret,
  signal: AbortSignal,
): Promise<{ readonly result: TestResult; readonly workspace?: string }> {
  let workspace: string | undefined;
  const result = await tried(async () => {
    const me = await ports.readerWith(token).whoAmI(signal);
    workspace = me.workspace;
    const sees = me.kind === 'person' ? 'what you can see' : 'the pages that are shared with it';
    return { ok: true, words: `This token works. It opens ${me.workspace} as ${me.name} and sees ${sees}.` };
  });
  return { result, ...(workspace === undefined ? {} : { workspace }) };
}

/** Failures become words; bugs stay bugs. */
async function tried(test: () => Promise<TestResult>): Promise<TestResult> {
  try {
    return await test();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { cause } = describeFailure(factsOf(error));
    return { ok: false, words: cause, failure: error.facts };
  }
}
