import { beforeAll, expect, it } from 'vitest';
import type { Browser } from '../browsers/browser.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers } from './harness.ts';
import { answered, connect, openCompanion } from './steps.ts';

inBrowsers(['chromium', 'firefox'], (stage) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await stage.launch();
    await connect(browser);
  });

  it('tells in the activity log what was asked of whom, sums it up by host, and proves that it is whole', async () => {
    const notion = await openCompanion(browser, PAGES.travel);
    await (await notion.find('button', 'Summarize', { within: 'companion' })).click();
    await answered(notion);
    await notion.close();

    const options = await browser.openExtensionPage('options.html');
    const log = await options.find('group', 'Activity log');
    await log.waitText(/Asked a model: summarize[\s\S]*Read the text of a page/);
    expect(await log.text()).toMatch(/Claude Sonnet 5\.5/);
    const hosts = await options.find('group', 'Where your data goes');
    await hosts.waitText(/api\.anthropic\.com[\s\S]*So far for: [^.]*summarize 1/);
    expect(await hosts.text()).toMatch(/[\d.]+ kB out/);
    await (await options.find('button', 'Check the log')).click();
    await (await options.find('main')).waitText(/The log is whole: \d+ entries/);
  });
});
