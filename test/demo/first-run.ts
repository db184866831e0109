import { CLAUDE_KEY } from '../world/start.ts';
import { NOTION_TOKEN } from '../e2e/steps.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { SIZES, wholePage } from './camera.ts';
import { onExtensionPage, onPage, press, settled } from './desk.ts';
import type { Act } from './show.ts';

export const FIRST_RUN: Act = {
  title: 'A fresh install',
  scenes: [
    {
      title: 'without any key, a summary is made on this device and says so',
      play: async (show) =>
        await onPage(show, PAGES.travel, async (tab) => {
          await show.shoot(tab, 'companion-no-key', SIZES.page);
          await press(tab, 'Summarize');
          await settled(tab, /No model used/);
          await show.shoot(tab, 'companion-without-key');
        }),
    },
    {
      title: 'a key that does not work is refused in words',
      play: async (show) =>
        await onExtensionPage(show, 'options.html', async (tab) => {
          await show.shoot(tab, 'options-empty', await wholePage(tab, SIZES.page.width));
          const group = await tab.find('group', 'Claude');
          await (await group.find('textbox', 'Claude API key')).type('sk-ant-not-a-key');
          await press(group, 'Save');
          await tab.find('alert');
          await show.shoot(tab, 'options-failed', await wholePage(tab, SIZES.page.width));
        }),
    },
    {
      title: 'the Claude key and the Notion token are entered and tested',
      play: async (show) =>
        await onExtensionPage(show, 'options.html', async (tab) => {
          const claude = await tab.find('group', 'Claude');
          await (await claude.find('textbox', 'Claude API key')).type(CLAUDE_KEY);
          await press(claude, 'Save');
          await claude.waitText(/This key works/);
          const notion = await tab.find('group', 'Notion: new workspace');
          await (await notion.find('textbox', 'Notion token')).type(NOTION_TOKEN);
          await press(notion, 'Save');
          await tab.find('group', /^Notion: (?!new workspace)/);
          await press(tab, 'Finish');
          await tab.waitGone('button', 'Finish');
          await show.shoot(tab, 'options-done', await wholePage(tab, SIZES.page.width));
          await show.shoot(tab, 'options-320', await wholePage(tab, SIZES.narrowPanel.width));
        }),
    },
  ],
};
