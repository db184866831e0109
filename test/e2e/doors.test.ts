import { beforeAll, expect, it } from 'vitest';
import type { Tab } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inChromium } from './harness.ts';
import { answered, connect, openCompanion, pageAddress } from './steps.ts';

/** The browser's own menus, keys and address bar cannot be pressed by a test, so their events are sent inside the worker. */
const COMMAND = `(command, id) => chrome.tabs.get(id).then((tab) => chrome.commands.onCommand.dispatch(command, tab))`;
const MENU = `(menuItemId, selectionText, id) => chrome.tabs.get(id).then((tab) => chrome.contextMenus.onClicked.dispatch({ menuItemId, selectionText }, tab))`;

inChromium((stage) => {
  let browser: ChromiumBrowser;
  beforeAll(async () => {
    browser = await stage.launch();
    await connect(browser);
  });
  const inWorker = async (source: string, ...args: (string | number)[]): Promise<unknown> => {
    const worker = await browser.worker();
    return worker.evaluate(`(${source})(...${JSON.stringify(args)})`);
  };
  const open = (id: string): Promise<Tab> => browser.open(pageAddress(id));

  it('summarizes by the keyboard command, with the panel still closed', async () => {
    const tab = await open(PAGES.travel);
    await tab.find('button', 'Understudy');
    await inWorker(COMMAND, 'summarize', await tab.extensionTabId());
    const { text } = await answered(tab);
    expect(text).toMatch(/Answered by/);
    await tab.close();
  });

  it('searches from the context menu for what was selected', async () => {
    const tab = await open(PAGES.travel);
    await tab.find('button', 'Understudy');
    await inWorker(MENU, 'search:selection', 'Expenses', await tab.extensionTabId());
    await tab.find('link', 'Expenses', { within: 'companion' });
    await tab.close();
  });

  it('asks from the context menu about what was selected', async () => {
    const tab = await open(PAGES.travel);
    await tab.find('button', 'Understudy');
    await inWorker(MENU, 'ask:selection', 'What is the hotel limit?', await tab.extensionTabId());
    expect((await answered(tab)).text).toContain('What is the hotel limit?');
    await tab.close();
  });

  it('puts the caret into the question when it is to be typed', async () => {
    const tab = await openCompanion(browser, PAGES.travel);
    await inWorker(COMMAND, 'ask', await tab.extensionTabId());
    await tab.waitFor('the question to have the focus', async () => (await tab.focused())?.name === 'Question');
    await tab.close();
  });

  it('shows one answer in the page, the popup and the side panel', async () => {
    const tab = await openCompanion(browser, PAGES.expenses);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const inPage = await answered(tab);
    const id = await tab.extensionTabId();
    const first = /[^\n]{30,}/.exec(inPage.text)?.[0] ?? 'no text';
    for (const page of [`popup.html?tab=${id}`, `sidepanel.html?tab=${id}`]) {
      const surface = await browser.openExtensionPage(page);
      const { text } = await answered(surface);
      expect(text).toContain(first);
      expect(text).toMatch(/Answered by Claude Sonnet 5\.5/);
      await surface.close();
    }
    await tab.close();
  });
});
