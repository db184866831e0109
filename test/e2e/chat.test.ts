import { beforeAll, expect, it } from 'vitest';
import type { Browser, Tab } from '../browsers/browser.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inChromium } from './harness.ts';
import { storedRows, storedText } from './own-databases.ts';
import { connect, pageAddress } from './steps.ts';

/** Until the sync has read a first page, which can then be named from this device alone. */
const SYNC_MS = 60_000;

inChromium((stage) => {
  let browser: Browser;
  let about: number;
  beforeAll(async () => {
    browser = await stage.launch();
    await connect(browser);
    about = await (await browser.open(pageAddress(PAGES.travel))).extensionTabId();
  });
  const openPanel = (): Promise<Tab> => browser.openExtensionPage(`sidepanel.html?tab=${about}`);
  const titleOf = (id: string): string => stage.world().notion.page(id)?.title ?? expect.unreachable('no such page');
  const begin = async (panel: Tab): Promise<void> => {
    await (await panel.find('button', 'New chat')).click();
    await (await panel.find('textbox', 'Message')).fill('');
  };
  const send = async (panel: Tab): Promise<void> => {
    await (await panel.find('button', 'Send')).click();
    await (await panel.find('log', 'Conversation')).waitText(/Answered by Claude/u, { timeoutMs: 30_000 });
  };
  const lastAsked = (): string => JSON.stringify(stage.world().claude.last());
  const chooseMore = async (panel: Tab, of: string | RegExp, item: string | RegExp): Promise<void> => {
    await (await panel.find('button', of)).click();
    await (await panel.find('menuitem', item)).click();
  };

  it('sends a page that was named from the keyboard, and not the open one once that is left out', async () => {
    const panel = await openPanel();
    await begin(panel);
    const { id, title } = await panel.waitFor('a page on this device', () => anyPageHere(panel), {
      timeoutMs: SYNC_MS,
    });
    const box = await panel.find('textbox', 'Message');
    await panel.waitFor(
      'the page among the suggestions',
      async () => {
        await box.fill('');
        await box.type(`What does @${title}`);
        return panel.find('option', optionOf(title), { timeoutMs: 2_000 }).catch(() => undefined);
      },
      { timeoutMs: SYNC_MS },
    );
    const names = (await panel.findAll('option')).map(({ name }) => name);
    for (let at = 0; at < names.findIndex((name) => optionOf(title).test(name)); at += 1)
      await panel.press('ArrowDown');
    await panel.press('Enter');
    const goes = await panel.find('list', 'Goes with the message');
    await goes.waitText(new RegExp(title, 'u'));
    await (await panel.find('button', `Leave out ${titleOf(PAGES.travel)}`)).click();
    await panel.type('say about meals?');
    await send(panel);
    const asked = stage.world().claude.last();
    const text = JSON.stringify(asked);
    expect(text).toContain(`What does @${title} say about meals?`);
    expect(text).toContain(id.replaceAll('-', ''));
    expect(text).not.toContain(PAGES.travel.replaceAll('-', ''));
    await (await panel.find('button', `Leave out ${title}`)).click();
    await panel.close();
  });

  it('asks for what a prompt leaves open, and sends it as it was typed', async () => {
    const panel = await openPanel();
    await begin(panel);
    await (await panel.find('button', 'Prompts')).click();
    await (await panel.find('button', 'New prompt')).click();
    await (await panel.find('textbox', 'Name')).fill('Letter');
    await (await panel.find('textbox', 'Text')).fill('Write two lines to {{who}}.');
    await (await panel.find('button', 'Save')).click();
    await panel.find('button', 'Edit Letter');
    await panel.reload();
    await begin(panel);
    await (await panel.find('textbox', 'Message')).type('/lett');
    await panel.find('option', /^Letter/u);
    await panel.press('Enter');
    await (await panel.find('textbox', 'who')).type('{{who}} & Co');
    await (await panel.find('button', 'Put into message')).click();
    await send(panel);
    expect(lastAsked()).toContain('Write two lines to {{who}} & Co.');
    await panel.close();
  });

  it('keeps folder, pin and name over a reload, and brings back what was deleted', async () => {
    const panel = await openPanel();
    await begin(panel);
    await (await panel.find('textbox', 'Message')).type('Who approves a hotel?');
    await send(panel);
    await (await panel.find('button', 'Earlier chats')).click();
    await chooseMore(panel, 'More for Who approves a hotel?', 'Pin');
    await chooseMore(panel, 'More for Who approves a hotel?', 'Rename');
    await (await panel.find('textbox', 'Name of Who approves a hotel?')).fill('Hotels');
    await (await panel.find('button', 'Save')).click();
    await chooseMore(panel, /^More for Write two/u, 'Move to folder');
    await (await panel.find('textbox', /^Folder of Write two/u)).fill('Letters');
    await (await panel.find('button', 'Save')).click();
    await panel.find('heading', 'Letters');
    await panel.reload();
    await (await panel.find('button', 'Earlier chats')).click();
    const history = await panel.find('list', 'History');
    const text = await history.waitText(/Pinned[\s\S]*Hotels[\s\S]*Letters[\s\S]*Write two lines/u);
    expect(text).not.toContain('Who approves a hotel?');
    await chooseMore(panel, 'More for Hotels', 'Delete');
    await (await panel.find('button', 'Undo')).click();
    await panel.find('button', 'More for Hotels');
    // What was said is found by its words, the answers' too, with Claude out of service.
    await (await panel.find('searchbox', 'Find a chat')).type('approves');
    await panel.waitFor('the one chat', async () => (await panel.findAll('button', /^More for/u)).length === 1);
    await panel.close();
  });

  it('leaves nothing of a temporary chat on the disk once its panel is closed', async () => {
    const panel = await openPanel();
    await chooseMore(panel, 'More about this chat', /^New temporary chat/u);
    await (await panel.find('note')).waitText(/Not kept/u);
    await (await panel.find('textbox', 'Message')).type('Who is zanzibarquux?');
    await send(panel);
    expect(await storedText(panel)).toContain('zanzibarquux');
    await panel.close();
    const next = await openPanel();
    await next.find('textbox', 'Message');
    await next.waitFor('an empty disk', async () => !(await storedText(next)).includes('zanzibarquux'));
    await (await next.find('button', 'Earlier chats')).click();
    expect(await (await next.find('list', 'History')).text()).not.toContain('zanzibarquux');
    await next.close();
  });

  it('exports a conversation as Markdown, and brings its JSON in again', async () => {
    const panel = await openPanel();
    await begin(panel);
    await (await panel.find('textbox', 'Message')).type('How long is a notice period?');
    await send(panel);
    await panel.evaluate(`() => {
      window.saved = [];
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { blob.text().then((text) => window.saved.push(text)); return make(blob); };
    }`);
    const saved = async (): Promise<string> => {
      const texts = await panel.waitFor('a file', async () => {
        const all = (await panel.evaluate('() => window.saved.splice(0)')) as readonly string[];
        return all.length > 0 && all;
      });
      return texts[0] ?? '';
    };
    await chooseMore(panel, 'More about this chat', 'Export as Markdown');
    const markdown = await saved();
    expect(markdown).toMatch(/^# How long is a notice period\?\n\n## You\n\nAbout: \[/u);
    expect(markdown).toMatch(/## claude-sonnet-5-5/u);
    await chooseMore(panel, 'More about this chat', 'Export as JSON');
    const file = JSON.parse(await saved()) as { readonly format: string; readonly turns: readonly unknown[] };
    expect(file).toMatchObject({ format: 'understudy-chat', version: '1' });
    expect(file.turns).toHaveLength(2);
    await panel.close();
  });
});

/** A page that the sync has read by now, other than the open one. */
async function anyPageHere(tab: Tab): Promise<{ readonly id: string; readonly title: string } | undefined> {
  const pages = (await storedRows(tab, 'mirror', 'pages')) as readonly {
    readonly id: string;
    readonly title: string;
  }[];
  return pages.find(({ id, title }) => id !== PAGES.travel && /^[A-Z][a-z]+( [a-z]+)+$/u.test(title));
}

/** How a page is suggested: its title, then where it stands. */
const optionOf = (title: string): RegExp => new RegExp(`^${title}`, 'u');
