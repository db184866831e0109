import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tab } from '../browsers/browser.ts';
import type { ChromiumBrowser } from '../browsers/chromium.ts';
import { NAMED_FAULTS } from '../world/named-faults.ts';
import { DATABASES, PAGES } from '../world/workspace/ids.ts';
import { SURFACE, violations } from './axe.ts';
import { inChromium } from './harness.ts';
import { heard, listen, sidewaysOverflow, smallTargets, spokenBlocks, walkByTab } from './surface-checks.ts';
import { openedBuild } from './opened-build.ts';
import { connectClaude, connectNotion, openCompanion } from './steps.ts';

const THEMES = ['light', 'dark'] as const;

/** Notion keeps its theme in classes of its own; the panel follows them and not the system. */
const SET_NOTION_THEME = `(theme) => {
  const inner = document.querySelector('.notion-app-inner');
  inner.classList.remove('notion-light-theme', 'notion-dark-theme');
  inner.classList.add('notion-' + theme + '-theme');
  document.body.classList.toggle('dark', theme === 'dark');
}`;

const ENDING = /^Answer complete, \d+ sources?$/u;
const endsAlike = (block: string, words: string): boolean =>
  block !== '' && block.endsWith(words.slice(-block.length).slice(-20));
const HAS_WORDS = `() => (${SURFACE}.querySelector('.markup')?.textContent ?? '') !== ''`;

const HOLDING = { host: 'api.anthropic.com', path: '^/v1/messages(\\?|$)' } as const;

