import type { Node } from '../browsers/browser.ts';
import { DATABASES, PAGES } from '../world/workspace/ids.ts';
import { mirroredIds } from '../e2e/mirror-steps.ts';
import { connectNotion, pageAddress } from '../e2e/steps.ts';
import { NOTION_WEB_FAULTS } from '../world/notion-web-faults.ts';
import { SIZES } from './camera.ts';
import { beside, insist, onExtensionPage, onPage, press, searchFor, settled } from './desk.ts';
import type { Act, Show } from './show.ts';

const ANSWERED = /Answered by Claude/;
/** Of the workspace of a client. */
const SECOND_TOKEN = 'ntn_tidewater_full';
/** Nobody opens it; one word after the other leads to it. */
const NEVER_OPENED = PAGES.keyCeremony;
const ITS_WORDS = ['spare ', 'module ', 'saf'];
const QUESTION = 'Where is the spare signing module kept?';
/** Pages come at the pace that Notion allows, and what a person asks for goes first. */
const SYNCED_MS = 150_000;
/** A page waits ten seconds before it calls Notion stuck. */
const STUCK_MS = 30_000;

export const ALL_OF_NOTION: Act = {
  title: 'All of Notion, on this device',
  scenes: [
    { title: 'the pages arrive by themselves, and the options page says how many', play: firstSync },
    { title: 'finds a page that was never opened by words of its body, as they are typed', play: searchAsTyped },
    { title: 'searches in the popup and in the side panel, with filters', play: searchBeside },
    { title: 'asks all of Notion, and the source lands on its block in another page', play: askEverything },
    { title: 'lists two workspaces together and names each', play: twoWorkspaces },
  ],
};

export const NOTION_APP_DOWN: Act = {
  title: 'Notion’s app does not load',
  scenes: [
    { title: 'the companion offers the copy, and the Reader shows it and says why', play: offersCopy },
    { title: 'the Reader shows a database as a table, and lists what is here', play: readOffline },
  ],
};

const hex = (id: string): string => id.replaceAll('-', '');

async function firstSync(show: Show): Promise<void> {
  await onExtensionPage(show, 'options.html', async (tab) => {
    const bar = await tab.find('progressbar', 'Sync');
    // What a person asked for goes before it, and has just used up the requests of this minute.
    await tab.waitFor('the first sync to move', async () => Number(await bar.attribute('value')) > 0, {
      timeoutMs: SYNCED_MS,
    });
    await tab.waitFor('a page that nobody opened', async () => (await mirroredIds(tab)).has(hex(NEVER_OPENED)), {
      timeoutMs: SYNCED_MS,
    });
    await show.shoot(tab, 'options-syncing', SIZES.page);
  });
}

async function searchAsTyped(show: Show): Promise<void> {
  const title = show.world.notion.page(NEVER_OPENED)?.title;
  await onPage(show, PAGES.travel, async (tab) => {
    await searchFor(tab, '');
    const box = await tab.find('searchbox', 'Search Notion');
    for (const part of ITS_WORDS) await box.type(part);
    await tab.find('link', title, { within: 'companion' });
    await (await tab.find('list', 'Results')).waitText(/safe in Malmö/u);
    await show.shoot(tab, 'companion-search-body', SIZES.page);
    await show.shoot(tab, 'companion-search-320', SIZES.narrowPanel);
  });
}

async function searchBeside(show: Show): Promise<void> {
  await beside(show, 'popup', PAGES.travel, async (tab) => {
    await press(tab, 'Search');
    await searchFor(tab, 'launch');
    await (await tab.find('list', 'Results')).find('link', show.world.notion.page(PAGES.launchPlan)?.title);
    await show.shoot(tab, 'popup-search', SIZES.popup);
  });
  await beside(show, 'sidepanel', PAGES.travel, async (tab) => {
    await press(tab, 'Search');
    await searchFor(tab, 'launch');
    await (await tab.find('list', 'Results')).find('link', show.world.notion.page(PAGES.launchPlan)?.title);
    await press(tab, 'Filters');
    await show.shoot(tab, 'side-panel-search', SIZES.panel);
    await show.shoot(tab, 'side-panel-search-320', SIZES.narrowPanel);
  });
}

async function askEverything(show: Show): Promise<void> {
  await onPage(show, PAGES.travel, async (tab) => {
    await (await tab.find('combobox', 'Ask about', { within: 'companion' })).select('All of Notion');
    await (await tab.find('textbox', 'Question')).type(QUESTION);
    await press(tab, 'Ask');
    const region = await settled(tab, ANSWERED);
    insist(await region.text(), /safe in Malmö/u);
    await show.shoot(tab, 'companion-ask-everything', SIZES.page);
    await (await (await claimOf(region, /safe in Malmö/u)).find('link', /^Source \d+$/u)).click();
    const opened = await show.browser.waitForTab(new RegExp(`${hex(NEVER_OPENED)}.*#[0-9a-f]{32}$`, 'u'));
    await opened.close();
  });
}

/** The paragraph of an answer that says so: others may be taken from other pages. */
async function claimOf(region: Node, words: RegExp): Promise<Node> {
  for (const paragraph of await region.findAll('paragraph')) if (words.test(await paragraph.text())) return paragraph;
  throw new Error(`No paragraph says ${words.source}.`);
}

async function twoWorkspaces(show: Show): Promise<void> {
  await onExtensionPage(show, 'options.html', async (tab) => {
    await connectNotion(tab, SECOND_TOKEN);
    await tab.waitFor('the second workspace', async () => (await mirroredIds(tab)).has(hex(PAGES.tidewaterHome)), {
      timeoutMs: SYNCED_MS,
    });
  });
  await onPage(show, PAGES.home, async (tab) => {
    await searchFor(tab, 'lights');
    insist(await (await tab.find('list', 'Results')).waitText(/Tidewater Couriers/u), /Fernway/u);
    await show.shoot(tab, 'companion-two-workspaces', SIZES.page);
  });
}

async function offersCopy(show: Show): Promise<void> {
  await withoutApp(show, async () => {
    const tab = await show.browser.open(pageAddress(PAGES.launchPlan));
    const read = await tab.find('button', /^Read the copy/u, { timeoutMs: STUCK_MS });
    await show.shoot(tab, 'companion-copy-offered', SIZES.page);
    await read.click();
    const reader = await show.browser.waitForTab(/reader\.html/u);
    await reader.find('heading', show.world.notion.page(PAGES.launchPlan)?.title);
    insist(await (await reader.find('region', 'About this copy')).text(), /Notion did not load.*copy on this device/su);
    await show.shoot(reader, 'reader-page', SIZES.page);
    await show.shoot(reader, 'reader-800', SIZES.reader);
    await reader.close();
    await tab.close();
  });
}

async function readOffline(show: Show): Promise<void> {
  await onExtensionPage(show, `reader.html?page=${hex(DATABASES.Projects.id)}`, async (tab) => {
    await tab.find('table');
    await show.shoot(tab, 'reader-database', SIZES.page);
  });
  await onExtensionPage(show, 'reader.html', async (tab) => {
    await tab.find('region', 'Read lately');
    await show.shoot(tab, 'reader-start', SIZES.page);
  });
}

/** Notion's API goes on answering; only its app is away. */
async function withoutApp(show: Show, work: () => Promise<void>): Promise<void> {
  const down = NOTION_WEB_FAULTS['notion-web-down-503'];
  if (down === undefined) throw new Error('No fault is named notion-web-down-503.');
  show.world.faults.add(down.rule);
  try {
    await work();
  } finally {
    show.world.faults.clear();
  }
}
