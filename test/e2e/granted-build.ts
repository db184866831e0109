import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserKind } from '../browsers/browser.ts';

const SHIPPED = { chromium: '../../.output/chrome-mv3', firefox: '../../.output/firefox-mv3' } as const;

export interface GrantedBuild {
  readonly folder: string;
  remove(): void;
}

/**
 * A copy of the shipped build to which a host is granted already: the browser's own question for it is no page, and no
 * test can press it. All but that line of the manifest is the shipped one.
 */
export function grantedBuild(kind: BrowserKind, host: string): GrantedBuild {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-granted-'));
  cpSync(new URL(SHIPPED[kind], import.meta.url).pathname, folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest: { host_permissions: string[] } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions: [...manifest.host_permissions, host] }));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
