import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import type { Browser, BrowserKind, LaunchOptions } from '../browsers/browser.ts';
import { type ChromiumBrowser, type ChromiumOptions, launchChromium } from '../browsers/chromium.ts';
import { type FirefoxBrowser, type FirefoxOptions, launchFirefox } from '../browsers/firefox.ts';
import { startWorld, type World, type WorldOptions } from '../world/start.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

const BUILD = { chromium: '.output/chrome-mv3', firefox: '.output/firefox-mv3' } as const;

/** What a test asks for at launch; the extension is the shipped build when left out. Chromium alone takes switches, Firefox another program. */
type StageOptions = Partial<LaunchOptions> & Pick<ChromiumOptions, 'args'> & Pick<FirefoxOptions, 'program'>;

/** One browser and the simulated world that stands for the internet. */
export interface Stage<Launched extends Browser = Browser> {
  readonly kind: BrowserKind;
  /** Starts the browser with the shipped build. Inside a test it is closed after it; in `beforeAll` it serves the whole group. */
  launch(options?: StageOptions): Promise<Launched>;
  /** The world of this group; there from `beforeAll` on. */
  world(): World;
  /** A folder for screenshots and reports of this group. */
  artifacts(): string;
}

type Launch<Launched extends Browser> = (world: World, options: StageOptions) => Promise<Launched>;

const chromium: Launch<ChromiumBrowser> = async (world, options) =>
  await launchChromium({ extension: shippedBuild('chromium'), hostResolverRules: world.hostResolverRules, ...options });

const firefox: Launch<FirefoxBrowser> = async (world, options) =>
  await launchFirefox({ extension: shippedBuild('firefox'), proxyPort: world.proxyPort, ...options });

/** Runs one text of tests in each of the browsers, each with a world of its own. */
export function inBrowsers(
  kinds: readonly BrowserKind[],
  define: (stage: Stage) => void,
  worldOptions: WorldOptions = {},
): void {
  describe.each(kinds)('%s', (kind) => {
    define(setStage<Browser>(kind, kind === 'chromium' ? chromium : firefox, worldOptions));
  });
}

/** Tests that need what Chromium alone offers: its worker, its protocol, its tracing. */
export function inChromium(define: (stage: Stage<ChromiumBrowser>) => void, worldOptions: WorldOptions = {}): void {
  describe('chromium', () => {
    define(setStage('chromium', chromium, worldOptions));
  });
}

export function shippedBuild(kind: BrowserKind): string {
  const folder = join(ROOT, BUILD[kind]);
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new Error(`${BUILD[kind]} holds no build of the extension. Run "npm run build" first.`);
  }
  return folder;
}

function setStage<Launched extends Browser>(
  kind: BrowserKind,
  start: Launch<Launched>,
  worldOptions: WorldOptions,
): Stage<Launched> {
  let world: World | undefined;
  let group = 'group';
  let inTest = false;
  const forTest: Launched[] = [];
  const forGroup: Launched[] = [];

  beforeAll(async () => {
    group = fileName(basename(expect.getState().testPath ?? group));
    world = await startWorld(worldOptions);
  });
  beforeEach(() => {
    inTest = true;
  });
  afterEach(async ({ task }) => {
    inTest = false;
    try {
      if (task.result?.state === 'fail')
        await keepEvidence(join(folderOf(group), fileName(task.name)), [...forGroup, ...forTest]);
    } finally {
      const ended = forTest.splice(0);
      await Promise.all(ended.map(async (browser) => await browser.close()));
      // A new profile knows nothing of what the one before spent of their common token's budget.
      if (ended.length > 0) world?.budget.forget();
    }
  });
  afterAll(async () => {
    await Promise.all(forGroup.splice(0).map(async (browser) => await browser.close()));
    await world?.close();
  });

  const folderOf = (name: string): string => join(ROOT, '.artifacts', name, kind);
  const running = (): World => {
    if (!world) throw new Error('The world starts in beforeAll: ask for it inside a test or a hook.');
    return world;
  };
  return {
    kind,
    async launch(options = {}) {
      const browser = await start(running(), options);
      (inTest ? forTest : forGroup).push(browser);
      return browser;
    },
    world: running,
    artifacts() {
      const folder = folderOf(group);
      mkdirSync(folder, { recursive: true });
      return folder;
    },
  };
}

function fileName(text: string): string {
  return text
    .replace(/\.test\.ts$/u, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 100);
}

/** After a failed test: what every tab showed, as a picture and as an accessible tree, and what the extension complained of. */
async function keepEvidence(folder: string, browsers: readonly Browser[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [browserNumber, browser] of browsers.entries()) {
    const keep = async (name: string, write: (path: string) => Promise<void>): Promise<void> => {
      const path = join(folder, `${browserNumber + 1}-${name}`);
      try {
        await write(path);
      } catch (error) {
        writeFileSync(`${path}.missing.txt`, String(error)); // a killed browser has nothing left to show
      }
    };
    await keep('errors.txt', async (path) => writeFileSync(path, (await browser.errors()).join('\n')));
    await keep('tabs', async (path) => {
      for (const [tabNumber, tab] of (await browser.tabs()).entries()) {
        const url = await tab.url();
        if (url === 'about:blank') continue;
        writeFileSync(`${path}-${tabNumber + 1}.txt`, `${url}\n${await tab.axTree()}\n`);
        await tab.screenshot(`${path}-${tabNumber + 1}.png`);
      }
    });
  }
}
