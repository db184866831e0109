import { beforeAll, expect, it } from 'vitest';
import type { Browser, Node, Tab } from '../browsers/browser.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';
import { inBrowsers } from './harness.ts';
import { untilMirrored } from './mirror-steps.ts';
import { connectClaude, connectNotion } from './steps.ts';

const TOKEN = 'ntn_atlas_full';
/** Of a generated workspace three in five pages are rows, all of one database. */
const PAGES = 20;

inBrowsers(
  ['chromium'],
  (stage) => {
    let browser: Browser;
    beforeAll(async () => {
      stage.world().budget.perMinute = 10_000;
      browser = await stage.launch();
      const options = await connectClaude(browser);
      await connectNotion(options, TOKEN);
      await untilMirrored(options, stage.world(), TOKEN);
    });

    it('keeps summaries of rows in Notion under leave, pays for no row twice, and stops when leave is taken back', async () => {
      const { notion, claude } = stage.world();
      const database = [...notion.databases()][0];
      if (database === undefined) throw new Error('The workspace has no database');
      const rows = notion.rows(database.dataSourceId).length;
      const summaries = (): number =>
        notion.rows(database.dataSourceId).filter(({ properties }) => {
          const summary = properties['AI Summary'];
          const day = properties['Summary Updated'];
          return summary?.type === 'rich_text' && summary.text.length > 0 && day?.type === 'date' && day.start !== null;
        }).length;
      const asked = (): number => claude.all().filter(({ path }) => path === '/v1/messages').length;

      const tab = await browser.openExtensionPage('workbench.html#schedules');
      await (await tab.find('button', 'New schedule')).click();
      await (await tab.find('combobox', 'What runs')).select('Summaries kept in a database');
      await (await tab.find('combobox', 'Database')).select(database.title);
      await (await tab.find('main')).waitText(/no property “AI Summary” of the type Text and none “Summary Updated”/u);
      Object.assign(database.schema, { 'AI Summary': { type: 'rich_text' }, 'Summary Updated': { type: 'date' } });
      await (await tab.find('button', 'Look again')).click();
      await tab.waitGone('button', 'Look again');
      await (await tab.find('checkbox', /^Write without asking/u)).click();
      await (await tab.find('button', 'Save schedule')).click();

      const list = await tab.find('list', 'Schedules');
      const runNow = async (list: Node): Promise<void> => (await list.find('button', 'Run now')).click();
      await runNow(list);
      await tab.waitFor('every summary in Notion', async () => summaries() === rows, { timeoutMs: 60_000 });
      await list.waitText(new RegExp(`${rows} of at most 500 changes so far`, 'u'));
      const paid = asked();
      expect(paid).toBe(rows);

      await ended(tab, rows);
      await runNow(list);
      await list.waitText(new RegExp(`${rows} with nothing to propose\\. \\$0`, 'u'), { timeoutMs: 60_000 });
      expect([asked(), summaries()]).toEqual([paid, rows]);

      await (await list.find('button', 'Revoke')).click();
      await list.waitText(/Each change waits for your approval/u);
      expect(await browser.errors()).toEqual([]);
    });
  },
  { workspaces: [generateWorkspace({ pages: PAGES })] },
);

/** The first run is told of as done: another one begins only then. */
async function ended(tab: Tab, rows: number): Promise<void> {
  await (await tab.find('list', 'Schedules')).waitText(new RegExp(`${rows} rows with proposed values`, 'u'));
}
