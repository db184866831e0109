import { effectiveSettings } from '../../settings/effective-settings.ts';
import { NOT_MANAGED } from '../../settings/managed.ts';
import type { Managed } from '../../settings/managed.ts';
import { readSettings } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import type { WordsDatabase } from './words-database.ts';

/**
 * The settings to be shown: the person's own within what the background heard of the organization's last.
 * @throws Failure `database-newer` when a newer Understudy wrote them
 */
export async function settingsIn(words: WordsDatabase): Promise<Settings> {
  const [own, managed] = await Promise.all([ownSettingsIn(words), managedIn(words)]);
  return effectiveSettings(own, managed);
}

/** The person's own settings as they are stored, whatever the organization says. @throws Failure `database-newer` */
export async function ownSettingsIn(words: WordsDatabase): Promise<Settings> {
  const row = await words.meta.get('settings');
  return readSettings(row?.key === 'settings' ? row.value : undefined);
}

/** What the background heard of the organization's policy last. */
export async function managedIn(words: WordsDatabase): Promise<Managed> {
  const row = await words.meta.get('managed');
  return row?.key === 'managed' ? row.value : NOT_MANAGED;
}
