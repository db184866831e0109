import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nameMatches } from './accessible.ts';
import type { Browser, Json, LaunchOptions, Tab } from './browser.ts';
import { clipboardContent, READ_CLIPBOARD } from './clipboard.ts';
import { findBrowser } from './find-browser.ts';
import { FIREFOX_ENVIRONMENT, writeFirefoxPreferences } from './firefox-preferences.ts';
import { firefoxTabPort, inAnyTab, runInChrome } from './firefox-tab.ts';
import { Marionette, MarionetteError } from './marionette.ts';
import { type BrowserProcess, removeTemporaryProfile, startBrowserProcess, temporaryProfile } from './process.ts';
import { createTab } from './tab.ts';
import { until } from './wait.ts';

export interface FirefoxOptions extends LaunchOptions {
  /** The loopback port of the CONNECT proxy that stands for the internet. */
  readonly proxyPort: number;
  /** Another Firefox than the installed one. */
  readonly program?: string;
}

export interface FirefoxBrowser extends Browser {
  readonly kind: 'firefox';
  /** The id in the manifest. */
  readonly addonId: string;
  /** Runs the body of an async function with system rights in Firefox's own window; \`args\` holds the arguments. */
  runInChrome(body: string, ...args: Json[]): Promise<unknown>;
}

const STARTED_MS = 60_000;
const SCRIPT_MS = 120_000;

/** Starts Firefox with the extension installed as a temporary add-on; ready when its background has run. */
export async function launchFirefox(options: FirefoxOptions): Promise<FirefoxBrowser> {
  const profile = options.profile ?? temporaryProfile();
  const portFile = join(profile, 'MarionetteActivePort');
  rmSync(portFile, { force: true });
  writeFirefoxPreferences(profile, options.proxyPort);
  const viewport = options.viewport ?? { width: 1280, height: 800 };
  const program = startBrowserProcess(
    options.program ?? findBrowser('firefox'),
    [
      '--marionette',
      '--remote-allow-system-access',
      ...(options.headless === false ? [] : ['-headless']),
      '-no-remote',
      '-width',
      String(viewport.width),
      '-height',
      String(viewport.height + 90),
      '-profile',
      profile,
      'about:blank',
    ],
    profile,
    FIREFOX_ENVIRONMENT,
  );
  try {
    const port = await marionettePort(program, portFile);
    const marionette = await Marionette.connect(port);
    const session = await marionette.send('WebDriver:NewSession', {
      acceptInsecureCerts: true,
      timeouts: { script: SCRIPT_MS },
    });
    const addonId = String(
      await marionette.send('Addon:Install', { path: resolve(options.extension), temporary: true }),
    );
    const extensionId = String(
      await runInChrome(marionette, 'return WebExtensionPolicy.getByID(args[0]).mozExtensionHostname;', [addonId]),
    );
    await keepExtensionId(marionette, profile, extensionId);
    return openBrowser(
      program,
      marionette,
      { addonId, extensionId, version: versionIn(session), profile, viewport },
      options,
    );
  } catch (error) {
    await program.kill();
    if (options.profile === undefined) removeTemporaryProfile(profile);
    throw error;
  }
}

/** Writes down which id the extension has: else a kill soon after the launch would make a stranger of the next one, without its storage. */
async function keepExtensionId(marionette: Marionette, profile: string, extensionId: string): Promise<void> {
  const preferences = join(profile, 'prefs.js');
  await until(
    async () => {
      if (existsSync(preferences) && readFileSync(preferences, 'utf8').includes(extensionId)) return true;
      await runInChrome(marionette, 'Services.prefs.savePrefFile(null);');
      return false;
    },
    STARTED_MS,
    async () => await Promise.resolve(`Firefox to write ${preferences}`),
  );
}

async function marionettePort(program: BrowserProcess, portFile: string): Promise<number> {
  return await until(
    async () => {
      if (program.child.exitCode !== null) {
        throw new Error(`Firefox ended with ${program.child.exitCode} instead of starting:\n${program.stderr()}`);
      }
      const port = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
      return await Promise.resolve(port > 0 && port);
    },
    STARTED_MS,
    async () => await Promise.resolve(`Firefox to start. It wrote:\n${program.stderr()}`),
  );
}

function versionIn(session: unknown): string {
  const text = /"browserVersion":"([^"]+)"/u.exec(JSON.stringify(session));
  return text?.[1] ?? 'unknown';
}

interface Launched {
  readonly addonId: string;
  readonly extensionId: string;
  readonly version: string;
  readonly profile: string;
  readonly viewport: { readonly width: number; readonly height: number };
}

