import { beforeAll, expect, it } from 'vitest';
import type { Browser, Node, Tab } from '../browsers/browser.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';
import { inBrowsers } from './harness.ts';
import { untilMirrored } from './mirror-steps.ts';
import { connectClaude, connectNotion } from './steps.ts';

const TOKEN = 'ntn_atlas_full';
/** Of a generated workspace three in five pages are rows, all of one database. */
const PAGES = 84;
const ROWS = 50;
/** Stands in three pages and is explained in none. */
const TERM = 'ZQXV';

inBrowsers(
  ['chromium', 'firefox'],
  (stage) => {
    let browser: Browser;
    let options: Tab;
    beforeAll(async () => {
      const { notion, budget } = stage.world();
      budget.perMinute = 10_000;
      const prose = [...notion.pages()].filter(({ blocks }) => blocks.some(({ type }) => type === 'paragraph'));
      for (const page of prose.slice(0, 3)) {
        const line = page.blocks.find(({ type }) => type === 'paragraph');
        if (line !== undefined) notion.editBlock(line.id, `Nobody ships before the ${TERM} is green.`);
      }
      browser = await stage.launch();
      options = await connectClaude(browser);
      await connectNotion(options, TOKEN);
      await untilMirrored(options, stage.world(), TOKEN);
    });

    const place = async (tab: Tab, name: string): Promise<Node> => {
      await (await tab.find('tab', name)).click();
      return tab.find('tabpanel', name);
    };

    it('finds a term that nobody explains, shows where it stands, and keeps aside what is put aside', async () => {
      const tab = await browser.openExtensionPage('workbench.html');
      const gaps = await place(tab, 'Gaps');
      await (await gaps.find('button', 'Look for gaps')).click();
      const found = await tab.find('region', 'Used and never explained');
      await found.waitText(new RegExp(TERM, 'u'));
      const evidence = await found.find('list', `Evidence for ${TERM}`);
      expect(await evidence.text()).toContain(`Nobody ships before the ${TERM} is green.`);
      expect((await evidence.findAll('link')).length).toBe(3);
      for (const button of await found.findAll('button', 'Put aside')) await button.click();
      await tab.waitGone('region', 'Used and never explained');
      await (await gaps.find('button', 'Look again')).click();
      await tab.find('button', 'Look again');
      expect(await tab.findAll('region', 'Used and never explained')).toEqual([]);
      await tab.close();
    });

    it('fills fifty rows, goes on after the background was killed, and writes what was approved and no more', async () => {
      const { notion } = stage.world();
      const database = [...notion.databases()][0];
      if (database === undefined) throw new Error('The workspace has no database');
      const notes = (): readonly string[] =>
        [...notion.pages()].flatMap(({ properties }) => {
          const note = properties['Note'];
          return note?.type === 'rich_text' ? [note.text.map(({ text }) => text).join('')] : [];
        });
      const before = notes();
      expect(before).toHaveLength(ROWS);

      const tab = await browser.openExtensionPage('workbench.html');
      const autofill = await place(tab, 'Autofill');
      await (await autofill.find('combobox', 'Database')).select(database.title);
      await (await autofill.find('checkbox', /^Note/)).click();
      await (await autofill.find('combobox', 'Cells')).select('All, with what stands there beside the new value');
      await (await autofill.find('button', 'Fill')).click();
      const runs = await tab.find('region', 'Runs');
      await runs.waitText(/Reading row (?:[2-9]|[1-4]\d) of 50/u, { timeoutMs: 30_000 });
      const asked = (): number =>
        stage
          .world()
          .claude.all()
          .filter(({ path }) => path === '/v1/messages').length;
      await browser.killBackground();
      // Whatever is asked of the background wakes it, and it goes on where it stood.
      await tab.reload();
      const again = await tab.find('region', 'Runs');
      await again.waitText(/50 rows read/u, { timeoutMs: 60_000 });
      expect(asked()).toBeLessThanOrEqual(ROWS + 3);

      await (await again.find('button', 'Show values')).click();
      await (await again.find('button', /^Propose \d+ changes$/u)).click();
      await again.waitText(/\d+ changes proposed\./u, { timeoutMs: 60_000 });
      expect(notes()).toEqual(before);

      const panel = await browser.openExtensionPage('sidepanel.html');
      await (await panel.find('button', /^Changes to Notion/u)).click();
      const first = await panel.waitFor(
        'something to approve',
        async () => (await panel.findAll('button', 'Approve'))[0],
      );
      await first.click();
      await panel.waitFor(
        'one row to be written',
        async () => notes().filter((note, at) => note !== before[at]).length === 1,
        {
          timeoutMs: 30_000,
        },
      );
    });
  },
  { workspaces: [generateWorkspace({ pages: PAGES })] },
);
