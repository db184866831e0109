import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Browser, LaunchOptions, Tab } from '../browsers/browser.ts';
import { launchChromium } from '../browsers/chromium.ts';
import { launchFirefox } from '../browsers/firefox.ts';
import { installedBrowser } from '../browsers/find-browser.ts';
import { WaitTimeout } from '../browsers/wait.ts';
import { type DriverSite, startDriverSite } from '../fixtures/driver-site.ts';

const extension = new URL('../fixtures/driver-extension', import.meta.url).pathname;

let site: DriverSite;
beforeAll(async () => {
  site = await startDriverSite();
});
afterAll(async () => await site.close());

async function notion(browser: Browser): Promise<Tab> {
  return await browser.open('https://fixture.test/');
}

async function answerOf(popup: Tab, button: string, expected: RegExp): Promise<string> {
  await (await popup.find('button', button)).click();
  return await (await popup.find('status', 'Answer')).waitText(expected);
}

it('refuses branded Chrome, and says why', () => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-branded-'));
  const program = join(folder, 'chrome');
  const pretend = (name: string): void =>
    writeFileSync(program, `#!/bin/sh\necho '${name} 156.0.1'\n`, { mode: 0o755 });
  vi.stubEnv('CHROME_PATH', program);
  try {
    pretend('Google Chrome');
    expect(() => installedBrowser('chromium')).toThrow(/ignore --load-extension/);
    pretend('Google Chrome for Testing');
    expect(installedBrowser('chromium')).toBe(program);
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  }
});

