import { beforeAll, expect, it } from 'vitest';
import type { Browser, Tab } from '../browsers/browser.ts';
import { CLAUDE_KEY } from '../world/start.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { inBrowsers } from './harness.ts';
import { storedRows } from './own-databases.ts';
import { NOTION_TOKEN, answered, connect, openCompanion } from './steps.ts';

const PASSPHRASE = 'correct horse battery';

/** Keeps what the page has saved, and hands it back as the file that a person would choose. */
const WATCH_SAVED = `() => {
  window.saved = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.saved.push(blob); return make.call(URL, blob); };
}`;
const SAVED_TEXT = `async () => {
  const bytes = new Uint8Array(await window.saved.at(-1).arrayBuffer());
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}`;
const CHOOSE_SAVED = `() => {
  const field = document.querySelector('input[aria-label="Backup file"]');
  const given = new DataTransfer();
  given.items.add(new File([window.saved.at(-1)], 'kept.understudy'));
  field.files = given.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}`;

inBrowsers(['chromium', 'firefox'], (stage) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await stage.launch();
    await connect(browser);
  });

  const textsOf = async (tab: Tab, store: string): Promise<readonly string[]> =>
    ((await storedRows(tab, 'words', store)) as readonly { readonly text: string }[])
      .map(({ text }) => text)
      .toSorted();

  it('backs up, deletes everything with proof, and restores the same answer and conversation', async () => {
    const page = await openCompanion(browser, PAGES.travel);
    await (await page.find('button', 'Summarize', { within: 'companion' })).click();
    await answered(page);
    await page.close();
    const panel = await browser.openExtensionPage('sidepanel.html');
    await (await panel.find('textbox', 'Message')).type('How long is a notice period?');
    await (await panel.find('button', 'Send')).click();
    const log = await panel.find('log', 'Conversation');
    await log.find('note', undefined, { timeoutMs: 30_000 });
    await panel.close();

    const tab = await browser.openExtensionPage('options.html');
    await tab.find('group', 'Backup');
    const before = { answers: await textsOf(tab, 'answers'), messages: await textsOf(tab, 'messages') };
    expect(before.answers.length).toBeGreaterThanOrEqual(2);
    expect(before.messages).toContain('How long is a notice period?');

    await tab.evaluate(WATCH_SAVED);
    const backup = await tab.find('group', 'Backup');
    await (await backup.find('textbox', 'Passphrase of the backup')).type(PASSPHRASE);
    await (await backup.find('button', 'Make a backup')).click();
    await backup.waitText(/The backup was made/, { timeoutMs: 30_000 });
    const file = (await tab.evaluate(SAVED_TEXT)) as string;
    for (const secret of [CLAUDE_KEY, NOTION_TOKEN, PASSPHRASE, 'notice period']) expect(file).not.toContain(secret);

    const exported = await tab.find('group', 'Export');
    await (await exported.find('button', 'Export everything')).click();
    await exported.waitText(/The export was made/, { timeoutMs: 30_000 });
    const zip = (await tab.evaluate(SAVED_TEXT)) as string;
    expect(zip.startsWith('PK')).toBe(true);
    expect(zip).toContain('How long is a notice period?');
    for (const secret of [CLAUDE_KEY, NOTION_TOKEN]) expect(zip).not.toContain(secret);
    // The backup is chosen again below: it is the last file once more.
    await tab.evaluate('() => void window.saved.pop()');

    await (await tab.find('button', 'Delete everything')).click();
    await (await tab.find('button', 'Delete all of it?')).click();
    await (await tab.find('button', 'Delete now')).click();
    const left = await (await tab.find('group', 'What is left', { timeoutMs: 30_000 })).text();
    for (const store of ['vault / keys', 'words / answers', 'mirror / pages', 'storage.session']) {
      expect(left).toContain(store);
    }
    expect(await tab.evaluate('() => document.body.innerText')).toMatch(/each holds 0 rows and 0 bytes/);
    expect(await textsOf(tab, 'answers')).toEqual([]);

    await tab.evaluate(CHOOSE_SAVED);
    const restore = await tab.find('group', 'Restore');
    await (await restore.find('textbox', 'Passphrase of this backup')).type('not the passphrase');
    await (await restore.find('button', 'Check this backup')).click();
    await restore.find('alert');
    await restore.waitText(/This is not the passphrase of this backup/);
    await (await restore.find('textbox', 'Passphrase of this backup')).fill(PASSPHRASE);
    await (await restore.find('button', 'Check this backup')).click();
    await restore.waitText(/Nothing has been changed yet[\s\S]*will need their keys again: Claude/, {
      timeoutMs: 30_000,
    });
    expect(await textsOf(tab, 'answers')).toEqual([]);
    await (await restore.find('button', 'Restore')).click();
    await restore.waitText(/The backup is restored/, { timeoutMs: 30_000 });
    await tab.waitFor('connections that need their keys', async () =>
      ((await tab.evaluate('() => document.body.innerText')) as string).includes('Needs its key again: '),
    );
    expect({ answers: await textsOf(tab, 'answers'), messages: await textsOf(tab, 'messages') }).toEqual(before);
    await tab.close();

    const again = await browser.openExtensionPage('sidepanel.html');
    await (await again.find('button', 'Earlier chats')).click();
    await (await again.find('list', 'History')).waitText(/How long is a notice period/);
    await again.close();
  });
});
