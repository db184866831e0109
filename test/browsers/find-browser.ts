import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { chromium, firefox } from 'playwright-core';
import type { BrowserKind } from './browser.ts';

/** No usable browser: the message says what was looked for and what to do. */
export class NoBrowser extends Error {
  override readonly name = 'NoBrowser';
}

export const BROWSER_KINDS = ['chromium', 'firefox'] as const satisfies readonly BrowserKind[];

const VARIABLE = { chromium: 'CHROME_PATH', firefox: 'FIREFOX_PATH' } as const;

const COMMANDS = {
  chromium: ['chromium', 'chromium-browser', 'chrome-for-testing'],
  firefox: ['firefox-esr', 'firefox'],
} as const;

const MAC_APPS = {
  chromium: [
    'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: ['Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'],
} as const;

const WINDOWS_PROGRAMS = {
  chromium: ['Chromium/Application/chrome.exe'],
  firefox: ['Mozilla Firefox/firefox.exe', 'Firefox Developer Edition/firefox.exe'],
} as const;

/**
 * The path of a browser that can load the unpacked extension, or `undefined` when none is installed.
 * `CHROME_PATH` and `FIREFOX_PATH` win; a path there that cannot serve is an error, not a reason to look further.
 */
export function installedBrowser(kind: BrowserKind): string | undefined {
  const asked = process.env[VARIABLE[kind]];
  if (asked !== undefined && asked !== '') {
    if (!isExecutable(asked)) throw new NoBrowser(`${VARIABLE[kind]} is ${asked}, which is not a program.`);
    if (kind === 'chromium') refuseBranded(asked);
    return asked;
  }
  return candidates(kind).find(isExecutable);
}

/** Like `installedBrowser`, but installs one when there is none. */
export function findBrowser(kind: BrowserKind): string {
  const found = installedBrowser(kind);
  if (found !== undefined) return found;
  installBrowsers([kind]);
  const installed = installedBrowser(kind);
  if (installed !== undefined) return installed;
  throw new NoBrowser(
    `No ${kind === 'chromium' ? 'Chromium or Chrome for Testing' : 'Firefox'} was found, and none could be installed. ` +
      `Install one, or set ${VARIABLE[kind]} to the path of its program.` +
      (kind === 'chromium' ? ` ${BRANDED}` : ''),
  );
}

const BRANDED =
  'Google Chrome and Edge themselves cannot serve: since version 137 they ignore --load-extension, so the extension would be missing.';

/** Installs what is missing of the given browsers; says so on standard error, and leaves installed ones alone. */
function installBrowsers(kinds: readonly BrowserKind[]): void {
  const missing = kinds.filter((kind) => installedBrowser(kind) === undefined);
  if (missing.length === 0) return;
  console.error(`Installing ${missing.join(' and ')} for the tests …`);
  const packages = missing.map((kind) => (kind === 'chromium' ? 'chromium' : 'firefox-esr'));
  const root = administrator();
  if (isDebian() && root !== undefined) {
    run([...root, 'apt-get', 'update', '-q']);
    run([...root, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', ...packages]);
  }
  const left = missing.filter((kind) => installedBrowser(kind) === undefined);
  if (left.length > 0) {
    const libraries = process.platform === 'linux' && root !== undefined ? ['--with-deps'] : [];
    run([process.execPath, playwrightCli(), 'install', ...libraries, ...left]);
  }
}

function candidates(kind: BrowserKind): string[] {
  const inPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.includes('node_modules'))
    .flatMap((folder) =>
      COMMANDS[kind].map((command) => join(folder, command + (process.platform === 'win32' ? '.exe' : ''))),
    );
  const platform =
    process.platform === 'darwin'
      ? ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
          MAC_APPS[kind].map((app) => join(folder, app)),
        )
      : process.platform === 'win32'
        ? ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
            const folder = process.env[variable];
            return folder === undefined ? [] : WINDOWS_PROGRAMS[kind].map((program) => join(folder, program));
          })
        : [];
  return [...inPath, ...platform, ...downloaded(kind)];
}

/** Browsers that Playwright downloaded: the one that belongs to this version, then any other. */
function downloaded(kind: BrowserKind): string[] {
  const own = (kind === 'chromium' ? chromium : firefox).executablePath();
  const versions = dirname(dirname(dirname(own)));
  const others = existsSync(versions)
    ? readdirSync(versions)
        .filter((folder) => folder.startsWith(`${kind}-`))
        .map((folder) => own.replace(dirname(dirname(own)), join(versions, folder)))
    : [];
  return [own, ...others];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // absent or not ours to run: either way not a browser to use
  }
}

function refuseBranded(path: string): void {
  const said = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 }).stdout ?? '';
  const branded = /Google Chrome (?!for Testing)[\d]|Microsoft Edge/u.test(said);
  if (branded) throw new NoBrowser(`CHROME_PATH is ${said.trim()}. ${BRANDED} Use Chromium or Chrome for Testing.`);
}

/** Debian itself: Ubuntu's packages of these names are doors to its snap store, which containers lack. */
function isDebian(): boolean {
  const release = '/etc/os-release';
  return existsSync(release) && /^ID=(?:debian|raspbian)$/mu.test(readFileSync(release, 'utf8'));
}

/** What to put before a command that needs root, or `undefined` when root cannot be had without asking. */
function administrator(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

function playwrightCli(): string {
  return join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
}

function run(command: readonly string[]): void {
  const [program = '', ...args] = command;
  const ended = spawnSync(program, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (ended.status !== 0) console.error(`${command.join(' ')} ended with ${ended.status ?? String(ended.error)}.`);
}
