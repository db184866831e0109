import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Tab } from '../browsers/browser.ts';
import { type ChromiumBrowser, launchChromium } from '../browsers/chromium.ts';
import { CLAUDE_KEY, startWorld, type World, type WorldOptions } from '../world/start.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

/** The world and a profile that outlives the browser: what a killed browser left is found by the next. */
export interface Ground {
  readonly world: World;
  /** Starts Chromium with the shipped build on the one profile of this ground. */
  launch(): Promise<ChromiumBrowser>;
  close(): Promise<void>;
}

/**
 * @param extension folder of the build; the shipped one when left out
 */
export async function prepareGround(
  options: WorldOptions,
  extension = join(ROOT, '.output/chrome-mv3'),
): Promise<Ground> {
  const world = await startWorld(options);
  const profile = mkdtempSync(join(tmpdir(), 'understudy-chaos-'));
  let browser: ChromiumBrowser | undefined;
  return {
    world,
    async launch() {
      browser = await launchChromium({ extension, hostResolverRules: world.hostResolverRules, profile });
      return browser;
    },
    async close() {
      await browser?.kill();
      await world.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Both keys, kept so that they outlive the browser; the options page stays open and is returned. */
export async function connectForGood(browser: Browser, token: string): Promise<Tab> {
  const tab = await browser.openExtensionPage('options.html');
  await (await tab.find('radio', 'In the clear')).click();
  const claude = await tab.find('group', 'Claude');
  await (await claude.find('textbox', 'Claude API key')).type(CLAUDE_KEY);
  await (await claude.find('button', 'Save')).click();
  await claude.waitText(/This key works/);
  const notion = await tab.find('group', 'Notion: new workspace');
  await (await notion.find('textbox', 'Notion token')).type(token);
  await (await notion.find('button', 'Save')).click();
  await tab.find('group', /^Notion: (?!new workspace)/);
  return tab;
}

/** What a screen reader would find, on one line. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
