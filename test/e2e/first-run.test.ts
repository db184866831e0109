import { expect, it } from 'vitest';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers } from './harness.ts';
import { answered, connectClaude, connectNotion, openCompanion } from './steps.ts';

inBrowsers(['chromium', 'firefox'], (stage) => {
  it('goes from a fresh install to a first summary with both keys', async () => {
    const browser = await stage.launch();
    const options = await connectClaude(browser);
    await connectNotion(options);
    const tab = await openCompanion(browser, PAGES.launchPlan);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const { text, region } = await answered(tab);
    expect(text).toMatch(/Answered by Claude Sonnet 5\.5/);
    await tab.screenshot(`${stage.artifacts()}/first-summary.png`);
    expect(await region.findAll('link', /^Source \d+$/)).not.toHaveLength(0);
    expect(await browser.errors()).toEqual([]);
  });
});
