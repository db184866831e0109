import { beforeAll, expect, it } from 'vitest';
import type { Browser, Node, Tab } from '../browsers/browser.ts';
import type { FaultRule } from '../world/faults.ts';
import { NOTION_WEB_FAULTS } from '../world/notion-web-faults.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { fewPages } from './few-pages.ts';
import { inBrowsers } from './harness.ts';
import { untilMirrored } from './mirror-steps.ts';
import { storesHolding } from './own-databases.ts';
import { answered, connectClaude, connectNotion, NOTION_TOKEN, openCompanion, pageAddress } from './steps.ts';

const CLIENT_TOKEN = 'ntn_tidewater_full';
/** Stands in one block of one page that nobody opens. */
const RARE = { page: PAGES.keyCeremony, words: 'spare module safe', block: /^The spare module is in the safe/u };
/** Words that stand nowhere else: one in a page that is left out, one in a row of a database that is. */
const SECRET = [
  { page: PAGES.security, word: 'zyxqualmot' },
  { page: PAGES.sparrow, word: 'vexjumpok' },
] as const;
/** The index writes the beginning of a term once for all that share it. */
const restOf = (word: string): string => word.slice(3);
const hex = (id: string): string => id.replaceAll('-', '');

function webFault(name: string): FaultRule {
  const fault = NOTION_WEB_FAULTS[name];
  if (fault === undefined) throw new Error(`No fault is named ${name}`);
  return fault.rule;
}

interface Box {
  readonly top: number;
  readonly bottom: number;
  /** Height of the window. */
  readonly window: number;
}

/** Where the mark over a cited block lies, seen from a node in the same root. */
const MARK_BOX = `function () {
  const mark = this.getRootNode().querySelector('div[aria-hidden="true"][style*="pointer-events: none"]');
  const box = mark?.getBoundingClientRect();
  return box === undefined || mark.hidden ? null : { top: box.top, bottom: box.bottom, window: innerHeight };
}`;
const BLOCK_BOX = `(id) => {
  const box = document.querySelector('.notion-page-content [data-block-id="' + id + '"]')?.getBoundingClientRect();
  return box === undefined ? null : { top: box.top, bottom: box.bottom, window: innerHeight };
}`;

