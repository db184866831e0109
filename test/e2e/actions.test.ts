import { beforeAll, expect, it } from 'vitest';
import type { Browser } from '../browsers/browser.ts';
import { FACTS } from '../world/workspace/facts/all.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers, inChromium } from './harness.ts';
import { answered, connect, openCompanion } from './steps.ts';

const fact = (key: string) => {
  const found = FACTS.find((one) => one.key === key);
  if (found === undefined) throw new Error(`No planted fact ${key}`);
  return found;
};

inBrowsers(['chromium', 'firefox'], (stage) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await stage.launch();
    await connect(browser);
  });

  it('answers a question with a citation that lands on its block and marks it', async () => {
    const planted = fact('german-date');
    const tab = await openCompanion(browser, planted.pageId);
    await (await tab.find('textbox', 'Question')).type(planted.question);
    await (await tab.find('button', 'Ask')).click();
    const { region, text } = await answered(tab);
    expect(text).toContain('19 January 2027');
    await (await region.find('link', /^Source \d+$/)).click();
    const block = stage
      .world()
      .notion.page(planted.pageId)
      ?.blocks.find(({ text: runs }) => runs.map((run) => run.text).join('') === planted.blockText);
    await tab.waitFor('the block’s own address', async () =>
      (await tab.url()).endsWith(`#${block?.id.replaceAll('-', '')}`),
    );
    await tab.close();
  });

  it('finds a page by its title, and a page that was read by a word of its body', async () => {
    const read = await openCompanion(browser, PAGES.incident);
    await (await read.find('button', 'Summarize', { within: 'companion' })).click();
    await answered(read);
    await (await read.find('button', 'Search', { within: 'companion' })).click();
    const box = await read.find('searchbox', 'Search Notion');
    await box.fill('expenses');
    await read.find('link', 'Expenses');
    await box.fill('millivolts');
    const title = stage.world().notion.page(PAGES.incident)?.title ?? '';
    await read.find('link', title);
    await read.close();
  });

  it('sorts what was found by meaning when asked to, and names the model that did', async () => {
    const tab = await openCompanion(browser, PAGES.travel);
    await (await tab.find('button', 'Search', { within: 'companion' })).click();
    await (await tab.find('searchbox', 'Search Notion')).type('launch');
    // Titles that Notion finds come last, and with them the order begins anew: it is asked for again then.
    await tab.waitFor(
      'an order by meaning',
      async () => {
        if ((await tab.findAll('button', 'Order as found')).length > 0) return true;
        await (await tab.findAll('button', 'Sort by meaning'))[0]?.click();
        return false;
      },
      { timeoutMs: 30_000 },
    );
    await (await tab.find('complementary', 'Understudy')).waitText(/Sorted by Claude Haiku 5\.5/);
    await tab.close();
  });

  it('reads the page from the screen when no token can, and says so', async () => {
    const tab = await openCompanion(browser, PAGES.hidden);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const { text } = await answered(tab);
    expect(text).toMatch(/on the screen/i);
    await tab.close();
  });
});

inChromium((stage) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await stage.launch();
    await connect(browser);
  });

  it.each([
    ['a short page', PAGES.travel],
    ['a page of forty sections', PAGES.engineeringHandbook],
    ['a page past 20,000 blocks', PAGES.fieldLog],
  ])('summarizes %s', async (_what, id) => {
    const tab = await openCompanion(browser, id);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const { text } = await answered(tab, 110_000);
    expect(text).toMatch(/Answered by Claude Sonnet 5\.5/);
    await tab.close();
  });

  it('briefs a project with what it relates to', async () => {
    const tab = await openCompanion(browser, PAGES.glim2);
    await (await tab.find('button', 'Brief', { within: 'companion' })).click();
    const { text } = await answered(tab);
    expect(text).toMatch(/Answered by/);
    const asked = stage.world().claude.last();
    expect(JSON.stringify(asked)).toContain('Priya');
    await tab.close();
  });
});
