import { expect, it } from 'vitest';
import { connectForGood } from '../chaos/ground.ts';
import { removeTemporaryProfile, temporaryProfile } from '../browsers/process.ts';
import type { Browser, Tab } from '../browsers/browser.ts';
import { scripted } from '../world/claude/script.ts';
import { DATABASES } from '../world/workspace/ids.ts';
import { inBrowsers } from './harness.ts';
import { storedRows } from './own-databases.ts';
import { NOTION_TOKEN } from './steps.ts';

const HOUR_MS = 3_600_000;

/** As if the schedules had last been looked at so long ago. */
const TURN_BACK = `async (ms) => {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open('words');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const rows = database.transaction('schedules', 'readwrite').objectStore('schedules');
  await new Promise((resolve, reject) => {
    const request = rows.openCursor();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const at = request.result;
      if (at === null) return resolve();
      at.update({ ...at.value, seenUpTo: at.value.seenUpTo - ms });
      at.continue();
    };
  });
  database.close();
}`;

/** Three starts of a browser, each of which reads all rows at Notion's pace. */
const RESTARTS_MS = 300_000;

inBrowsers(['chromium', 'firefox'], (stage) => {
  const openWorkbench = async (browser: Browser): Promise<Tab> => await browser.openExtensionPage('workbench.html');

  /** Budgets by project, as it is proposed. */
  const makeReport = async (tab: Tab): Promise<void> => {
    await (await tab.find('button', 'New report')).click();
    await (await tab.find('checkbox', /^Budgets/)).click();
    await (await tab.find('checkbox', /^Projects/)).click();
    await tab.find('combobox', 'Budgets and Projects');
    await (await tab.find('region', 'Preview')).find('heading', 'Figures');
    await (await tab.find('textbox', 'Name')).fill('Spending by project');
    await (await tab.find('button', 'Save')).click();
    await tab.find('heading', 'Spending by project');
  };

  it('computes a report over two databases, and marks the number that the model made up', async () => {
    const { claudeSettings, claude, notion } = stage.world();
    claudeSettings.script = scripted(/Write the text of a report/, [
      { says: '## Summary\n\nAll projects together spent {F1}, which is 4,321,987 more than last year.' },
    ]);
    const browser = await stage.launch();
    await (await connectForGood(browser, NOTION_TOKEN)).close();
    const tab = await openWorkbench(browser);
    await makeReport(tab);
    await (await tab.find('button', 'Run')).click();
    const run = await tab.find('article', /^Run of/, { timeoutMs: 30_000 });
    await run.find('note', undefined, { timeoutMs: 60_000 });
    const text = await run.text();
    expect(text).toContain('673,345, which is 4,321,987 [not computed] more');
    expect(text).toContain('1 number in the text above is not among the computed figures');
    expect(text).toMatch(/Computed on .* from Budgets \(51 rows\), Projects \(12 rows\)/u);
    await run.find('button', 'Save figures as CSV');

    const asked = JSON.stringify(claude.messages().at(-1)?.body);
    const rows = notion.rows(DATABASES.Budgets.dataSourceId).map(({ title }) => title);
    expect(asked).toContain('Japan market entry');
    expect(rows).toHaveLength(51);
    expect(rows.filter((title) => asked.includes(title))).toEqual([]);
    expect(await browser.errors()).toEqual([]);
  });

  it(
    'runs a report that came due while the browser was closed exactly once after it is back',
    async () => {
      const profile = temporaryProfile();
      try {
        const first = await stage.launch({ profile });
        await (await connectForGood(first, NOTION_TOKEN)).close();
        const tab = await openWorkbench(first);
        await makeReport(tab);
        await (await tab.find('tab', 'Schedules')).click();
        await (await tab.find('button', 'New schedule')).click();
        await (await tab.find('combobox', 'When')).select('Every day');
        await (await tab.find('button', 'Save schedule')).click();
        await (await tab.find('list', 'Schedules')).waitText(/Not run yet/);
        await tab.evaluate(TURN_BACK, 49 * HOUR_MS);
        await first.kill();

        const second = await stage.launch({ profile });
        const again = await openWorkbench(second);
        await (await again.find('tab', 'Schedules')).click();
        const list = await again.find('list', 'Schedules');
        await list.waitText(/Done .*1 earlier time passed while nothing could run/u, { timeoutMs: 90_000 });
        expect(await storedRows(again, 'words', 'reportRuns')).toHaveLength(1);
        await second.kill();

        const third = await stage.launch({ profile });
        const last = await openWorkbench(third);
        await (await last.find('tab', 'Schedules')).click();
        await (await last.find('button', 'Run now')).click();
        await last.waitFor(
          'the run that was asked for',
          async () => {
            const runs = await storedRows(last, 'words', 'reportRuns');
            return runs.length > 1 && runs.every((run) => typeof run === 'object' && run !== null && 'result' in run);
          },
          { timeoutMs: 90_000 },
        );
        expect(await storedRows(last, 'words', 'slots')).toHaveLength(2);
        expect(await third.errors()).toEqual([]);
        await third.kill();
      } finally {
        removeTemporaryProfile(profile);
      }
    },
    RESTARTS_MS,
  );
});
