import { expect, it } from 'vitest';
import type { Browser, Tab } from '../browsers/browser.ts';
import { removeTemporaryProfile, temporaryProfile } from '../browsers/process.ts';
import { connectForGood } from '../chaos/ground.ts';
import { lettersOf } from '../chaos/history.ts';
import { textIn } from '../chaos/kill-surfaces.ts';
import { NAMED_FAULTS } from '../world/named-faults.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers } from './harness.ts';
import { NOTION_TOKEN, askInPanel, connectClaude, connectNotion, openCompanion, pageAddress } from './steps.ts';

const SONNET = 'claude-sonnet-5-5';
/** A probe of a service that was down begins within twenty seconds; the machine may be busy. */
const BACK_MS = 90_000;

const rule = (name: string) => {
  const fault = NAMED_FAULTS[name];
  if (fault === undefined) throw new Error(`No such fault: ${name}`);
  return fault.rule;
};

inBrowsers(['chromium', 'firefox'], (stage) => {
  it('answers by another model, says so, and shows the health of the asked one until it is fine again', async () => {
    const browser = await stage.launch();
    const options = await connectClaude(browser);
    await connectNotion(options);
    const heal = stage.world().faults.add({ ...rule('overloaded-http-529'), model: SONNET });
    const tab = await openCompanion(browser, PAGES.travel);
    const region = await askInPanel(tab, 'Who may take a night train?');
    const note = await region.find('note', /^Answered by/u);
    expect(await note.text()).toMatch(
      /Answered by Claude Haiku 5\.5; Claude Sonnet 5\.5 was asked and was overloaded/u,
    );
    const health = await options.find('region', 'Service health');
    const troubled = /Claude Sonnet 5\.5: (?:in trouble|answering, but not every time)/u;
    expect(await health.waitText(troubled)).toContain('Claude Haiku 5.5');
    heal();
    await tab.waitFor(
      'the asked model to answer again',
      async () => {
        const again = await askInPanel(tab, `What is the limit for a hotel? (${performance.now()})`);
        return (await again.text()).includes('Answered by Claude Sonnet 5.5');
      },
      { timeoutMs: BACK_MS },
    );
    await health.waitText(/Claude Sonnet 5\.5: fine/u, { timeoutMs: BACK_MS });
    expect(await browser.errors()).toEqual([]);
  });

  it('goes on from a cut answer on another model, with every word once', async () => {
    const browser = await stage.launch();
    await connectNotion(await connectClaude(browser));
    const world = stage.world();
    const heal = world.faults.add({ ...rule('clean-cut'), model: SONNET });
    const tab = await openCompanion(browser, PAGES.travel);
    const before = world.claude.messages().length;
    const question = 'Which rules and limits does travelling by train have?';
    const region = await askInPanel(tab, question);
    const cut = lettersOf(await textIn(region));
    expect(cut).not.toBe('');
    await (await region.find('button', 'Continue with another model')).click();
    await (await (await tab.find('menu', 'Continue with another model')).find('menuitem', /Haiku/u)).click();
    await region.find('note', /^Answered by Claude Haiku 5\.5/u, { timeoutMs: 30_000 });
    const whole = lettersOf(await textIn(region));
    expect(whole.startsWith(cut)).toBe(true);
    expect(whole).toBe(lettersOf(world.claude.messages()[before]?.answer ?? ''));
    heal();
  });

  it('keeps a message through an outage and a restart of the browser, and answers it when Claude is back', async () => {
    const profile = temporaryProfile();
    try {
      const first = await stage.launch({ profile });
      await (await connectForGood(first, NOTION_TOKEN)).close();
      const heal = stage.world().faults.add(rule('overloaded-http-529'));
      const panel = await sidePanel(first);
      const message = 'Who pays for the hotel of a guest?';
      await (await panel.find('textbox', 'Message')).fill(message);
      await (await panel.find('button', 'Send')).click();
      const waiting = await panel.find('list', 'Waiting', { timeoutMs: 40_000 });
      expect(await waiting.text()).toContain(message);
      await first.kill();
      heal();
      const second = await stage.launch({ profile });
      const again = await second.openExtensionPage('sidepanel.html');
      const digest = await again.find('region', 'Waiting requests that have run', { timeoutMs: BACK_MS });
      expect(await digest.text()).toContain(message);
      await (await digest.find('button', message)).click();
      await (await again.find('log', 'Conversation')).waitText(/Answered by Claude/u);
      await second.kill();
    } finally {
      removeTemporaryProfile(profile);
    }
  });

  it('rehearses an outage, says so on every surface, and reports what stayed useful', async () => {
    const browser = await stage.launch();
    const options = await connectClaude(browser);
    await connectNotion(options);
    const tab = await openCompanion(browser, PAGES.travel);
    const asked = stage.world().claude.messages().length;
    await (await options.find('switch', 'Drill')).click();
    await options.find('region', 'Drill is on');
    await tab.find('region', 'Drill is on', { within: 'companion' });
    await options.waitFor(
      'the report',
      async () => /\d+ of \d+ actions stayed useful/u.test(await (await options.find('main')).text()),
      { timeoutMs: 110_000 },
    );
    await (await options.find('button', 'End drill')).click();
    await options.waitGone('region', 'Drill is on');
    await tab.waitGone('region', 'Drill is on', { within: 'companion' });
    const answeredNow = await askInPanel(tab, 'How long may a train journey take?');
    expect(await answeredNow.text()).toContain('Answered by Claude Sonnet 5.5');
    expect(stage.world().claude.messages().length).toBeGreaterThan(asked);
    expect(await browser.errors()).toEqual([]);
  });
});

/** The side panel about a page that a tab shows. */
async function sidePanel(browser: Browser): Promise<Tab> {
  const about = await browser.open(pageAddress(PAGES.travel));
  return await browser.openExtensionPage(`sidepanel.html?tab=${await about.extensionTabId()}`);
}