describe.each([
  [
    'chromium',
    async (options: Partial<LaunchOptions>): Promise<Browser> =>
      await launchChromium({ extension, hostResolverRules: site.hostResolverRules, ...options }),
  ],
  [
    'firefox',
    async (options: Partial<LaunchOptions>): Promise<Browser> =>
      await launchFirefox({ extension, proxyPort: site.proxyPort, ...options }),
  ],
])('the %s driver', (kind, launch) => {
  describe('in one browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch({});
    });
    afterAll(async () => await browser.close());
    afterEach(async () => {
      const [, ...opened] = await browser.tabs(); // the first keeps the browser alive
      for (const tab of opened) await tab.close();
    });

    it('finds by role and name in the page and in a closed shadow root, and tells them apart', async () => {
      const tab = await notion(browser);
      const companion = await tab.find('button', 'Companion', { within: 'companion' });
      expect(companion.name).toBe('Companion');
      expect(await companion.attribute('aria-expanded')).toBe('false');
      expect(await tab.findAll('button', 'Companion', { within: 'page' })).toHaveLength(0);
      await companion.click();
      await tab.find('dialog', 'Companion');
      expect(await tab.findAll('button', 'Ask')).toHaveLength(2);
      expect(await tab.findAll('button', 'Ask', { within: 'page' })).toHaveLength(1);
      expect(await tab.evaluate('() => document.querySelector("driver-fixture").shadowRoot')).toBeNull();
    });

    it('types real keys into a field of the closed root and reads the answer that came over a port', async () => {
      const tab = await notion(browser);
      await (await tab.find('button', 'Companion')).click();
      const question = await tab.find('textbox', 'Question');
      await question.type('Größe, 大きさ?');
      expect(await question.text()).toBe('Größe, 大きさ?');
      await question.type(' More');
      await question.fill('two\nlines');
      await (await tab.find('button', 'Ask', { within: 'companion' })).click();
      await (await tab.find('region', 'Result')).waitText('echo two lines');
    });

    it('reads text as a screen reader finds it', async () => {
      const tab = await notion(browser);
      await (await tab.find('button', 'Companion')).click();
      expect(await (await tab.find('region', 'Result')).text()).toBe('Nothing yet');
    });

    it('looks below an element and waits until something is gone', async () => {
      const tab = await notion(browser);
      await (await tab.find('button', 'Companion')).click();
      const second = await tab.find('group', 'Second');
      await (await second.find('button', 'Save')).click();
      expect(await (await tab.find('alert')).text()).toBe('Saved Second');
      await tab.waitGone('alert');
      expect(await tab.findAll('alert')).toHaveLength(0);
    });

    it('scrolls to what is far away and presses it with a trusted event', async () => {
      const tab = await notion(browser);
      await (await tab.find('button', 'At the bottom')).click();
      await tab.find('button', 'Reached');
      await (await tab.find('button', 'Companion')).click();
      await (await tab.find('button', 'Far away')).click();
      const result = await tab.find('region', 'Result');
      expect(await result.waitText(/^pressed/)).toBe('pressed from afar, trusted: true');
    });

    it('follows the keyboard: chords, Tab, and where the focus is', async () => {
      const tab = await notion(browser);
      await tab.find('button', 'Companion');
      await tab.press('Alt+Shift+U');
      const question = await tab.find('textbox', 'Question');
      await question.focus();
      expect(await tab.focused()).toEqual({ role: 'textbox', name: 'Question' });
      await tab.press('Tab');
      expect(await tab.focused()).toEqual({ role: 'button', name: 'Ask' });
      await tab.press('Shift+Tab');
      await tab.type('typed');
      expect(await question.text()).toBe('typed');
    });

    it('says what it waited for and what the page showed instead', async () => {
      const tab = await notion(browser);
      await tab.find('button', 'Companion');
      const miss = tab.find('button', 'Nowhere', { within: 'companion', timeoutMs: 50 });
      await expect(miss).rejects.toThrow(WaitTimeout);
      await expect(miss).rejects.toThrow(
        /button "Nowhere" within the companion[^]*heading "Fixture page"[^]*button "Companion"/,
      );
    });

    it('refuses to press what is covered', async () => {
      const tab = await notion(browser);
      const button = await tab.find('button', 'Press me');
      await tab.evaluate(`() => {
        const cover = document.createElement('div');
        cover.id = 'cover';
        cover.style.cssText = 'position: fixed; inset: 0';
        document.body.append(cover);
        setTimeout(() => cover.remove(), 400);
      }`);
      await button.click();
      await tab.find('button', 'Pressed');
      expect(await tab.evaluate('() => document.querySelector("#cover")')).toBeNull();
    });

    it('evaluates in the world of the page itself', async () => {
      const tab = await notion(browser);
      expect(await tab.evaluate('async (n) => [ofThePage + n, location.host]', 1)).toEqual([43, 'fixture.test']);
      await expect(tab.evaluate('() => { throw new Error("from the page") }')).rejects.toThrow('from the page');
    });

    it('follows navigation, a window that opens, and going back', async () => {
      const tab = await notion(browser);
      await (await tab.find('link', 'Second page')).click();
      await tab.find('heading', 'Fixture page /second');
      expect(await tab.url()).toBe('https://fixture.test/second');
      await tab.back();
      await tab.find('heading', 'Fixture page');
      await (await tab.find('link', 'New window')).click();
      const opened = await browser.waitForTab(/\/window$/);
      await opened.find('heading', 'Fixture page /window');
    });

    it('drives an extension page, and hears of errors there and in the background', async () => {
      const popup = await browser.openExtensionPage('popup.html');
      await (await popup.find('combobox', 'Size')).select('Large');
      expect(await (await popup.find('status', 'Answer')).waitText(/^size/)).toBe('size Large');
      await (await popup.find('button', 'Break')).click();
      for (const place of ['Error: broken on purpose', 'Error: background broken on purpose']) {
        await popup.waitFor(place, async () => (await browser.errors()).some((error) => error.includes(place)));
      }
    });

    it('leads the extension to the site over TLS, and nowhere else', async () => {
      const popup = await browser.openExtensionPage('popup.html');
      const fetched = 'async (url) => await fetch(url).then((response) => response.status, String)';
      expect(await popup.evaluate(fetched, 'https://fixture.test/')).toBe(200);
      expect(await popup.evaluate(fetched, 'https://stranger.test/')).toMatch(/^TypeError/);
    });

    it('reads what a copy left on the clipboard', async () => {
      const popup = await browser.openExtensionPage('popup.html');
      await (await popup.find('button', 'Copy')).click();
      const copied = await popup.waitFor('the copy', async () => {
        const clipboard = await browser.clipboard();
        return clipboard.text !== '' && clipboard;
      });
      expect(copied.text).toBe('**bold**');
      expect(copied.html).toContain('<b>bold</b>');
    });

    it('sets the viewport and the colour scheme', async () => {
      const popup = await browser.openExtensionPage('popup.html');
      const seen = '() => [innerWidth, innerHeight, matchMedia("(prefers-color-scheme: dark)").matches]';
      expect(await popup.evaluate(seen)).toEqual([1280, 800, false]);
      await popup.setViewport({ width: 320, height: 500 });
      await popup.setColorScheme('dark');
      expect(await popup.evaluate(seen)).toEqual([320, 500, true]);
    });

    it('takes a picture of the viewport', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'understudy-picture-'));
      try {
        const popup = await browser.openExtensionPage('popup.html');
        await popup.screenshot(join(folder, 'popup.png'));
        const picture = readFileSync(join(folder, 'popup.png'));
        expect(picture.toString('latin1', 1, 4)).toBe('PNG');
        expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1280, 800]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('kills the background, and the next message starts another', async () => {
      const popup = await browser.openExtensionPage('popup.html');
      const first = await answerOf(popup, 'Born', /^born/);
      expect(await answerOf(popup, 'Born', /^born/)).toBe(first);
      expect(await browser.backgroundRunning()).toBe(true);
      await browser.killBackground();
      expect(await browser.backgroundRunning()).toBe(false);
      await (await popup.find('button', 'Born')).click();
      const answer = await popup.find('status', 'Answer');
      await popup.waitFor('another background', async () => {
        const text = await answer.text();
        return text.startsWith('born') && text !== first;
      });
    });

    it('names the tab as the extension does', async () => {
      const tab = await notion(browser);
      const popup = await browser.openExtensionPage('popup.html');
      const query = `async () => (await (globalThis.browser ?? chrome).tabs.query({ url: 'https://fixture.test/*' }))[0].id`;
      expect(await tab.extensionTabId()).toBe(await popup.evaluate(query));
    });

    it('grants a host and takes it away', async () => {
      const popup = await browser.openExtensionPage('popup.html');
      const has = `async (origin) => await (globalThis.browser ?? chrome).permissions.contains({ origins: [origin] })`;
      expect(await popup.evaluate(has, 'https://elsewhere.test/*')).toBe(false);
      await browser.grantHosts(['https://elsewhere.test/*']);
      expect(await popup.evaluate(has, 'https://elsewhere.test/*')).toBe(true);
      await browser.revokeHosts(['https://elsewhere.test/*']);
      expect(await popup.evaluate(has, 'https://elsewhere.test/*')).toBe(false);
      expect(await popup.evaluate(has, 'https://fixture.test/*')).toBe(true);
      await browser.revokeHosts(['https://fixture.test/*']); // a host that the manifest requires
      expect(await popup.evaluate(has, 'https://fixture.test/*')).toBe(false);
      await browser.grantHosts(['https://fixture.test/*']);
      expect(await popup.evaluate(has, 'https://fixture.test/*')).toBe(true);
    });

    it('reloads the extension while a page stays open', async () => {
      const tab = await notion(browser);
      await browser.reloadExtension();
      await tab.find('button', 'Companion');
      await tab.reload();
      await (await tab.find('button', 'Companion')).click();
      await (await tab.find('textbox', 'Question')).type('after');
      await (await tab.find('button', 'Ask', { within: 'companion' })).click();
      expect(await (await tab.find('region', 'Result')).waitText(/^echo/)).toBe('echo after');
    });
  });

  it('is killed at once, and comes back with the same profile and what it stored', async () => {
    const profile = mkdtempSync(join(tmpdir(), `understudy-${kind}-`));
    const started: Browser[] = [];
    try {
      const first = await launch({ profile });
      started.push(first);
      const popup = await first.openExtensionPage('popup.html');
      await (await popup.find('textbox', 'Note')).type('milk');
      await answerOf(popup, 'Keep', /^kept milk$/);
      await first.kill();
      await expect(popup.accessibleTree()).rejects.toThrow(/closed/i);
      const second = await launch({ profile });
      started.push(second);
      expect(second.extensionId).toBe(first.extensionId);
      const again = await second.openExtensionPage('popup.html');
      await (await again.find('status', 'Answer')).waitText('kept milk');
    } finally {
      await Promise.all(started.map(async (browser) => await browser.close()));
      rmSync(profile, { recursive: true, force: true });
    }
  });
});
