import { expect, it } from 'vitest';
import type { Browser, Tab } from '../browsers/browser.ts';
import { scripted } from '../world/claude/script.ts';
import { DATABASES, PAGES } from '../world/workspace/ids.ts';
import { inBrowsers } from './harness.ts';
import { cardOf, writtenInto } from './outbox-steps.ts';
import { connect, pageAddress } from './steps.ts';

const WORDS = 'Trains replace flights under six hours.';

inBrowsers(['chromium', 'firefox'], (stage) => {
  const openPanel = async (browser: Browser): Promise<Tab> => {
    const about = await (await browser.open(pageAddress(PAGES.travel))).extensionTabId();
    return browser.openExtensionPage(`sidepanel.html?tab=${about}`);
  };
  const send = async (panel: Tab, text: string): Promise<void> => {
    await (await panel.find('textbox', 'Message')).fill(text);
    await (await panel.find('button', 'Send')).click();
  };
  const written = () => stage.world().notion.written.all();

  it('queries a database, proposes two changes, and writes the approved one alone', async () => {
    const world = stage.world();
    const home = world.notion.page(PAGES.home)?.title ?? '';
    const travel = world.notion.page(PAGES.travel)?.title ?? '';
    world.claudeSettings.script = scripted(/open tasks/u, [
      { says: 'I look.', calls: [{ name: 'query_database', input: { database: DATABASES.Tasks.id, limit: 3 } }] },
      {
        calls: [
          { name: 'append', input: { page: PAGES.home, content: WORDS } },
          { name: 'append', input: { page: PAGES.travel, content: 'Not wanted.' } },
        ],
      },
      { says: 'Two changes are proposed.' },
    ]);
    const browser = await stage.launch();
    await connect(browser);
    const panel = await openPanel(browser);
    await send(panel, 'Look at the open tasks and note it.');

    const log = await panel.find('log', 'Conversation');
    await log.waitText(/Two changes are proposed\./u, { timeoutMs: 40_000 });
    await (await panel.find('list', 'What was looked up')).waitText(/Queried “Tasks”: the first 3 rows/u);
    expect(written()).toEqual([]);

    const wanted = await cardOf(panel, new RegExp(home, 'u'));
    const unwanted = await cardOf(panel, new RegExp(travel, 'u'));
    await (await wanted.find('button', 'Approve')).click();
    await (await unwanted.find('button', 'Decline')).click();
    const ours = () => writtenInto(world, PAGES.home).filter(({ words }) => words.includes(WORDS));
    await panel.waitFor('the approved words', async () => ours().length === 1, { timeoutMs: 60_000 });
    const [one] = writtenInto(world, PAGES.home);
    expect(one?.byline).toContain('Claude Sonnet 5.5');
    expect(writtenInto(world, PAGES.travel)).toEqual([]);

    // The next turn is told what became of both.
    delete world.claudeSettings.script;
    await send(panel, 'And now?');
    await panel.waitFor('the next request', async () => {
      const sent = JSON.stringify(world.claude.last());
      return sent.includes('And now?') && /approved[^"]*written/u.test(sent) && sent.includes('declined by the person');
    });
    expect(await browser.errors()).toEqual([]);
  }, 240_000);

  it('searches by a command while Claude is down', async () => {
    const world = stage.world();
    world.faults.add({
      host: 'api.anthropic.com',
      path: '^/v1/messages',
      action: 'status',
      status: 529,
      body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    });
    const browser = await stage.launch();
    await connect(browser);
    const panel = await openPanel(browser);
    const title = world.notion.page(PAGES.expenses)?.title ?? '';
    await send(panel, `/search ${title}`);
    const log = await panel.find('log', 'Conversation');
    await log.waitText(/pages? for “/u, { timeoutMs: 40_000 });
    await log.waitText(new RegExp(title, 'u'));
    world.faults.clear();
  });
});
