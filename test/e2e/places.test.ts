import { beforeAll, expect, it } from 'vitest';
import type { Browser, Tab } from '../browsers/browser.ts';
import { DATABASES, PAGES } from '../world/workspace/ids.ts';
import { inChromium } from './harness.ts';
import { answered, connect, openCompanion, pageAddress } from './steps.ts';

const BACKGROUND = 'function () { return getComputedStyle(this).backgroundColor; }';
const hex = (id: string): string => id.replaceAll('-', '');

inChromium((stage) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await stage.launch();
    await connect(browser);
  });
  const titleOf = (id: string): string => stage.world().notion.page(id)?.title ?? 'no such page';
  const panelSays = async (tab: Tab, words: string): Promise<string> =>
    (await tab.find('complementary', 'Understudy')).waitText(new RegExp(words));

  it('follows Notion from page to page without being opened again', async () => {
    const tab = await openCompanion(browser, PAGES.travel);
    await panelSays(tab, titleOf(PAGES.travel));
    await (await tab.find('link', new RegExp(`${titleOf(PAGES.expenses)}$`), { within: 'page' })).click();
    await panelSays(tab, titleOf(PAGES.expenses));
    await tab.back();
    await panelSays(tab, titleOf(PAGES.travel));
    await tab.close();
  });

  it.each([
    ['side', 's'],
    ['centre', 'c'],
  ])('works on the page in a %s peek, not on the one behind it', async (_name, mode) => {
    const tab = await browser.open(`${pageAddress(PAGES.travel)}?p=${hex(PAGES.glim2)}&pm=${mode}`);
    await tab.press('Alt+Shift+U');
    await panelSays(tab, titleOf(PAGES.glim2));
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    await answered(tab);
    expect(JSON.stringify(stage.world().claude.last())).toContain(titleOf(PAGES.glim2));
    await tab.close();
  });

  it('summarizes a full-page database with its rows', async () => {
    const tab = await openCompanion(browser, DATABASES.Projects.id);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const { text } = await answered(tab);
    expect(text).toMatch(/Answered by/);
    expect(JSON.stringify(stage.world().claude.last())).toContain(titleOf(PAGES.glim2));
    await tab.close();
  });

  it('is light or dark as Notion is, and changes with it', async () => {
    const tab = await browser.open(`${pageAddress(PAGES.travel)}?theme=dark`);
    await (await tab.find('button', 'Understudy')).click();
    const panel = await tab.find('complementary', 'Understudy');
    expect(await panel.call(BACKGROUND)).toBe('rgb(25, 25, 25)');
    await tab.clickAt(560, 20);
    await tab.press('Control+Shift+L');
    await tab.waitFor('the light panel', async () => (await panel.call(BACKGROUND)) === 'rgb(255, 255, 255)');
    await tab.close();
  });

  it('keeps what is typed in the panel out of Notion’s shortcuts', async () => {
    const tab = await openCompanion(browser, PAGES.travel);
    await (await tab.find('textbox', 'Question')).type('/ what? Ctrl');
    await tab.press('Control+P');
    const heard = await tab.evaluate('() => window.__notionKeys.filter(({ from }) => from === "foreign").length');
    expect(heard).toBe(0);
    await tab.close();
  });

  it('shifts nothing in Notion when the panel opens', async () => {
    const tab = await browser.open(pageAddress(PAGES.travel));
    const launcher = await tab.find('button', 'Understudy');
    const place = (): Promise<unknown> =>
      tab.evaluate('() => JSON.stringify(document.querySelector("h1").getBoundingClientRect())');
    const before = await place();
    await launcher.click();
    await tab.find('complementary', 'Understudy');
    expect(await place()).toEqual(before);
    await tab.close();
  });

  it('serves an open page again after the extension was reloaded under it', async () => {
    const tab = await openCompanion(browser, PAGES.expenses);
    await browser.reloadExtension();
    await tab.waitGone('complementary', 'Understudy');
    const launchers = await tab.waitFor('one launcher', async () => {
      const found = await tab.findAll('button', 'Understudy');
      return found.length === 1 && found;
    });
    await launchers[0]?.click();
    await panelSays(tab, titleOf(PAGES.expenses));
    await tab.close();
  });
});

inChromium((stage) => {
  it('does a search and a summary by keyboard alone', async () => {
    const browser = await stage.launch();
    await connect(browser);
    const tab = await browser.open(pageAddress(PAGES.travel));
    await tab.find('button', 'Understudy');
    await tab.press('Alt+Shift+U');
    await tab.find('complementary', 'Understudy');
    const tabTo = async (role: string, name: RegExp, key = 'Tab'): Promise<void> => {
      for (let presses = 0; presses < 30; presses += 1) {
        const focused = await tab.focused();
        if (focused?.role === role && name.test(focused.name)) return;
        await tab.press(key);
      }
      throw new Error(`The keyboard does not reach ${role} ${String(name)}`);
    };
    await tabTo('button', /^Summarize$/);
    await tab.press('Enter');
    await answered(tab);
    // The focus stands at the result now: our own Search lies before it, Notion's behind.
    await tabTo('button', /^Search$/, 'Shift+Tab');
    await tab.press('Enter');
    await tab.waitFor('the search box to have the focus', async () => (await tab.focused())?.role === 'searchbox');
    await tab.type('expenses');
    await tab.find('link', 'Expenses', { within: 'companion' });
    await tab.waitFor('the page of that title to come first', async () => {
      const list = await tab.find('list', 'Results');
      return (await list.findAll('link'))[0]?.name === 'Expenses';
    });
    await tab.press('ArrowDown');
    await tab.press('Enter');
    await tab.waitFor('the page that was found', async () =>
      (await Promise.all((await browser.tabs()).map((one) => one.url()))).some((url) =>
        url.includes(hex(PAGES.expenses)),
      ),
    );
    // One empties the box, one closes the search, one the panel.
    for (let presses = 0; presses < 3; presses += 1) await tab.press('Escape');
    await tab.waitGone('complementary', 'Understudy');
  });
});
