import { Failure } from '../base/failure.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Settings } from './settings.ts';

const SETTINGS_VERSION = DEFAULT_SETTINGS.version;

/**
 * Reads stored settings: what is missing is filled with defaults, what is from the future is refused. What the
 * organization set never comes from there.
 * @throws Failure `database-newer` when a newer Understudy wrote them
 */
export function readSettings(stored: Partial<Settings> | undefined): Settings {
  const version: number = stored?.version ?? SETTINGS_VERSION;
  if (version > SETTINGS_VERSION) throw new Failure('database-newer');
  const redaction = { ...DEFAULT_SETTINGS.redaction, ...stored?.redaction };
  const { managed: _set, ...own } = { ...DEFAULT_SETTINGS, ...stored, redaction };
  return own;
}
