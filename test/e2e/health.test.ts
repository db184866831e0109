import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Browser, Tab } from '../browsers/browser.ts';
import type { FaultRule } from '../world/faults.ts';
import { NAMED_FAULTS } from '../world/named-faults.ts';
import type { World } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers } from './harness.ts';
import { answered, connect, openCompanion } from './steps.ts';

const CLAUDE_STATUS = 'anthropic.statuspage.io';
const ASKED = 'claude-sonnet-5-5';

function ruleOf(name: string): FaultRule {
  const found = NAMED_FAULTS[name];
  if (found === undefined) throw new Error(`There is no fault ${name}`);
  return found.rule;
}

inBrowsers(['chromium', 'firefox'], (stage) => {
  let browser: Browser;
  let world: World;
  beforeAll(async () => {
    browser = await stage.launch();
    world = stage.world();
    await connect(browser);
  });
  beforeEach(() => {
    world.faults.clear();
  });

  const summarize = async (pageId: string): Promise<string> => {
    const tab = await openCompanion(browser, pageId);
    await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
    const { text } = await answered(tab);
    await tab.close();
    return text;
  };
  const inOptions = async (look: (tab: Tab) => Promise<void>): Promise<void> => {
    const tab = await browser.openExtensionPage('options.html');
    await look(tab);
    await tab.close();
  };

  it('says that all is fine, and asks no status page, while all is', async () => {
    await summarize(PAGES.incident);
    await inOptions(async (tab) => {
      const health = await tab.find('region', 'Service health');
      await health.waitText(/Claude Sonnet 5\.5: fine[\s\S]*Notion: \w+[^:]*: fine/);
    });
    expect(world.requests.all({ host: CLAUDE_STATUS })).toEqual([]);
  });

  it('does not blame a key that worked while Claude fails its authentication', async () => {
    // Overloaded once, and answered by the second try: a breaker that opened would keep the key from being asked at all.
    world.faults.add({ ...ruleOf('overloaded-http-529'), times: 1 });
    await summarize(PAGES.launchPlan);
    world.faults.add(ruleOf('key-invalid-401'));
    const text = await summarize(PAGES.travel);
    expect(text).toMatch(/Your key worked before, and others fail too: the key is not to blame\./);
  });

  it('tells what is down, since when, by what evidence, what works now, and that the status page says otherwise', async () => {
    world.faults.add({ ...ruleOf('overloaded-http-529'), model: ASKED });
    expect(await summarize(PAGES.onCall)).toMatch(/Haiku 5\.5/);
    await inOptions(async (tab) => {
      const health = await tab.find('region', 'Service health');
      await health.waitText(/Claude Sonnet 5\.5: in trouble/);
      const text = await health.text();
      expect(text).toMatch(/Claude Sonnet 5\.5 is overloaded\./);
      expect(text).toMatch(/last call/);
      expect(text).toContain('Answers come from Claude Haiku 5.5.');
      expect(text).toMatch(/Claude’s status page says that all is well; here \d+ of \d+ calls? failed\./);
      await tab.find('button', 'Export CSV');
      await (await tab.find('button', 'Show table of Claude Sonnet 5.5')).click();
      await tab.find('group', 'Days of Claude Sonnet 5.5');
    });
    expect(world.requests.all({ host: CLAUDE_STATUS })).toHaveLength(1);
  });
});
