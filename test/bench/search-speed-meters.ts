import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

/** Resident memory of a process, in bytes; NaN where `ps` does not tell. */
export function memoryOf(id: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(id)], { encoding: 'utf8' });
  return Number.parseInt(stdout ?? '', 10) * 1024;
}

/** The sizes of all files below the entries of a folder that `wanted` names, in bytes. */
export function folderBytes(folder: string, wanted: (name: string) => boolean): number {
  let bytes = 0;
  for (const name of readdirSync(folder)) {
    if (!wanted(name)) continue;
    for (const entry of readdirSync(join(folder, name), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return bytes;
}

/** The value below which 95 of 100 lie. */
export function p95(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? Number.NaN;
}
