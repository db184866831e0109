import type { Connections } from '../../messages/desk.ts';
import type { ModelFacts } from '../../models/answer-event.ts';
import type { Settings } from '../../settings/settings.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import { settingsIn } from './settings-in.ts';
import type { WordsDatabase } from './words-database.ts';

/** Single values: settings, the listed models, and connections without keys. */
export interface MetaStore {
  settings(): Promise<Settings>;
  changeSettings(change: Partial<Settings>): Promise<void>;
  models(): Promise<readonly ModelFacts[]>;
  /** When they were listed, in ms since the epoch; 0 when nobody knows. */
  modelsListedAt(): Promise<number>;
  keepModels(models: readonly ModelFacts[], at: number): Promise<void>;
  keepConnections(connections: Connections): Promise<void>;
}

export function createMetaStore(words: WordsDatabase, guard: Guard = guardStorage): MetaStore {
  const settings = (): Promise<Settings> => settingsIn(words);
  return {
    settings: () => guard(settings),
    changeSettings: (change) =>
      guard(() =>
        words.transaction('rw', words.meta, async () => {
          await words.meta.put({ key: 'settings', value: { ...(await settings()), ...change } });
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
  };
}
