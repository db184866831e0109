import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page, type Worker } from 'playwright-core';
import { nameMatches } from './accessible.ts';
import type { Browser, LaunchOptions, Tab } from './browser.ts';
import { collectErrors } from './chromium-errors.ts';
import { chromiumHosts, inExtensionsPage } from './chromium-hosts.ts';
import { CHROMIUM_SWITCHES } from './chromium-switches.ts';
import { chromiumTabPort } from './chromium-tab.ts';
import { clipboardContent, READ_CLIPBOARD } from './clipboard.ts';
import { chromiumExtensionId } from './extension-id.ts';
import { findBrowser } from './find-browser.ts';
import { type BrowserProcess, removeTemporaryProfile, startBrowserProcess, temporaryProfile } from './process.ts';
import { createTab } from './tab.ts';
import { until } from './wait.ts';

export interface ChromiumOptions extends LaunchOptions {
  /** `MAP api.notion.com:443 127.0.0.1:PORT, …`: what stands for the internet. */
  readonly hostResolverRules: string;
  /** More switches for the command line. */
  readonly args?: readonly string[];
}

export interface ChromiumBrowser extends Browser {
  readonly kind: 'chromium';
  readonly context: BrowserContext;
  /** The extension's service worker, woken when it sleeps: dispatch a command or an omnibox event in it. */
  worker(): Promise<Worker>;
  /** A protocol session of the browser itself. */
  cdp(): Promise<CDPSession>;
  /** A protocol session of one tab: quota, tracing, throttling, heap. */
  tabCdp(tab: Tab): Promise<CDPSession>;
  /** Playwright's page behind a tab. */
  page(tab: Tab): Page;
}

const STARTED_MS = 30_000;
const GRACE_MS = 5000;

/** Starts Chromium with the extension loaded; ready when its background is registered. */
export async function launchChromium(options: ChromiumOptions): Promise<ChromiumBrowser> {
  const extension = resolve(options.extension);
  const extensionId = chromiumExtensionId(extension);
  const profile = options.profile ?? temporaryProfile();
  const viewport = options.viewport ?? { width: 1280, height: 800 };
  preferDeveloperMode(profile);
  const program = startBrowserProcess(
    findBrowser('chromium'),
    [
      ...CHROMIUM_SWITCHES,
      ...(options.headless === false ? [] : ['--headless=new']),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      `--host-resolver-rules=${options.hostResolverRules}`,
      `--user-data-dir=${profile}`,
      `--window-size=${viewport.width},${viewport.height + 90}`,
      '--remote-debugging-port=0',
      ...(options.args ?? []),
      'about:blank',
    ],
    profile,
  );
  try {
    const endpoint = await debuggingAddress(program);
    const connection = await chromium.connectOverCDP(endpoint, { isLocal: true });
    const context = connection.contexts()[0];
    if (!context) throw new Error('Chromium has no default context.');
    return await openBrowser(program, context, extensionId, profile, { ...options, viewport });
  } catch (error) {
    await program.kill();
    if (options.profile === undefined) removeTemporaryProfile(profile);
    throw error;
  }
}