inBrowsers(
  ['chromium', 'firefox'],
  (stage) => {
    let browser: Browser;
    let options: Tab;
    beforeAll(async () => {
      browser = await stage.launch();
      options = await connectClaude(browser);
      for (const { page, word } of SECRET) plant(page, word);
    });
    /** Puts a word into a page before anybody reads it. */
    const plant = (pageId: string, word: string): void => {
      const { notion } = stage.world();
      const block = notion.page(pageId)?.blocks.find(({ type }) => type === 'paragraph');
      if (block === undefined) throw new Error(`${pageId} has no paragraph`);
      notion.editBlock(block.id, `Between us: ${word}.`);
    };
    const titleOf = (id: string): string => stage.world().notion.page(id)?.title ?? 'no such page';
    const blockOf = (pageId: string, words: RegExp): string => {
      const block = stage
        .world()
        .notion.page(pageId)
        ?.blocks.find(({ text }) => words.test(text.map((run) => run.text).join('')));
      if (block === undefined) throw new Error(`${titleOf(pageId)} has no block ${String(words)}`);
      return block.id;
    };
    const search = async (tab: Tab, words: string): Promise<Node> => {
      await (await tab.find('searchbox', 'Search Notion')).fill(words);
      return await tab.find('list', 'Results');
    };
    /** The paragraph of an answer that holds these words. */
    const claimSaying = async (region: Node, words: RegExp): Promise<Node> => {
      for (const paragraph of await region.findAll('paragraph'))
        if (words.test(await paragraph.text())) return paragraph;
      throw new Error(`No paragraph says ${String(words)}`);
    };
    const openSearch = async (): Promise<Tab> => {
      const tab = await openCompanion(browser, PAGES.home);
      await (await tab.find('button', 'Search', { within: 'companion' })).click();
      return tab;
    };
    /**
     * Waits until the page shows the block under its mark. The mark fades after some seconds, sooner than a busy machine
     * may look: the block’s own address, with the block in view, counts as well.
     */
    const landed = async (tab: Tab, blockId: string): Promise<void> => {
      const launcher = await tab.find('button', 'Understudy', { within: 'companion' });
      await tab.waitFor('the mark over the block', async () => {
        const mark = (await launcher.call(MARK_BOX)) as Box | null;
        const block = (await tab.evaluate(BLOCK_BOX, blockId)) as Box | null;
        if (block === null) return false;
        if (mark !== null) return mark.top <= block.top && mark.bottom >= block.bottom;
        return (await tab.url()).endsWith(`#${hex(blockId)}`) && block.top > 0 && block.bottom < block.window;
      });
    };

    it('shows how far the first sync is, until everything is here', async () => {
      await connectNotion(options);
      const bar = await options.find('progressbar', 'Sync');
      const seen = new Set<string>();
      await options.waitFor('the bar to move', async () => {
        const value = await bar.attribute('value').catch(() => null);
        if (value !== null) seen.add(value);
        return seen.size > 1;
      });
      await untilMirrored(options, stage.world(), NOTION_TOKEN);
      const limited = stage
        .world()
        .requests.all({ host: 'api.notion.com' })
        .filter(({ status }) => status === 429);
      expect(limited).toEqual([]);
    });

    it('finds what was never opened by words of its body as they are typed, by keyboard alone, at the block', async () => {
      const tab = await browser.open(pageAddress(PAGES.home));
      await tab.find('button', 'Understudy');
      await tab.press('Alt+Shift+U');
      await tab.find('complementary', 'Understudy');
      for (let presses = 0; presses < 30 && (await tab.focused())?.name !== 'Search'; presses += 1)
        await tab.press('Tab');
      await tab.press('Enter');
      await tab.waitFor('the search box to have the focus', async () => (await tab.focused())?.role === 'searchbox');
      for (const part of RARE.words.split(/(?<= )/u)) await tab.type(part);
      await tab.find('link', titleOf(RARE.page), { within: 'companion' });
      await tab.waitFor('the page to come first', async () => {
        const list = await tab.find('list', 'Results');
        // The first results come without their words; with them a result leads to the block.
        const [first] = await list.findAll('listitem');
        const worded = /spare[^]*module[^]*safe/iu.test((await first?.text()) ?? '');
        return worded && (await list.findAll('link'))[0]?.name === titleOf(RARE.page);
      });
      await tab.press('ArrowDown');
      expect(await tab.focused()).toMatchObject({ role: 'link', name: titleOf(RARE.page) });
      await tab.press('Enter');
      const opened = await browser.waitForTab(new RegExp(hex(RARE.page)));
      await landed(opened, blockOf(RARE.page, RARE.block));
      await opened.close();
    });

    it('finds a meeting by a word that was only said in it', async () => {
      const tab = await openSearch();
      const results = await search(tab, 'marzipan');
      await results.find('link', titleOf(PAGES.fieldNotes));
      await results.waitText(/marzipan factory/u);
      await tab.close();
    });

    it('answers over all of Notion with a citation that lands on another page’s block', async () => {
      const tab = await openCompanion(browser, PAGES.home);
      await (await tab.find('combobox', 'Ask about', { within: 'companion' })).select('All of Notion');
      await (await tab.find('textbox', 'Question')).type('Where is the spare signing module kept?');
      await (await tab.find('button', 'Ask')).click();
      const { region, text } = await answered(tab);
      expect(text).toMatch(/safe in Malmö/u);
      await (await (await claimSaying(region, /safe in Malmö/u)).find('link', /^Source \d+$/u)).click();
      const opened = await browser.waitForTab(new RegExp(hex(RARE.page)));
      await landed(opened, blockOf(RARE.page, RARE.block));
      await opened.close();
      await tab.close();
    });

    // A page waits ten seconds before it calls Notion stuck: one way of not loading in each browser.
    const stuck = stage.kind === 'chromium' ? 'notion-web-down-503' : 'notion-web-empty';
    it(`reads a copy, and follows its links, while Notion’s app does not load (${stuck})`, async () => {
      stage.world().faults.add(webFault(stuck));
      const tab = await browser.open(pageAddress(PAGES.handbook));
      try {
        await (await tab.find('button', /^Read the copy/u, { timeoutMs: 30_000 })).click();
        const reader = await browser.waitForTab(/reader\.html/u);
        await reader.find('heading', titleOf(PAGES.handbook));
        await (await reader.find('link', titleOf(PAGES.travel))).click();
        await reader.find('heading', titleOf(PAGES.travel));
        await reader.close();
      } finally {
        stage.world().faults.clear();
        await tab.close();
      }
    });

    it('offers the copy in the popup when not even an error page of Notion’s comes', async () => {
      const tab = await browser.open(pageAddress(PAGES.travel));
      const id = await tab.extensionTabId();
      stage.world().faults.add(webFault('notion-web-dns'));
      await tab.reload().catch(() => undefined);
      const popup = await browser.openExtensionPage(`popup.html?tab=${id}`);
      try {
        await (await popup.find('button', /^Read the copy/)).click();
        const reader = await browser.waitForTab(/reader\.html/);
        await reader.find('heading', titleOf(PAGES.travel));
        await reader.close();
      } finally {
        stage.world().faults.clear();
        await popup.close();
        await tab.close();
      }
    });

    it('lists two workspaces together and names each', async () => {
      await connectNotion(options, CLIENT_TOKEN);
      await untilMirrored(options, stage.world(), NOTION_TOKEN, CLIENT_TOKEN);
      const tab = await openSearch();
      const results = await search(tab, 'lights');
      const text = await results.waitText(/Tidewater Couriers/u);
      expect(text).toMatch(/Fernway/u);
      await tab.close();
    });

    it('takes a page and a database that are left out off the device, and does not read them again', async () => {
      const words = SECRET.map(({ word }) => word);
      const holding = async (): Promise<readonly string[]> => await storesHolding(options, words.map(restOf));
      expect(await holding()).toContain('mirror/pages');
      const group = await options.find('group', 'Notion: Fernway');
      await (await group.find('button', /^Left out/)).click();
      for (const title of [titleOf(PAGES.security), 'Projects']) {
        await (await group.find('textbox', 'Leave out a page or database')).fill(title);
        await (await group.find('button', `Leave out ${title}`)).click();
        await (await group.find('list', 'Left out')).find('button', `Sync again: ${title}`);
      }
      await expect.poll(holding, { timeout: 60_000 }).toEqual([]);
      stage.world().requests.clear();
      await (await group.find('button', 'Sync now')).click();
      await options.waitFor(
        'the next sync',
        async () => stage.world().requests.all({ host: 'api.notion.com' }).length > 0,
      );
      await group.find('button', 'Sync now');
      expect(await holding()).toEqual([]);
      const read = stage.world().requests.all({ path: /\/markdown/u });
      expect(read.filter(({ path }) => SECRET.some(({ page }) => path.includes(page)))).toEqual([]);
      const tab = await openSearch();
      for (const word of words) {
        await (await tab.find('searchbox', 'Search Notion')).fill(word);
        await (await tab.find('complementary', 'Understudy')).waitText(/Nothing found/u);
      }
      await tab.close();
    });
  },
  { workspaces: fewPages() },
);
