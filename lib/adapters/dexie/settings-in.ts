import { readSettings } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import type { WordsDatabase } from './words-database.ts';

/** The settings as they are stored. @throws Failure `database-newer` when a newer Understudy wrote them */
export async function settingsIn(words: WordsDatabase): Promise<Settings> {
  const row = await words.meta.get('settings');
  return readSettings(row?.key === 'settings' ? row.value : undefined);
}
