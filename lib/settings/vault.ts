import type { Secret } from '../base/secret.ts';
import type { KeyMode } from './settings.ts';

/** `claude`, `notion:` and the connection's id, or `provider:` and the provider's. */
export type KeyName = 'claude' | `notion:${string}` | `provider:${string}`;

/** What may be known of a key without knowing it. */
export interface KeyFacts {
  readonly name: KeyName;
  /** For Notion: the workspace; for a provider: its name. */
  readonly label: string;
  /** Its last four characters. */
  readonly ending: string;
  readonly mode: KeyMode;
  /** `gone`: it was kept until the browser closed, and the browser has closed. */
  readonly state: 'ready' | 'locked' | 'gone';
}

/** Where keys rest. Only the background has one; nothing in it ever leaves by a message, a log or an export. */
export interface Vault {
  /** Throws `vault-locked`, `no-claude-key`, `no-provider-key` or `no-notion-token`. */
  reveal(name: KeyName): Promise<Secret>;
  list(): Promise<readonly KeyFacts[]>;
  /** Stores a key. The first use of a passphrase sets it; later ones must match, else `vault-locked` is thrown. */
  keep(key: {
    readonly name: KeyName;
    readonly label: string;
    readonly secret: Secret;
    readonly mode: KeyMode;
    readonly passphrase?: string;
  }): Promise<void>;
  /** Names a kept key anew; the key stays as it is. */
  relabel(name: KeyName, label: string): Promise<void>;
  forget(name: KeyName): Promise<void>;
  /** Notes a connection whose key is to be entered, under the name and id that it had. One that is there stays as it is. */
  expect(name: KeyName, label: string): Promise<void>;
  /** Takes every key away, with the lock and all that is held until the browser closes. */
  clear(): Promise<void>;
  /** True when the passphrase fits. */
  unlock(passphrase: string): Promise<boolean>;
  lock(): Promise<void>;
}