/** Developer mode is on from the start: without it Chromium refuses to bring an unpacked extension back after a reload. */
function preferDeveloperMode(profile: string): void {
  const folder = join(profile, 'Default');
  const preferences = join(folder, 'Preferences');
  if (existsSync(preferences)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(preferences, JSON.stringify({ extensions: { ui: { developer_mode: true } } }));
}

async function debuggingAddress(program: BrowserProcess): Promise<string> {
  return await until(
    async () => {
      const address = /DevTools listening on (ws:\/\/\S+)/u.exec(program.stderr())?.[1];
      if (address === undefined && program.child.exitCode !== null) {
        throw new Error(`Chromium ended with ${program.child.exitCode} instead of starting:\n${program.stderr()}`);
      }
      return address;
    },
    STARTED_MS,
    async () => `Chromium to start. It wrote:\n${program.stderr()}`,
  );
}

async function openBrowser(
  program: BrowserProcess,
  context: BrowserContext,
  extensionId: string,
  profile: string,
  options: ChromiumOptions & Required<Pick<LaunchOptions, 'viewport'>>,
): Promise<ChromiumBrowser> {
  const connection = context.browser();
  if (!connection) throw new Error('Chromium closed while it started.');
  const cdp = await connection.newBrowserCDPSession();
  const origin = `chrome-extension://${extensionId}/`;
  const errors = collectErrors(context, origin);
  const pages = new WeakMap<Tab, Page>();
  const tabs = new WeakMap<Page, Promise<Tab>>();

  const tabOf = async (page: Page): Promise<Tab> => {
    const known = tabs.get(page);
    if (known) return await known;
    const made = (async () => {
      await page.setViewportSize(options.viewport);
      await page.emulateMedia({ colorScheme: options.colorScheme ?? 'light' });
      const tab = createTab(await chromiumTabPort(page, idInExtension));
      pages.set(tab, page);
      return tab;
    })();
    tabs.set(page, made);
    return await made;
  };
  const pageOf = (tab: Tab): Page => {
    const page = pages.get(tab);
    if (!page) throw new Error('This tab belongs to another browser.');
    return page;
  };
  const backgroundTargets = async (): Promise<string[]> => {
    const { targetInfos } = await cdp.send('Target.getTargets');
    return targetInfos
      .filter((target) => target.type === 'service_worker' && target.url.startsWith(origin))
      .map((target) => target.targetId);
  };
  const runningWorker = (): Worker | undefined =>
    context.serviceWorkers().findLast((worker) => worker.url().startsWith(origin));

  async function worker(): Promise<Worker> {
    const running = runningWorker();
    if (running && (await backgroundTargets()).length > 0) return running;
    const page = await context.newPage();
    try {
      await page.goto(`${origin}manifest.json`);
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      return await until(
        async () => {
          await session.send('ServiceWorker.startWorker', { scopeURL: origin });
          return runningWorker();
        },
        STARTED_MS,
        async () => `the background of ${extensionId} to start`,
      );
    } finally {
      await page.close();
    }
  }

  async function idInExtension(page: Page): Promise<number> {
    await page.bringToFront();
    const background = await worker();
    const id: unknown = await background.evaluate(
      '(async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id)()',
    );
    if (typeof id !== 'number') throw new Error(`The extension sees no active tab while ${page.url()} is in front.`);
    return id;
  }

  async function newTab(url: string): Promise<Tab> {
    const page = await context.newPage();
    const tab = await tabOf(page);
    await page.goto(url);
    return tab;
  }

  const hosts = chromiumHosts(context, extensionId);
  if (options.profile === undefined) {
    await until(
      async () => runningWorker(),
      STARTED_MS,
      async () => `the extension ${extensionId} to load from ${options.extension}`,
    );
  }

  let closed = false;
  return {
    kind: 'chromium',
    version: connection.version(),
    extensionId,
    profile,
    context,
    worker,
    cdp: async () => await Promise.resolve(cdp),
    tabCdp: async (tab) => await context.newCDPSession(pageOf(tab)),
    page: pageOf,
    open: newTab,
    openExtensionPage: async (path) => await newTab(origin + path),
    tabs: async () => await Promise.all(context.pages().map(tabOf)),
    waitForTab: async (url, { timeoutMs } = {}) => {
      const page = await until(
        async () => context.pages().find((one) => nameMatches(one.url(), url)),
        timeoutMs,
        async () =>
          `a tab at ${String(url)}. Open are: ${context
            .pages()
            .map((one) => one.url())
            .join(', ')}`,
      );
      return await tabOf(page);
    },
    async killBackground() {
      const running = await backgroundTargets();
      // The next life may begin in the same moment, under the same target.
      let ended = false;
      runningWorker()?.once('close', () => (ended = true));
      await Promise.all(running.map(async (targetId) => await cdp.send('Target.closeTarget', { targetId })));
      await until(
        async () => ended || !(await backgroundTargets()).some((targetId) => running.includes(targetId)),
        undefined,
        async () => 'the background to die',
      );
    },
    backgroundRunning: async () => (await backgroundTargets()).length > 0,
    async reloadExtension() {
      const before = await backgroundTargets();
      await inExtensionsPage(
        context,
        `chrome.developerPrivate.reload(${JSON.stringify(extensionId)}, { failQuietly: true })`,
      );
      await until(
        async () => (await backgroundTargets()).some((targetId) => !before.includes(targetId)),
        STARTED_MS,
        async () => 'the extension to come back after its reload',
      );
    },
    ...hosts,
    async clipboard() {
      await cdp.send('Browser.grantPermissions', { permissions: ['clipboardReadWrite'] });
      const page = await context.newPage();
      try {
        await page.goto(`${origin}manifest.json`);
        return clipboardContent(await page.evaluate(`(${READ_CLIPBOARD})()`));
      } finally {
        await page.close();
      }
    },
    errors: async () => await Promise.resolve([...errors]),
    async kill() {
      closed = true;
      await program.kill();
    },
    async close() {
      if (!closed) {
        closed = true;
        if (options.profile !== undefined) {
          const patience = setTimeout(() => void program.kill(), GRACE_MS);
          await cdp.send('Browser.close').catch(() => undefined); // the answer may be lost with the browser
          await program.gone;
          clearTimeout(patience);
        } else {
          await program.kill();
        }
      }
      if (options.profile === undefined) removeTemporaryProfile(profile);
    },
  };
}
