import type { Connections } from '../../messages/desk.ts';
import type { ModelFacts } from '../../models/answer-event.ts';
import { effectiveSettings } from '../../settings/effective-settings.ts';
import { NOT_MANAGED } from '../../settings/managed.ts';
import type { Managed } from '../../settings/managed.ts';
import type { Settings } from '../../settings/settings.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import { managedIn, ownSettingsIn, settingsIn } from './settings-in.ts';
import type { WordsDatabase } from './words-database.ts';

/** Single values: settings, the listed models, and connections without keys. */
export interface MetaStore {
  /** The settings that hold: the person's own within the organization's policy, which is waited for. */
  settings(): Promise<Settings>;
  /** The person's own, for what changes them. */
  ownSettings(): Promise<Settings>;
  /** The settings as surfaces show them, at once. They decide nothing that goes out. */
  shownSettings(): Promise<Settings>;
  /** Changes the person's own. @param change what is different from now on, or how that follows from what stands */
  changeSettings(change: Partial<Settings> | ((before: Settings) => Partial<Settings>)): Promise<void>;
  models(): Promise<readonly ModelFacts[]>;
  /** When they were listed, in ms since the epoch; 0 when nobody knows. */
  modelsListedAt(): Promise<number>;
  keepModels(models: readonly ModelFacts[], at: number): Promise<void>;
  keepConnections(connections: Connections): Promise<void>;
  /** Puts the organization's policy where every surface watches it; true where it was another before. */
  keepManaged(managed: Managed): Promise<boolean>;
}

/** @param managed what the organization set, waited for by all who act on settings */
export function createMetaStore(
  words: WordsDatabase,
  guard: Guard = guardStorage,
  managed: () => Promise<Managed> = async () => NOT_MANAGED,
): MetaStore {
  return {
    async settings() {
      const [own, set] = await Promise.all([guard(() => ownSettingsIn(words)), managed()]);
      return effectiveSettings(own, set);
    },
    ownSettings: () => guard(() => ownSettingsIn(words)),
    shownSettings: () => guard(() => settingsIn(words)),
    changeSettings: (change) =>
      guard(() =>
        words.transaction('rw', words.meta, async () => {
          const before = await ownSettingsIn(words);
          const changed = typeof change === 'function' ? change(before) : change;
          await words.meta.put({ key: 'settings', value: { ...before, ...changed } });
        }),
      ),
    models: () =>
      guard(async () => {
        const row = await words.meta.get('models');
        return row?.key === 'models' ? row.value : [];
      }),
    modelsListedAt: () =>
      guard(async () => {
        const row = await words.meta.get('models');
        return row?.key === 'models' ? (row.at ?? 0) : 0;
      }),
    keepModels: (models, at) =>
      guard(async () => {
        await words.meta.put({ key: 'models', value: models, at });
      }),
    keepConnections: (connections) =>
      guard(async () => {
        await words.meta.put({ key: 'connections', value: connections });
      }),
    keepManaged: (set) =>
      guard(async () => {
        // Most starts find what the last one left: nobody who watches is woken for it.
        if (JSON.stringify(await managedIn(words)) === JSON.stringify(set)) return false;
        await words.meta.put({ key: 'managed', value: set });
        return true;
      }),
  };
}
