import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SHIPPED = new URL('../../.output/chrome-mv3', import.meta.url).pathname;
const LAUNCHER = 'content-scripts/companion.js';
const OPEN_ROOTS = `{
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: 'open' }); };
}
`;

export interface OpenedBuild {
  readonly folder: string;
  remove(): void;
}

/**
 * A copy of the shipped build whose root in Notion's page is open, because axe sees no closed one. All other bytes are
 * the shipped ones: the browser's own function is replaced ahead of them, in the script's own world.
 */
export function openedBuild(): OpenedBuild {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-opened-'));
  cpSync(SHIPPED, folder, { recursive: true });
  const launcher = join(folder, LAUNCHER);
  writeFileSync(launcher, OPEN_ROOTS + readFileSync(launcher, 'utf8'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
