import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tab } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import { mayAsk, SHAPES } from '../../lib/messages/protocol.ts';
import type { MessageName } from '../../lib/messages/protocol.ts';
import { CLAUDE_KEY } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { EVERY_MESSAGE, messagesNamed } from './every-message.ts';
import { inChromium } from './harness.ts';
import { READ_DATABASES, storedText } from './own-databases.ts';
import { inOwnScript, SEND_EACH } from './own-scripts.ts';
import { everythingIn, filesHolding, holders } from './secrets-seen.ts';
import { answered, connect, connectClaude, connectNotion, NOTION_TOKEN, openCompanion } from './steps.ts';
import { readWire, wireSwitches } from './wire.ts';

const SECRETS = [CLAUDE_KEY, NOTION_TOKEN];
/** What a person may see of a key is four characters at its end. */
const TOO_MUCH = SECRETS.flatMap((secret) => [secret.slice(0, 12), secret.slice(-5)]);

/** What a content script finds in the extension's storage. */
const READ_STORAGE = `async () => {
  const areas = {};
  for (const name of ['local', 'session', 'sync']) {
    areas[name] = await chrome.storage[name].get(null).catch(() => 'refused');
  }
  return JSON.stringify(areas);
}`;
const NO_STORAGE = JSON.stringify({ local: 'refused', session: 'refused', sync: {} });

const NAMES = Object.keys(SHAPES).filter((name): name is MessageName => name in EVERY_MESSAGE);

inChromium((stage) => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-canary-'));
  const profile = join(folder, 'profile');
  const log = join(folder, 'wire.json');
  const printed: string[] = [];
  let browser: ChromiumBrowser;
  let tab: Tab;

  beforeAll(async () => {
    browser = await stage.launch({ profile, args: wireSwitches(log) });
    browser.context.on('console', (message) => printed.push(message.text()));
    for (const worker of browser.context.serviceWorkers())
      worker.on('console', (message) => printed.push(message.text()));
    await connect(browser);
    tab = await openCompanion(browser, PAGES.launchPlan);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    await answered(tab);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows no key on any surface but its last four characters', async () => {
    const id = await tab.extensionTabId();
    const surfaces = [tab];
    for (const page of ['options.html', `popup.html?tab=${id}`, `sidepanel.html?tab=${id}`]) {
      const opened = await browser.openExtensionPage(page);
      await opened.find('heading');
      surfaces.push(opened);
    }
    for (const surface of surfaces) expect(holders(await everythingIn(browser, surface), TOO_MUCH)).toEqual([]);
    await Promise.all(surfaces.slice(1).map((surface) => surface.close()));
  });

  it('gives no key to a copy of the answer', async () => {
    await (await tab.find('button', 'Copy', { within: 'companion' })).click();
    const copy = await browser.clipboard();
    expect(copy.text).toContain('Answered by');
    expect(holders(JSON.stringify(copy), TOO_MUCH)).toEqual([]);
  });

  it('lets a script in Notion’s page read no key and no storage', async () => {
    expect(await inOwnScript(browser, tab, READ_STORAGE)).toBe(NO_STORAGE);
    const askable = NAMES.filter((name) => mayAsk('content', name) && /^(here|models|draft|job\.preview)/u.test(name));
    const replies = JSON.stringify(await inOwnScript(browser, tab, SEND_EACH, messagesNamed(askable)));
    expect(replies).toContain('"ok":true');
    expect(holders(replies, TOO_MUCH)).toEqual([]);
    const origin = await tab.evaluate(READ_DATABASES);
    expect(holders(String(origin), SECRETS)).toEqual([]);
  });

  it('refuses what touches keys, chats and settings to a script in Notion’s page', async () => {
    const names = NAMES.filter((name) => !mayAsk('content', name));
    expect(names).toEqual(
      expect.arrayContaining(['chat.send', 'claude.save', 'settings.change', 'vault.unlock', 'cache.clear']),
    );
    expect(NAMES.filter((name) => !SHAPES[name](EVERY_MESSAGE[name]).fits)).toEqual([]);
    const replies = await inOwnScript(browser, tab, SEND_EACH, messagesNamed(names));
    expect(replies).toEqual(names.map(() => ({ ok: false, refused: true })));
  });

  it('answers a page of its own in a tab, and no frame within Notion’s page', async () => {
    const own = await browser.openExtensionPage('options.html');
    const asked = messagesNamed(['claude.test', 'models.list']);
    const replies = await own.evaluate(
      `async (messages) => await (${SEND_EACH})(messages)`,
      JSON.parse(JSON.stringify(asked)),
    );
    expect(replies).toEqual([expect.objectContaining({ ok: true }), expect.objectContaining({ ok: true })]);
    await own.close();
    await tab.evaluate('() => void document.body.append(document.createElement("iframe"))');
    const all = messagesNamed(NAMES);
    expect(await inOwnScript(browser, tab, SEND_EACH, all, 'inner')).toEqual(all.map(() => null));
    await tab.evaluate('() => document.querySelector("iframe").remove()');
  });

  it('keeps a session’s keys off the disk, and sends each to its own service alone', async () => {
    const page = await browser.openExtensionPage('options.html');
    const databases = await storedText(page);
    expect(databases).toContain('answers');
    expect(holders(databases, SECRETS)).toEqual([]);
    expect(holders(printed.join('\n'), TOO_MUCH)).toEqual([]);
    expect(printed.filter((line) => /Content Security Policy|Trusted/iu.test(line))).toEqual([]);
    expect(await browser.errors()).toEqual([]);
    await browser.close();
    const wire = readWire(log);
    expect(wire.carrying(CLAUDE_KEY)).toEqual(['api.anthropic.com']);
    expect(wire.carrying(NOTION_TOKEN)).toEqual(['api.notion.com']);
    expect([...wire.hosts].toSorted()).toEqual(['api.anthropic.com', 'api.notion.com', 'app.notion.com']);
    expect(filesHolding(profile, SECRETS)).toEqual([]);
  });
});

inChromium((stage) => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-clear-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes a key that is kept in the clear to its own database alone, and still shows and hands out none', async () => {
    const browser = await stage.launch({ profile: folder });
    const options = await browser.waitForTab(/options\.html/);
    await (await options.find('radio', 'In the clear')).click();
    await connectClaude(browser);
    await connectNotion(options);
    const tab = await openCompanion(browser, PAGES.travel);
    const popup = await browser.openExtensionPage('popup.html');
    await popup.find('heading');
    for (const surface of [options, tab, popup]) {
      expect(holders(await everythingIn(browser, surface), TOO_MUCH)).toEqual([]);
    }
    const stored = JSON.parse(await storedText(popup)) as Record<string, unknown>;
    const holding = Object.keys(stored).filter((name) => holders(JSON.stringify(stored[name]), SECRETS).length > 0);
    expect(holding).toEqual(['vault']);
    expect(await inOwnScript(browser, tab, READ_STORAGE)).toBe(NO_STORAGE);
    await browser.close();
    const files = filesHolding(folder, SECRETS);
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !file.includes(`IndexedDB/chrome-extension_${browser.extensionId}`))).toEqual([]);
  });
});
