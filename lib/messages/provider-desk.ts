import type { BuiltInState } from '../models/built-in-state.ts';
import type { DataClass, KeyHeader, ProviderSettings } from '../settings/provider.ts';
import type { KeyMode } from '../settings/settings.ts';
import type { TestResult } from './desk.ts';

/** A provider as a person puts it in. Without an id it is a new one. */
export interface ProviderForm {
  readonly id?: ProviderSettings['id'];
  readonly kind: 'gateway' | 'openai';
  readonly name: string;
  readonly baseUrl: string;
  readonly header: KeyHeader;
  readonly models: readonly string[];
  readonly contextTokens?: number;
  readonly classes: readonly DataClass[];
}

/** What a test found: also which models there are. */
export interface ProviderTest extends TestResult {
  readonly models: readonly string[];
}

/** How the browser's own model stands, and how much it holds. */
export interface BuiltInLook {
  readonly state: BuiltInState;
  readonly contextTokens: number;
}

/** What the options page can do about providers. Keys go in and never come out. */
export interface ProviderDesk {
  /** Asks the browser for the host first, so call it in the press itself. Without a key, the kept one is used. */
  testProvider(form: ProviderForm, key?: string): Promise<ProviderTest>;
  /** Tests and keeps it, unless its key is wrong: what cannot be tested now may still be right. In the press itself. */
  saveProvider(form: ProviderForm, key: string | undefined, mode: KeyMode, passphrase?: string): Promise<TestResult>;
  switchProvider(id: ProviderSettings['id'], on: boolean): Promise<void>;
  /** The order in which they are asked. */
  arrangeProviders(ids: readonly ProviderSettings['id'][]): Promise<void>;
  removeProvider(id: ProviderSettings['id']): Promise<void>;
  lookAtBuiltIn(): Promise<BuiltInLook>;
}