inChromium((stage) => {
  const opened = openedBuild();
  let browser: ChromiumBrowser;
  let checked = 0;
  let options: Tab;
  let page: Tab;
  let popup: Tab;
  let panel: Tab;

  const check = async (name: string, tab: Tab): Promise<void> => {
    await browser.page(tab).emulateMedia({ reducedMotion: 'reduce' }); // colours in motion are of neither theme
    for (const theme of THEMES) {
      await (tab === page ? tab.evaluate(SET_NOTION_THEME, theme) : tab.setColorScheme(theme));
      expect(await violations(tab), `${name}, ${theme}`).toEqual([]);
      checked += 1;
    }
  };
  const checkAll = async (state: string): Promise<void> => {
    await check(`companion, ${state}`, page);
    await check(`popup, ${state}`, popup);
    await check(`side panel, ${state}`, panel);
  };
  /** Asks in the page and in the side panel, and waits until every surface shows that it has come so far. */
  const ask = async (come: (tab: Tab) => Promise<unknown>): Promise<void> => {
    await (await page.find('button', 'Summarize', { within: 'page' })).click();
    await (await panel.find('button', 'New chat')).click();
    await (await panel.find('textbox', 'Message')).type('What does this page say?');
    await (await panel.find('button', 'Send')).click();
    for (const tab of [page, popup, panel]) await come(tab);
  };
  const stop = async (): Promise<void> => {
    stage.world().faults.clear();
    for (const tab of [page, panel]) {
      for (const button of await tab.findAll('button', 'Stop')) await button.click();
      await tab.waitGone('button', 'Stop');
    }
  };

  beforeAll(async () => {
    browser = await stage.launch({ extension: opened.folder });
  });
  afterAll(() => {
    opened.remove();
    console.log(`axe looked at ${checked} surfaces × states × themes`);
  });

  it('has nothing against the settings: first run, a key that is refused, connected', async () => {
    options = await browser.waitForTab(/options\.html/);
    await options.find('group', 'Claude');
    await check('options, first run', options);
    const group = await options.find('group', 'Claude');
    await (await group.find('textbox', 'Claude API key')).type('sk-ant-nobody');
    await (await group.find('button', 'Save')).click();
    await group.find('alert');
    await check('options, refused', options);
    await (await group.find('textbox', 'Claude API key')).fill('');
    await connectClaude(browser);
    await connectNotion(options);
    await (await options.find('button', 'Finish')).click();
    await options.waitGone('button', 'Finish');
    await check('options, connected', options);
  });

  it('has nothing against the surfaces before anything was asked', async () => {
    page = await openCompanion(browser, PAGES.launchPlan);
    const id = await page.extensionTabId();
    popup = await browser.openExtensionPage(`popup.html?tab=${id}`);
    panel = await browser.openExtensionPage(`sidepanel.html?tab=${id}`);
    await popup.find('button', 'Summarize');
    await panel.find('textbox', 'Message');
    await checkAll('empty');
  });

  it('has nothing against the surfaces at work', async () => {
    stage.world().faults.add({ ...HOLDING, action: 'slow-headers', delayMs: 60_000 });
    await ask((tab) => tab.find('button', 'Stop'));
    await checkAll('working');
    await stop();
  });

  it('has nothing against the surfaces while an answer streams', async () => {
    stage.world().faults.add({ ...HOLDING, action: 'stall', afterEvents: 20, pings: true });
    await ask((tab) => tab.waitFor('the first words', async () => (await tab.evaluate(HAS_WORDS)) === true));
    await checkAll('streaming');
    await stop();
  });

  it('has nothing against the surfaces when Claude has failed', async () => {
    const failing = NAMED_FAULTS['spend-limit-enforced'];
    if (failing === undefined) throw new Error('The world has no such fault');
    stage.world().faults.add(failing.rule);
    await ask((tab) => tab.find('alert', undefined, { timeoutMs: 30_000 }));
    await checkAll('failed');
    stage.world().faults.clear();
  });

  it('has nothing against the surfaces with an answer', async () => {
    await ask((tab) => tab.find('button', 'Copy', { timeoutMs: 30_000 }));
    await checkAll('done');
  });

  it('gives every control a target of at least 28 pixels', async () => {
    for (const tab of [options, page, popup, panel])
      expect(await smallTargets(tab, 28), `at ${await tab.url()}`).toEqual([]);
  });

  it('reaches every control by the Tab key, shows where it is, and lets it out again', async () => {
    for (const tab of [options, page, popup, panel]) {
      expect(await walkByTab(tab), `at ${await tab.url()}`).toEqual({ missed: [], troubles: [], leaves: true });
    }
  });

  it.each([
    ['320 pixels wide', { width: 320, height: 640 }],
    ['1280 pixels wide at 200 %', { width: 640, height: 400 }],
  ])('needs no scrolling to the side when the window is %s', async (_what, viewport) => {
    for (const tab of [options, page, popup, panel]) {
      await tab.setViewport(viewport);
      expect(await sidewaysOverflow(tab), `at ${await tab.url()}`).toEqual({ wider: 0, out: [] });
      await tab.setViewport({ width: 1280, height: 800 });
    }
  });

  it('closes by Escape and gives the focus back to where it was in Notion', async () => {
    await (await page.find('button', 'Close panel')).click();
    const before = await page.find('link', undefined, { within: 'page' });
    await before.focus();
    await page.press('Alt+Shift+U');
    await page.find('complementary', 'Understudy');
    await page.waitFor('the focus in the panel', async () => (await page.focused())?.name === 'Understudy');
    await page.press('Escape');
    await page.waitGone('complementary', 'Understudy');
    expect(await page.focused()).toMatchObject({ role: 'link', name: before.name });
  });

  it('reads an answer out in whole sentences, each once, and says when it is complete', async () => {
    stage.world().claudeSettings.tokenDelayMs = 40;
    // Two presses within 400 ms are one to the launcher.
    await page.waitFor('the panel', async () => {
      if ((await page.findAll('complementary', 'Understudy')).length > 0) return true;
      await page.press('Alt+Shift+U');
      return false;
    });
    await listen(page);
    await (await page.find('button', 'Retry', { within: 'page' })).click();
    await page.find('button', 'Stop');
    const during = await page.focused();
    await page.waitFor('the end to be said', async () => (await heard(page)).some((words) => ENDING.test(words)), {
      timeoutMs: 60_000,
    });
    stage.world().claudeSettings.tokenDelayMs = 2;
    const said = await heard(page);
    const blocks = await spokenBlocks(page);
    expect(said.filter((words) => ENDING.test(words))).toEqual([said.at(-1)]);
    const read = said.slice(0, -1);
    expect(read.length).toBeGreaterThan(1);
    expect(new Set(read).size).toBe(read.length);
    expect(read.length).toBeLessThanOrEqual(blocks.flatMap((block) => block.split(/[.!?]\s/u)).length);
    expect(
      read.filter((words) => !/[.!?…]["”’)]*$/u.test(words) && !blocks.some((block) => endsAlike(block, words))),
    ).toEqual([]);
    expect(await page.focused()).toEqual(during);
  });

  /** All that is asked of a surface, of one that is not open all the while. */
  const checkWhole = async (name: string, tab: Tab): Promise<void> => {
    await check(name, tab);
    const small = await smallTargets(tab, 28);
    const walk = await walkByTab(tab);
    await tab.setViewport({ width: 320, height: 640 });
    const overflow = await sidewaysOverflow(tab);
    expect({ name, small, walk, overflow }).toEqual({
      name,
      small: [],
      walk: { missed: [], troubles: [], leaves: true },
      overflow: { wider: 0, out: [] },
    });
    await tab.setViewport({ width: 1280, height: 800 });
  };

  it.each([
    ['companion', () => page],
    ['side panel', () => panel],
  ])('has nothing against the search of the %s, with results, filters and nothing found', async (name, surface) => {
    const tab = surface();
    // Notion has a button of this name too.
    const ours = await (name === 'companion' ? tab.find('complementary', 'Understudy') : tab.find('main'));
    await (await ours.find('button', 'Search')).click();
    const box = await tab.find('searchbox', 'Search Notion');
    await checkWhole(`${name}, before a search`, tab);
    await box.fill('launch');
    await (await tab.find('list', 'Results')).find('link');
    await (await tab.find('button', 'Filters')).click();
    await checkWhole(`${name}, results`, tab);
    await box.fill('xylophonist');
    await ours.waitText(/Nothing found/u);
    await checkWhole(`${name}, nothing found`, tab);
  });

  it.each([
    ['a page', PAGES.launchPlan],
    ['a database', DATABASES.Meetings.id],
    ['the beginning', ''],
  ])('has nothing against the Reader at %s', async (name, id) => {
    const reader = await browser.openExtensionPage(
      id === '' ? 'reader.html' : `reader.html?page=${id.replaceAll('-', '')}`,
    );
    await reader.find('heading');
    await checkWhole(`Reader at ${name}`, reader);
    await reader.close();
  });
});
