import { FACTS } from '../world/workspace/facts/all.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { SIZES } from './camera.ts';
import { beside, insist, onPage, press, replied, searchFor, settled, slowly } from './desk.ts';
import type { Act, Show } from './show.ts';

const ANSWERED = /Answered by Claude/;

export const GOOD_DAY: Act = {
  title: 'A good day',
  scenes: [
    { title: 'summarizes a short page and streams what it writes', play: summarizeShort },
    { title: 'briefs a project from its page, its properties and its relations', play: brief },
    { title: 'finds a page by its title, and a page that was read by a word of its body', play: search },
    { title: 'answers a question with a citation that lands on its block', play: ask },
    { title: 'reads from right to left', play: arabic },
    { title: 'shows the same answer in the popup', play: popup },
    { title: 'chats about the page in the side panel', play: chat },
  ],
};

/** It takes a third of what Notion allows in a minute, so it comes when the mirror has come far. */
export const LONG_PAGE: Act = {
  title: 'A page of 5,000 blocks',
  scenes: [{ title: 'is summarized in sections and says how far it is', play: summarizeLong }],
};

/** The page of the planted fact with this key, and how to ask for it. */
function planted(key: string) {
  const fact = FACTS.find((one) => one.key === key);
  if (!fact) throw new Error(`No fact is planted as ${key}.`);
  return fact;
}

async function summarizeShort(show: Show): Promise<void> {
  await onPage(show, PAGES.launchPlan, async (tab) => {
    await show.shoot(tab, 'companion-empty', SIZES.page);
    await slowly(show.world, async () => {
      await press(tab, 'Summarize');
      const region = await tab.find('region', 'Result');
      await region.find('progressbar');
      await show.shoot(tab, 'companion-working');
      await region.find('heading', 'TL;DR', { timeoutMs: 20_000 });
      await show.shoot(tab, 'companion-streaming');
    });
    const region = await settled(tab, ANSWERED);
    if ((await region.findAll('link', /^Source \d+$/)).length === 0) throw new Error('The summary cites nothing.');
    await show.shoot(tab, 'companion-done');
    await show.shoot(tab, 'companion-320', SIZES.narrowPanel);
  });
}

async function summarizeLong(show: Show): Promise<void> {
  await onPage(show, PAGES.changelog, async (tab) => {
    show.world.claudeSettings.firstTokenMs = 400;
    try {
      await press(tab, 'Summarize');
      const region = await tab.find('region', 'Result');
      await region.waitText(/\d+ of \d+/, { timeoutMs: 30_000 });
      await show.shoot(tab, 'companion-sections', SIZES.page);
    } finally {
      show.world.claudeSettings.firstTokenMs = 30;
    }
    await settled(tab, ANSWERED);
    await show.shoot(tab, 'companion-long-done');
  });
}

async function brief(show: Show): Promise<void> {
  await onPage(show, PAGES.glim2, async (tab) => {
    await press(tab, 'Brief');
    await settled(tab, ANSWERED);
    if (!/Priya Raman/.test(JSON.stringify(show.world.claude.last())))
      throw new Error('The related rows were not sent.');
    await show.shoot(tab, 'companion-brief', SIZES.page);
  });
}

async function search(show: Show): Promise<void> {
  await onPage(show, PAGES.incident, async (tab) => {
    await press(tab, 'Summarize');
    await settled(tab, ANSWERED);
    await searchFor(tab, 'expenses');
    await tab.find('link', 'Expenses');
    await show.shoot(tab, 'companion-search-title', SIZES.page);
    await searchFor(tab, 'millivolts');
    await tab.find('link', show.world.notion.page(PAGES.incident)?.title);
    await show.shoot(tab, 'companion-search');
  });
}

async function ask(show: Show): Promise<void> {
  const fact = planted('german-date');
  await onPage(show, fact.pageId, async (tab) => {
    await (await tab.find('textbox', 'Question')).type(fact.question);
    await press(tab, 'Ask');
    const region = await settled(tab, ANSWERED);
    insist(await region.text(), /19 January 2027/);
    await show.shoot(tab, 'companion-ask', SIZES.page);
    await (await region.find('link', /^Source \d+$/)).click();
    await tab.waitFor('the block’s own address', async () => /#[0-9a-f]{32}$/.test(await tab.url()));
    await show.shoot(tab, 'companion-citation');
  });
}

async function arabic(show: Show): Promise<void> {
  await onPage(show, PAGES.arabic, async (tab) => {
    await press(tab, 'Summarize');
    await settled(tab, ANSWERED);
    await show.shoot(tab, 'companion-rtl', SIZES.page);
  });
}

async function popup(show: Show): Promise<void> {
  await beside(show, 'popup', PAGES.spec, async (tab) => {
    await show.shoot(tab, 'popup-empty', SIZES.popup);
  });
  await beside(show, 'popup', PAGES.launchPlan, async (tab) => {
    await settled(tab, ANSWERED);
    await show.shoot(tab, 'popup-done', SIZES.popup);
  });
}

async function chat(show: Show): Promise<void> {
  const fact = planted('stop-word');
  await beside(show, 'sidepanel', fact.pageId, async (tab) => {
    await tab.find('textbox', 'Message');
    await show.shoot(tab, 'side-panel-empty', SIZES.panel);
    await slowly(show.world, async () => {
      await (await tab.find('textbox', 'Message')).type(fact.question);
      await press(tab, 'Send');
      await tab.find('progressbar');
      await show.shoot(tab, 'side-panel-working');
      await tab.find('link', /^Source \d+$/, { timeoutMs: 20_000 });
      await show.shoot(tab, 'side-panel-streaming');
    });
    insist(await (await replied(tab, ANSWERED)).text(), /PAUSE/);
    await show.shoot(tab, 'side-panel-done');
    await show.shoot(tab, 'side-panel-320', SIZES.narrowPanel);
  });
}
