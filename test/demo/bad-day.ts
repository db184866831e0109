import { setTimeout } from 'node:timers/promises';
import { PAGES } from '../world/workspace/ids.ts';
import { SIZES, wholePage } from './camera.ts';
import { beside, inflict, insist, onExtensionPage, onPage, press, replied, searchFor, settled } from './desk.ts';
import type { Act, Show } from './show.ts';

const ANSWERED = /Answered by Claude/;
/** What is typed is stored at most 250 ms behind the keys; a panel closed sooner may lose the last of them. */
const DRAFT_KEPT_MS = 300;
/** A service that was down is tried again within half a minute or so. */
const BACK = { timeoutMs: 90_000 };
const DRAFT = 'Draft a note to retailers about the date in Germany';

/** Claude is down from the first scene of this act to the end of the next. */
export const CLAUDE_DOWN: Act = {
  title: 'Claude goes down',
  scenes: [
    { title: 'a stream that breaks keeps what arrived and offers to continue', play: brokenStream },
    { title: 'overloaded: the cause in words, and the last good answer with what changed since', play: overloaded },
    { title: 'known to be down: a brief that was never asked before is made without a model', play: knownDown },
    { title: 'the popup says what is in trouble', play: popupInTrouble },
    { title: 'the side panel keeps the message and says why there is no answer', play: chatFails },
  ],
};

export const NOTION_DOWN: Act = {
  title: 'Notion’s API goes down as well',
  scenes: [
    { title: 'a page that the token does not show is read from the screen', play: fromTheScreen },
    { title: 'search goes on, on this device', play: searchOnDevice },
    { title: 'a draft outlives its closed panel and a killed background', play: draftIsKept },
    { title: 'the options page says what is in trouble', play: optionsInTrouble },
  ],
};

export const RECOVERY: Act = {
  title: 'Both come back',
  scenes: [
    { title: 'Retry brings the answer, from the page as it is now', play: retry },
    { title: 'the broken stream is continued', play: proceed },
    { title: 'the kept message is sent', play: sendDraft },
    { title: 'the extension has thrown no error in all this', play: noErrors },
  ],
};

async function brokenStream(show: Show): Promise<void> {
  show.world.faults.add({
    host: 'api.anthropic.com',
    path: '^/v1/messages',
    action: 'break',
    afterEvents: 60,
    times: 1,
  });
  await onPage(show, PAGES.onCall, async (tab) => {
    await press(tab, 'Summarize');
    const region = await settled(tab, /What arrived is kept/);
    await region.find('button', 'Continue');
    await show.shoot(tab, 'companion-cut', SIZES.page);
  });
}

async function overloaded(show: Show): Promise<void> {
  inflict(show.world, 'overloaded-http-529');
  const { notion } = show.world;
  const block = notion
    .page(PAGES.launchPlan)
    ?.blocks.find(({ text }) => text.some((run) => run.text.startsWith('You can open it.')));
  if (!block) throw new Error('The launch plan has lost its message.');
  notion.editBlock(block.id, 'You can repair it yourself. Brightness comes second, the price third.');
  await onPage(show, PAGES.launchPlan, async (tab) => {
    await press(tab, 'Summarize');
    const region = await settled(tab, /is overloaded/);
    insist(await region.text(), /The last good answer, .* 1 of \d+ sections changed since/);
    await show.shoot(tab, 'companion-degraded', SIZES.page);
  });
}

/** By now the whole of Claude is known to be down: nobody waits for another try. */
async function knownDown(show: Show): Promise<void> {
  show.world.faults.clear();
  inflict(show.world, 'dns');
  await onPage(show, PAGES.ember, async (tab) => {
    await press(tab, 'Brief');
    const region = await settled(tab, /No model used/);
    insist(await (await region.find('alert')).text(), /is overloaded|no way to Claude/);
    await show.shoot(tab, 'companion-failed', SIZES.page);
  });
}

async function popupInTrouble(show: Show): Promise<void> {
  await beside(show, 'popup', PAGES.launchPlan, async (tab) => {
    const health = await tab.find('region', 'Service health');
    await health.waitText(/in trouble/);
    await settled(tab, /The last good answer/);
    await show.shoot(tab, 'popup-degraded', SIZES.popup);
  });
  await beside(show, 'popup', PAGES.spec, async (tab) => {
    await press(tab, 'Summarize');
    await settled(tab, /No model used/);
    await show.shoot(tab, 'popup-failed', SIZES.popup);
  });
}

