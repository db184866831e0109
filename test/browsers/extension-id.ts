import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** The id that Chromium gives an unpacked extension: made from the manifest's key, else from the folder's path. */
export function chromiumExtensionId(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const key = typeof manifest === 'object' && manifest !== null && 'key' in manifest ? manifest.key : undefined;
  const seed =
    typeof key === 'string'
      ? Buffer.from(key, 'base64')
      : Buffer.from(realpathSync(folder), process.platform === 'win32' ? 'utf16le' : 'utf8');
  const hash = createHash('sha256').update(seed).digest('hex').slice(0, 32);
  return hash.replaceAll(/[0-9a-f]/gu, (digit) => String.fromCodePoint(97 + Number.parseInt(digit, 16)));
}
