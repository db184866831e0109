import { beforeAll, expect, it } from 'vitest';
import { parsePageId } from '../../lib/base/ids.ts';
import type { Browser, Tab } from '../browsers/browser.ts';
import { NOTION_FAULTS } from '../world/notion-faults.ts';
import type { World } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers, inChromium } from './harness.ts';
import { cardOf, layProposal, openApproval, writtenInto } from './outbox-steps.ts';
import { answered, connect, openCompanion } from './steps.ts';

/** A lost answer is read back after half a minute, and looked at again a minute and a half after it was clear. */
const LONGEST_MS = 240_000;

inBrowsers(['chromium', 'firefox'], (stage) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await stage.launch();
    await connect(browser);
  });

  it('publishes a brief that was approved, and takes it away again', async () => {
    const tab = await openCompanion(browser, PAGES.glim2);
    await (await tab.find('button', 'Brief', { within: 'companion' })).click();
    await answered(tab, 60_000);
    const before = stage.world().notion.page(PAGES.glim2)?.blocks;
    await (await tab.find('button', 'Publish to Notion', { within: 'companion' })).click();
    await (await tab.find('complementary', 'Understudy')).waitText(/Waits for your approval/);
    const panel = await openApproval(browser, tab);
    await panel.find('heading', 'Changes to Notion');
    const card = await cardOf(panel, /^Add to the end of/);
    await card.waitText(/Waits for you/);
    expect(await card.text()).toMatch(/Brief by Understudy, Claude Sonnet 5\.5/);
    expect(writtenInto(stage.world(), PAGES.glim2)).toEqual([]);

    await (await card.find('button', 'Approve')).click();
    await card.waitText(/Saved/, { timeoutMs: 30_000 });
    const [written, ...more] = writtenInto(stage.world(), PAGES.glim2);
    expect(more).toEqual([]);
    expect(written?.byline).toMatch(/^Brief by Understudy, Claude Sonnet 5\.5, .* sources: .*, op [0-9a-f]{12}$/u);
    expect(written?.words).not.toBe('');
    await tab.reload();
    await tab.waitFor('the brief in Notion', async () => (await tab.axTree()).includes('Brief by Understudy'));

    await (await card.find('button', 'Undo')).click();
    await card.waitText(/Undone/, { timeoutMs: 30_000 });
    expect(stage.world().notion.page(PAGES.glim2)?.blocks).toEqual(before);
    await panel.close();
    await tab.close();
  });

  it('shows somebody else’s change beside the one that was asked for, and proposes it anew over theirs', async () => {
    const page = parsePageId(PAGES.glim2);
    if (page === undefined) throw new Error('no page');
    const panel = await browser.openExtensionPage('sidepanel.html');
    await panel.find('button', 'Changes to Notion');
    await layProposal(
      panel,
      PAGES.glim2,
      'Glim 2 launch',
      { kind: 'set-properties', page, values: { Status: { type: 'status', option: 'Paused' } } },
      { values: { Status: { type: 'status', option: 'Planned' } } },
    );
    await (await panel.find('button', 'Changes to Notion, 1 to decide')).click();
    const card = await cardOf(panel, 'Change 1 property of “Glim 2 launch”');
    await (await card.find('button', 'Approve')).click();
    await card.waitText(/Somebody changed this in Notion/, { timeoutMs: 30_000 });
    const theirs = stage.world().notion.page(PAGES.glim2)?.properties['Status'];
    const text = await card.text();
    for (const words of ['Planned', 'Paused', theirs?.type === 'status' ? (theirs.name ?? '') : '']) {
      expect(text).toContain(words);
    }
    await (await card.find('button', 'Propose mine anew')).click();
    await card.waitText(/Waits for you/, { timeoutMs: 30_000 });
    await (await card.find('button', 'Approve')).click();
    await card.waitText(/Saved/, { timeoutMs: 30_000 });
    expect(stage.world().notion.page(PAGES.glim2)?.properties['Status']).toEqual({ type: 'status', name: 'Paused' });
    await panel.close();
  });

  it('leaves one of what the browser sent twice by itself', async () => {
    const tab = await publish(browser, stage.world(), PAGES.security, 'notion-commit-then-reset');
    const panel = await openApproval(browser, tab);
    const card = await cardOf(panel, /^Add to the end of/);
    await (await card.find('button', 'Approve')).click();
    await card.waitText(/Saved/, { timeoutMs: 30_000 });
    expect(writtenInto(stage.world(), PAGES.security)).toHaveLength(1);
    await panel.close();
    await tab.close();
  });
});

/** Summarizes a page and asks to publish that, with something in the way of the first write. */
async function publish(browser: Browser, world: World, page: string, fault: string): Promise<Tab> {
  const tab = await openCompanion(browser, page);
  await (await tab.find('button', 'Summarize', { within: 'companion' })).click();
  await answered(tab);
  const lost = NOTION_FAULTS[fault];
  if (lost === undefined) throw new Error(`No fault is named ${fault}`);
  world.faults.add({ ...lost.rule, writes: true, times: 1 });
  await (await tab.find('button', 'Publish to Notion', { within: 'companion' })).click();
  return tab;
}

// What is read back after half a minute is the same code in both browsers: waited for in one of them.
inChromium((stage) => {
  it(
    'saves once what Notion took and answered with a time-out',
    async () => {
      const browser = await stage.launch();
      await connect(browser);
      const tab = await publish(browser, stage.world(), PAGES.travel, 'notion-commit-then-504');
      const panel = await openApproval(browser, tab);
      const card = await cardOf(panel, /^Add to the end of/);
      await (await card.find('button', 'Approve')).click();
      await card.waitText(/Checking whether it arrived/, { timeoutMs: 30_000 });
      expect(await card.text()).not.toMatch(/Saved/);
      await card.waitText(/Saved/, { timeoutMs: LONGEST_MS });
      expect(writtenInto(stage.world(), PAGES.travel)).toHaveLength(1);
    },
    LONGEST_MS + 60_000,
  );
});
