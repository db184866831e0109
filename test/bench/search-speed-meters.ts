import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

/** Resident memory of a process, in bytes; NaN where `ps` does not tell. */
export function memoryOf(id: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(id)], { encoding: 'utf8' });
  return Number.parseInt(stdout ?? '', 10) * 1024;
}

export function isRunning(id: number): boolean {
  const { status } = spawnSync('ps', ['-o', 'pid=', '-p', String(id)]);
  return status === 0;
}

const LOOK_MS = 200;

/** Runs something and tells the most memory that the process was seen to take meanwhile, in bytes. */
export async function peakWhile<Value>(id: number, act: () => Promise<Value>): Promise<{ value: Value; peak: number }> {
  let peak = memoryOf(id);
  const looking = setInterval(() => {
    peak = Math.max(peak, memoryOf(id));
  }, LOOK_MS);
  try {
    const value = await act();
    return { value, peak: Math.max(peak, memoryOf(id)) };
  } finally {
    clearInterval(looking);
  }
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