function openBrowser(
  program: BrowserProcess,
  marionette: Marionette,
  launched: Launched,
  options: FirefoxOptions,
): FirefoxBrowser {
  const { addonId, extensionId, profile, viewport } = launched;
  const origin = `moz-extension://${extensionId}/`;
  const tabs = new Map<string, Tab>();
  const chrome = async (script: string, ...args: Json[]): Promise<unknown> =>
    await inAnyTab(marionette, async () => await runInChrome(marionette, script, args));
  const onExtension = async (script: string, ...args: Json[]): Promise<unknown> =>
    await chrome(`const extension = WebExtensionPolicy.getByID(args[0])?.extension; ${script}`, addonId, ...args);

  const tabOf = async (handle: string): Promise<Tab> => {
    const known = tabs.get(handle);
    if (known) return known;
    const tab = createTab(firefoxTabPort(marionette, handle));
    tabs.set(handle, tab);
    await tab.setColorScheme(options.colorScheme ?? 'light');
    return tab;
  };

  async function newTab(url: string): Promise<Tab> {
    const made = await inAnyTab(
      marionette,
      async () => await marionette.send('WebDriver:NewWindow', { type: 'tab', focus: true }),
    );
    const handle: unknown = typeof made === 'object' && made !== null ? Reflect.get(made, 'handle') : undefined;
    if (typeof handle !== 'string') throw new Error('Firefox opened no tab.');
    const tab = await tabOf(handle);
    await tab.setViewport(viewport);
    await tab.goto(url);
    return tab;
  }

  async function openTabs(): Promise<{ handle: string; url: string }[]> {
    return await marionette.turn(async () => {
      const handles: unknown = await marionette.send('WebDriver:GetWindowHandles');
      const found: { handle: string; url: string }[] = [];
      for (const handle of Array.isArray(handles) ? handles.map(String) : []) {
        try {
          await marionette.send('WebDriver:SwitchToWindow', { handle, focus: false });
          found.push({ handle, url: String(await marionette.send('WebDriver:GetCurrentURL')) });
        } catch (error) {
          if (!(error instanceof MarionetteError) || error.kind !== 'no such window') throw error;
        }
      }
      return found;
    });
  }

  const backgroundState = async (): Promise<unknown> => await onExtension('return extension?.backgroundState;');

  let closed = false;
  return {
    kind: 'firefox',
    version: launched.version,
    addonId,
    extensionId,
    profile,
    runInChrome: chrome,
    open: newTab,
    openExtensionPage: async (path) => await newTab(origin + path),
    tabs: async () => await Promise.all((await openTabs()).map(async ({ handle }) => await tabOf(handle))),
    async waitForTab(url, { timeoutMs } = {}) {
      const handle = await until(
        async () => (await openTabs()).find((tab) => nameMatches(tab.url, url))?.handle,
        timeoutMs,
        async () => `a tab at ${String(url)}. Open are: ${(await openTabs()).map((tab) => tab.url).join(', ')}`,
      );
      return await tabOf(handle);
    },
    async killBackground() {
      await onExtension(
        'await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });',
      );
      await until(
        async () => (await backgroundState()) === 'stopped',
        undefined,
        async () => `the background to die; it is ${String(await backgroundState())}`,
      );
    },
    backgroundRunning: async () => (await backgroundState()) === 'running',
    async reloadExtension() {
      await chrome(
        `const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
        await (await AddonManager.getAddonByID(args[0])).reload();`,
        addonId,
      );
    },
    async allowHosts() {
      await Promise.resolve(); // a preference answers yes to every request
    },
    async grantHosts(origins) {
      await onExtension(
        `const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
        await ExtensionPermissions.add(args[0], { permissions: [], origins: args[1] }, extension);`,
        origins,
      );
    },
    async revokeHosts(origins) {
      await onExtension(
        `const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
        await ExtensionPermissions.remove(args[0], { permissions: [], origins: args[1] }, extension);`,
        origins,
      );
    },
    async clipboard() {
      return clipboardContent(await chrome(`window.focus(); return await (${READ_CLIPBOARD})();`));
    },
    async errors() {
      const found = await chrome(
        `return Services.console.getMessageArray()
          .filter((message) => message instanceof Ci.nsIScriptError && !(message.flags & Ci.nsIScriptError.warningFlag))
          .filter((message) => (message.sourceName + message.errorMessage + (message.stack ?? '')).includes(args[0]))
          .map((message) => message.sourceName + ':' + message.lineNumber + ': ' + message.errorMessage);`,
        origin,
      );
      return Array.isArray(found) ? found.map(String) : [];
    },
    async kill() {
      closed = true;
      await program.kill();
      marionette.close();
    },
    async close() {
      if (!closed) {
        closed = true;
        if (options.profile !== undefined) {
          const patience = setTimeout(() => void program.kill(), 5000);
          await marionette.send('Marionette:Quit', { flags: ['eAttemptQuit'] }).catch(() => undefined);
          await program.gone;
          clearTimeout(patience);
        } else {
          await program.kill();
        }
      }
      marionette.close();
      if (options.profile === undefined) removeTemporaryProfile(profile);
    },
  };
}
