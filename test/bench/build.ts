import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../', import.meta.url).pathname;

let kept: string | undefined;

/** The folder of the shipped build for Chromium: made when it is missing, and copied, so that no later build disturbs a run. */
export function shippedBuild(): string {
  if (kept !== undefined) return kept;
  const shipped = join(ROOT, '.output/chrome-mv3');
  if (!existsSync(join(shipped, 'manifest.json'))) {
    const { status } = spawnSync('npm', ['run', '-s', 'build'], { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) throw new Error('The extension could not be built.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'understudy-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  cpSync(shipped, folder, { recursive: true });
  kept = folder;
  return folder;
}
