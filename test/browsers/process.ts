import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A started browser: its main process leads a group of its own, so that killing the group kills every part of it. */
export interface BrowserProcess {
  readonly child: ChildProcess;
  /** Resolves when the main process is gone. */
  readonly gone: Promise<void>;
  /** What the browser wrote to standard error so far, at most the last 20,000 characters. */
  stderr(): string;
  /** Kills every process of the browser at once, as a crash or a power loss would. */
  kill(): Promise<void>;
}

const STDERR_KEPT = 20_000;

/** The profile of each running browser, by the id of its main process. */
const running = new Map<number, string>();
const folders = new Set<string>();
let watching = false;

function killGroup(pid: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!isNodeError(error) || error.code !== 'ESRCH') throw error;
  }
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}

function cleanUpAtExit(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const [pid, profile] of running) {
      killGroup(pid);
      removeSocketFolder(profile);
    }
    for (const folder of folders) removeFolder(folder);
  });
}

/** A folder for one browser profile; removed at the latest when this process ends. */
export function temporaryProfile(): string {
  cleanUpAtExit();
  const folder = mkdtempSync(join(tmpdir(), 'understudy-browser-'));
  folders.add(folder);
  return folder;
}

/** Removes a profile made by `temporaryProfile`; leaves any other folder alone. */
export function removeTemporaryProfile(folder: string): void {
  if (folders.delete(folder)) removeFolder(folder);
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Chromium keeps a socket in a folder of its own beside the profile, and leaves it there when it is killed. */
function removeSocketFolder(profile: string): void {
  const link = join(profile, 'SingletonSocket');
  if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const folder = dirname(readlinkSync(link));
  if (basename(folder).startsWith('org.chromium.')) removeFolder(folder);
}

/** What `removeSocketFolder` and `removeFolder` do, for the case that this process can do nothing any more. */
const GUARD = `
  read -r _
  kill -9 -"$1" 2>/dev/null
  socket=$(readlink "$2/SingletonSocket") && case "$socket" in */org.chromium.*) rm -rf -- "\${socket%/*}" ;; esac
  [ -n "$3" ] && rm -rf -- "$3"
`;

/** A shell that waits on a pipe from this process and cleans up when the pipe breaks: nothing is left behind even after SIGKILL. */
function guard(pid: number, profile: string): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const doomed = folders.has(profile) ? profile : '';
  const shell = spawn('/bin/sh', ['-c', GUARD, 'browser-guard', String(pid), profile, doomed], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.stdin?.on('error', () => undefined); // the shell may be gone first
  shell.unref();
  return shell;
}

/**
 * Starts a browser in a process group of its own.
 * Whatever ends this process (return, exception, signal, SIGKILL) ends the browser too.
 */
export function startBrowserProcess(
  path: string,
  args: readonly string[],
  profile: string,
  env: Readonly<Record<string, string>> = {},
): BrowserProcess {
  cleanUpAtExit();
  const child = spawn(path, args, {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  const pid = child.pid;
  let heard = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    heard = (heard + text).slice(-STDERR_KEPT);
  });
  const watcher = pid === undefined ? undefined : guard(pid, profile);
  if (pid !== undefined) running.set(pid, profile);
  const gone = new Promise<void>((resolve) => {
    const settle = (): void => {
      if (pid !== undefined) {
        killGroup(pid); // children that outlived their leader
        running.delete(pid);
      }
      removeSocketFolder(profile);
      watcher?.kill('SIGKILL');
      resolve();
    };
    child.once('exit', settle);
    child.once('error', (error) => {
      heard += String(error);
      settle();
    });
  });
  return {
    child,
    gone,
    stderr: () => heard,
    async kill() {
      if (pid !== undefined && running.has(pid)) killGroup(pid);
      await gone;
    },
  };
}
