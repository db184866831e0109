import { beforeAll, expect, it } from 'vitest';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import { DATABASES, PAGES, pageId } from '../world/workspace/ids.ts';
import { inChromium } from './harness.ts';
import { cardOf, openApproval } from './outbox-steps.ts';
import { answered, connect, openCompanion, pageAddress } from './steps.ts';

/** The browser's own menu cannot be pressed by a test, so its event is sent inside the worker. */
const MENU = `(menuItemId, selectionText, id) => chrome.tabs.get(id).then((tab) => chrome.contextMenus.onClicked.dispatch({ menuItemId, selectionText }, tab))`;

const SAVED = { timeoutMs: 30_000 };

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
  const rows = () => stage.world().notion.rows(DATABASES.Tasks.dataSourceId);

  it('finds the tasks of a meeting, and writes the approved ones into the database that was chosen', async () => {
    const tab = await browser.open(pageAddress(PAGES.launchReadiness));
    await tab.find('button', 'Understudy');
    const popup = await browser.openExtensionPage(`popup.html?tab=${await tab.extensionTabId()}`);
    await (await popup.find('button', 'More')).click();
    await (await popup.find('menuitem', 'Tasks')).click();
    const { text } = await answered(popup);
    expect(text).toContain('Foam on the line · Anneke de Wit · 2026-11-25');
    const before = rows().length;
    await (await popup.find('textbox', 'Tasks database')).fill(pageAddress(DATABASES.Tasks.id));
    await (await popup.find('button', /^Add \d+ tasks$/)).click();
    await (await popup.find('region', 'Result')).waitText(/Waits for your approval/);

    const panel = await openApproval(browser, tab);
    await panel.find('heading', 'Changes to Notion');
    const card = await cardOf(panel, 'New row “Foam on the line” in “Tasks”');
    expect(await card.text()).toMatch(/2026-11-25|25 Nov/);
    expect(rows()).toHaveLength(before);
    await (await card.find('button', 'Approve')).click();
    await card.waitText(/Saved/, SAVED);
    expect(rows()).toHaveLength(before + 1);
    const made = rows().at(-1);
    expect(made?.title).toBe('Foam on the line');
    expect(made?.properties['Status']).toEqual({ type: 'status', name: 'Not started' });
    expect(JSON.stringify(made?.properties['Due'])).toContain('2026-11-25');
    await panel.close();
    await popup.close();
    await tab.close();
  });

  it('puts corrected words into the place of the selected ones, once that is approved', async () => {
    const tab = await openCompanion(browser, PAGES.launchReadiness);
    const words = 'No paid adverts in Germany before that day.';
    await inWorker(MENU, 'write:fix', words, await tab.extensionTabId());
    const { text } = await answered(tab);
    expect(text).toContain('Corrected');
    await (await tab.find('button', 'Replace in page', { within: 'companion' })).click();
    await (await tab.find('complementary', 'Understudy')).waitText(/Waits for your approval/);
    const panel = await openApproval(browser, tab);
    const card = await cardOf(panel, /^Change 1 passage of/);
    expect(await card.text()).toContain('Removed');
    expect(pageWords()).toContain(words);
    await (await card.find('button', 'Approve')).click();
    await card.waitText(/Saved/, SAVED);
    expect(pageWords()).not.toContain(words);
    await (await card.find('button', 'Undo')).click();
    await card.waitText(/Undone/, SAVED);
    expect(pageWords()).toContain(words);
    await panel.close();
    await tab.close();
  });

  it('fills a template from the page', async () => {
    const tab = await browser.open(pageAddress(PAGES.glim2));
    await tab.find('button', 'Understudy');
    const popup = await browser.openExtensionPage(`popup.html?tab=${await tab.extensionTabId()}`);
    await (await popup.find('button', 'More')).click();
    await (await popup.find('menuitem', 'Document')).click();
    const form = await popup.find('form', 'Document');
    await (await form.find('textbox', 'Template page')).fill('not a link');
    await (await form.find('button', 'Fill template')).click();
    await (await form.find('alert')).waitText(/no link to a Notion page/);
    await (await form.find('textbox', 'Template page')).fill(pageAddress(pageId('handbook/okrs-q3')));
    await popup.press('Enter');
    const { text } = await answered(popup);
    expect(text).toMatch(/^Document/);
    expect(text).toMatch(/Answered by Claude Sonnet 5\.5/);
    await popup.find('button', 'Publish to Notion');
    await popup.close();
    await tab.close();
  });

  const pageWords = (): string => JSON.stringify(stage.world().notion.page(PAGES.launchReadiness)?.blocks);
});