async function chatFails(show: Show): Promise<void> {
  await beside(show, 'sidepanel', PAGES.launchPlan, async (tab) => {
    await press(tab, 'New chat');
    await (await tab.find('textbox', 'Message')).type('What is left to do before the launch?');
    await press(tab, 'Send');
    await replied(tab, /is overloaded|no way to Claude/);
    await tab.find('article', 'You');
    await show.shoot(tab, 'side-panel-failed', SIZES.panel);
    await show.shoot(tab, 'side-panel-failed-320', SIZES.narrowPanel);
  });
}

async function fromTheScreen(show: Show): Promise<void> {
  inflict(show.world, 'notion-unavailable-503');
  await onPage(show, PAGES.hidden, async (tab) => {
    await press(tab, 'Summarize');
    const region = await settled(tab, /No model used/);
    insist(await region.text(), /on the screen/i);
    await show.shoot(tab, 'companion-both-down', SIZES.page);
  });
}

async function searchOnDevice(show: Show): Promise<void> {
  await onPage(show, PAGES.travel, async (tab) => {
    await searchFor(tab, 'millivolts');
    await tab.find('link', show.world.notion.page(PAGES.incident)?.title);
    await show.shoot(tab, 'companion-search-degraded', SIZES.page);
  });
}

async function draftIsKept(show: Show): Promise<void> {
  await beside(show, 'sidepanel', PAGES.launchPlan, async (tab) => {
    await press(tab, 'New chat');
    const box = await tab.find('textbox', 'Message');
    await box.type(DRAFT);
    await box.waitText(DRAFT);
    await setTimeout(DRAFT_KEPT_MS);
  });
  await show.browser.killBackground();
  await beside(show, 'sidepanel', PAGES.launchPlan, async (tab) => {
    await press(tab, 'New chat');
    await (await tab.find('textbox', 'Message')).waitText(DRAFT);
    await show.shoot(tab, 'side-panel-draft', SIZES.panel);
  });
}

async function optionsInTrouble(show: Show): Promise<void> {
  await onExtensionPage(show, 'options.html', async (tab) => {
    const health = await tab.find('region', 'Service health');
    await health.waitText(/Claude[\s\S]*in trouble/);
    await show.shoot(tab, 'options-degraded', await wholePage(tab, SIZES.page.width));
  });
}

async function retry(show: Show): Promise<void> {
  show.world.faults.clear();
  await onPage(show, PAGES.launchPlan, async (tab) => {
    const region = await tab.find('region', 'Result');
    // What waits runs by itself; the person need not wait for that.
    if ((await region.findAll('alert')).length > 0) await press(region, 'Retry');
    await tab.waitFor('an answer without an alert', async () => (await region.findAll('alert')).length === 0, BACK);
    await settled(tab, ANSWERED);
    insist(JSON.stringify(show.world.claude.last()), /You can repair it yourself/);
    await show.shoot(tab, 'companion-recovered', SIZES.page);
  });
}

async function proceed(show: Show): Promise<void> {
  await onPage(show, PAGES.onCall, async (tab) => {
    const region = await tab.find('region', 'Result');
    await press(region, 'Continue');
    await tab.waitFor('a whole answer', async () => (await region.findAll('alert')).length === 0);
    await settled(tab, ANSWERED);
  });
}

async function sendDraft(show: Show): Promise<void> {
  await beside(show, 'sidepanel', PAGES.launchPlan, async (tab) => {
    await press(tab, 'New chat');
    await (await tab.find('textbox', 'Message')).waitText(DRAFT);
    await press(tab, 'Send');
    await replied(tab, ANSWERED);
    await show.shoot(tab, 'side-panel-recovered', SIZES.panel);
  });
  await onExtensionPage(show, 'options.html', async (tab) => {
    await (await tab.find('region', 'Service health')).waitText(/fine/);
  });
}

async function noErrors(show: Show): Promise<void> {
  const errors = await show.browser.errors();
  if (errors.length > 0) throw new Error(errors.join('\n'));
}
