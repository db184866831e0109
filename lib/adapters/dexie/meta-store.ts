import type { FailureFacts } from '../../base/failure.ts';
import type { Clock } from '../../base/ports.ts';
import type { Connections, HealthLine } from '../../messages/desk.ts';
import { healthAfter } from '../../messages/service-health.ts';
import type { ModelFacts } from '../../models/answer-event.ts';
import { readSettings } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

/** Single values: settings, the listed models, connections without keys, and what real calls have shown of each service. */
export interface MetaStore {
  settings(): Promise<Settings>;
  changeSettings(change: Partial<Settings>): Promise<void>;
  models(): Promise<readonly ModelFacts[]>;
  keepModels(models: readonly ModelFacts[]): Promise<void>;
  keepConnections(connections: Connections): Promise<void>;
  /** @param key one a service, for example `claude:claude-sonnet-5-5` */
  noteHealth(key: string, line: Pick<HealthLine, 'service' | 'name'>, failure: FailureFacts | undefined): Promise<void>;
  forgetHealth(key: string): Promise<void>;
}

export function createMetaStore(words: WordsDatabase, clock: Clock, guard: Guard = guardStorage): MetaStore {
  const settings = async (): Promise<Settings> => {
    const row = await words.meta.get('settings');
    return readSettings(row?.key === 'settings' ? row.value : undefined);
  };
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
    keepModels: (models) =>
      guard(async () => {
        await words.meta.put({ key: 'models', value: models });
      }),
    keepConnections: (connections) =>
      guard(async () => {
        await words.meta.put({ key: 'connections', value: connections });
      }),
    noteHealth: (name, line, failure) =>
      guard(() =>
        words.transaction('rw', words.meta, async () => {
          const key = `health:${name}` as const;
          const row = await words.meta.get(key);
          const before = row !== undefined && 'at' in row ? row.value : undefined;
          const now = clock.now();
          const value = healthAfter(before, line, failure, now);
          if (value !== undefined && value !== before) await words.meta.put({ key, value, at: now });
        }),
      ),
    forgetHealth: (name) =>
      guard(async () => {
        await words.meta.delete(`health:${name}`);
      }),
  };
}
